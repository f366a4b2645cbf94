package doctor

import (
	"bytes"
	"context"
	"image"
	"image/png"

	"footnote/cmd/footnote/internal/term"
	"footnote/internal/setup"
	"footnote/rag/openai"
)

// checkVision shows a small picture to the model that reads pictures.
func (d Doctor) checkVision(ctx context.Context) Check {
	const name = "vision"
	if !d.Setup.Sees() {
		return Check{name, "off", "pictures and scanned pages are not read", "FOOTNOTE_VISION_MODEL names a model that reads them"}
	}
	g, err := d.Setup.VisionModel()
	if err != nil {
		return d.failing(name, err)
	}
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 64, 64))); err != nil {
		return d.failing(name, err)
	}
	if err := g.CheckSight(ctx, openai.Picture{Type: "image/png", Data: picture.Bytes()}); err != nil {
		return d.failing(name, &term.Failure{What: string(setup.PartVision) + " " + g.Model(), Err: err, Hint: d.Explain(err).Hint})
	}
	return Check{name, "ok", g.Model() + " takes pictures", ""}
}
