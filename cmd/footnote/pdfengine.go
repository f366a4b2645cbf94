package main

import (
	"context"

	"footnote/cmd/footnote/internal/pdfengine"
	"footnote/cmd/footnote/internal/term"
	"footnote/corpus/pdf"
)

// compilePDF compiles the PDF engine and tells the person that the first PDF has to wait for
// it.
func (a *app) compilePDF(ctx context.Context, folder string) error {
	wait := a.preparing()
	defer wait.End()
	return pdfengine.Compile(ctx, folder)
}

func (a *app) preparing() term.Wait {
	if a.Quiet || a.JSON {
		return term.Wait{}
	}
	what := a.inWords()("preparing the PDF reader (once on this machine)…")
	if !a.err.Terminal() {
		what = "footnote: " + what
	}
	return a.err.Wait(what)
}

// engineCommand compiles the PDF engine into a directory. The program runs this hidden command
// itself, as a process of its own.
type engineCommand struct {
	Cache string `arg:""`
}

func (c *engineCommand) Run(a *app) error { return pdf.Compile(a.ctx, c.Cache) }
