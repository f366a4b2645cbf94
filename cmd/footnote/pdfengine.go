package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"time"

	"footnote/cmd/footnote/internal/term"
	"footnote/corpus/pdf"
)

// compilePDF compiles the engine; a person is told that the first PDF waits for it.
func (a *app) compilePDF(ctx context.Context, folder string) error {
	wait := a.preparing()
	defer wait.End()
	return compileEngine(ctx, folder)
}

// compilePDFForServe compiles the engine in the background and logs how that went.
func compilePDFForServe(log *slog.Logger) func(ctx context.Context, folder string) error {
	return func(ctx context.Context, folder string) error {
		log.Info("preparing the PDF reader, once on this machine")
		start := time.Now()
		err := compileEngine(ctx, folder)
		switch {
		case err == nil:
			log.Info("the PDF reader is ready", "seconds", int(time.Since(start).Seconds()))
		case !errors.Is(ctx.Err(), context.Canceled): // that is the end of the program
			log.Warn("the PDF reader could not be prepared and will be slow", "error", err)
		}
		return err
	}
}

func (a *app) preparing() term.Wait {
	if a.Quiet || a.JSON {
		return term.Wait{}
	}
	what := "preparing the PDF reader (once on this machine)…"
	if !a.err.Terminal() {
		what = "footnote: " + what
	}
	return a.err.Wait(what)
}

// engineCommand compiles the PDF engine into a directory. The program runs it
// for itself, as it takes more memory than reading does.
type engineCommand struct {
	Cache string `arg:""`
}

func (c *engineCommand) Run(a *app) error { return pdf.Compile(a.ctx, c.Cache) }

// compileEngine runs engineCommand in a process of its own, under the name that this
// program was started with.
func compileEngine(ctx context.Context, cache string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	c := exec.CommandContext(ctx, self, "engine", cache)
	c.Args[0] = os.Args[0]
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, bytes.TrimSpace(out))
	}
	return nil
}
