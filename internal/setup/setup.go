// Package setup builds what answers questions from settings: the store, the articles, the
// embedder, the language model, and the engine on top of them. It is the only place that does
// so, for commands, for the bot and for tools.
//
// Settings are plain values. Other packages read flags, the environment and settings files.
// Progress and warnings for people go through the fields of a [Setup]; invalid settings result
// in an [*Error].
package setup

import (
	"context"
	"io"
	"log/slog"
	"strings"
	"sync"

	"footnote/corpus/fetch"
	"footnote/rag"
	"footnote/rag/decide"
	"footnote/rag/index"
	"footnote/rag/openai"
)

// Settings are a person's choices. The zero value answers from the local library or, if that is
// empty, from the built-in article, with the built-in embedder and without a language model.
type Settings struct {
	// Articles are the files to answer from: paths, [doc.Stdin] or [Builtin]. If it is empty,
	// the library answers.
	Articles []string
	Only     string    // id, title or source of the one article to answer from, or a part of the first two; empty means all
	Stdin    io.Reader // read if Articles names it

	Scope     string // whose library; empty means the command line's
	Data      string // data folder, or address of a PostgreSQL server; empty means footnote in the user's data directory
	Untrusted bool   // Data comes from a file that was merely found, so no machine code from it is run

	// KeepOriginals keeps the files of articles added to the library, so that their pages can
	// be shown. MaxOriginals is the limit in bytes per scope: 0 means a gigabyte, a negative
	// number no limit.
	KeepOriginals bool
	MaxOriginals  int64

	Embedder string                 // local, openai or none; empty means local
	Vectors  openai.EmbedderOptions // for the embedder openai

	Judging string // auto, on or off; empty means auto

	Mode    string                  // auto, extractive or llm; empty means auto
	Model   openai.GeneratorOptions // the language model
	Context int                     // about how many tokens of the articles the model is shown
	NoCache bool                    // do not keep the model's answers
	// SelfCheck asks the model again about statements that the built-in check is unsure of.
	SelfCheck bool

	Vision Vision

	Version      string   // of the program, as sent to web servers
	PrivateHosts []string // hosts of the private network that pages may be fetched from, with any non-standard port
	// ProxyResolves lets the proxy resolve host names even if others than the operator choose
	// what is fetched.
	ProxyResolves bool
	Contact       string // contact address sent to web servers; may be empty
}

// Progress shows the progress of a slow task.
type Progress interface {
	Show(done, total int)
	End()
}

// A Setup builds what its settings describe. Its fields must be set before its first use; after
// that it is safe for concurrent use.
type Setup struct {
	Settings
	// Log receives warnings and remarks for people.
	Log *slog.Logger
	// Progress begins a slow task.
	Progress func(what string) Progress
	// Calibration determines which evidence is enough to answer. Nil means the built-in one.
	Calibration decide.Calibration
	// Used, if not nil, is called at the end with what was used of a language model.
	Used func(model string, total openai.Usage)
	// CompilePDF compiles the PDF engine into a folder. If it is nil, PDFs are read with an
	// interpreter, slowly.
	CompilePDF func(ctx context.Context, folder string) error

	// RenewAll renews all vectors of older versions before the first question, not only a few.
	RenewAll bool

	// Rereads keeps judgements, for questions that are asked again and again.
	Rereads bool

	once     sync.Once
	embedder index.Embedder
	failed   error

	judgeOnce sync.Once
	judge     rag.Judge
	noJudge   error
}

// New returns a setup that logs nothing and shows no progress.
func New(s Settings) *Setup {
	return &Setup{Settings: s, Log: slog.New(slog.DiscardHandler), Progress: func(string) Progress { return silent{} }}
}

type silent struct{}

func (silent) Show(int, int) {}
func (silent) End()          {}

// Agent returns the program's user agent for web servers.
func (s *Settings) Agent() string {
	name := "Footnote/" + strings.Trim(s.Version, "()")
	if s.Contact != "" {
		name += " (+" + s.Contact + ")"
	}
	return name
}

// Web returns a fetcher for public web addresses. The caller closes it.
func (s *Settings) Web() (*fetch.Fetcher, error) {
	return fetch.New(fetch.Options{UserAgent: s.Agent(), Proxy: proxy(s.ProxyResolves, false)})
}

// warn logs a warning.
func (s *Setup) warn(warning string) { s.Log.Warn(warning) }
