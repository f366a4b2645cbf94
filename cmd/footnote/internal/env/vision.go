package env

import (
	"time"

	"footnote/internal/setup"
	"footnote/rag/openai"
)

// Vision holds the flags of the model that reads pictures.
type Vision struct {
	VisionModel   string        `help:"Model that sees, which reads scanned pages, PNG, JPEG, WebP and GIF when they are added. Without it they are not read." placeholder:"NAME" env:"FOOTNOTE_VISION_MODEL" group:"Vision"`
	VisionBaseURL string        `name:"vision-base-url" help:"Its OpenAI-compatible API, with FOOTNOTE_VISION_API_KEY as its key. Without either, both are those of the language model." placeholder:"URL" env:"FOOTNOTE_VISION_BASE_URL" group:"Vision"`
	VisionTimeout time.Duration `help:"Longest time for one page." default:"2m" env:"FOOTNOTE_VISION_TIMEOUT" group:"Vision"`
	VisionPages   int           `help:"Pages of one file that it reads, at most." default:"50" env:"FOOTNOTE_VISION_PAGES" group:"Vision"`

	visionKey string
}

// Adopt reads the key, which has no flag.
func (v *Vision) Adopt(s *Settings) { v.visionKey, _ = s.Lookup(VisionKey) }

// Options returns the options of the model. If neither an address nor a key is set for it, it
// uses the language model's, so that the language model's key is never sent to another address.
func (v *Vision) Options(baseURL, key string) setup.Vision {
	if v.VisionBaseURL != "" || v.visionKey != "" {
		baseURL, key = v.VisionBaseURL, v.visionKey
	}
	return setup.Vision{GeneratorOptions: openai.GeneratorOptions{BaseURL: baseURL, Key: key, Model: v.VisionModel, Timeout: v.VisionTimeout}, Pages: v.VisionPages}
}
