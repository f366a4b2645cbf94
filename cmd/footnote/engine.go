package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"

	"footnote/cmd/footnote/internal/term"
	"footnote/corpus"
	"footnote/corpus/pdf"
)

// reader reads files of every format; done ends it. A person is told that the
// first PDF waits for the engine.
func (a *app) reader() (r *corpus.Reader, done func()) {
	p := pdf.New(a.engineCache())
	p.Prepare = func(ctx context.Context, cache string) error {
		wait := a.preparing()
		defer wait.End()
		return compileEngine(ctx, cache)
	}
	return &corpus.Reader{PDF: p}, func() { p.Close() }
}

// readerForServe is reader, prepared in the background before there is a PDF.
func (a *app) readerForServe(log *slog.Logger) (r *corpus.Reader, done func()) {
	p := pdf.New(a.engineCache())
	p.Prepare = func(ctx context.Context, cache string) error {
		log.Info("preparing the PDF reader, once on this machine")
		start := time.Now()
		err := compileEngine(ctx, cache)
		switch {
		case err == nil:
			log.Info("the PDF reader is ready", "seconds", int(time.Since(start).Seconds()))
		case !errors.Is(ctx.Err(), context.Canceled): // that is the end of the program
			log.Warn("the PDF reader could not be prepared and will be slow", "error", err)
		}
		return err
	}
	var background sync.WaitGroup
	background.Go(func() { _ = p.Ready(a.ctx) }) // what fails was logged
	return &corpus.Reader{PDF: p}, func() {
		p.Close()
		background.Wait()
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

// engineCache is where the compiled PDF engine is kept, empty for nowhere: among
// the user's caches, whatever the data directory is, so that it is compiled once.
// A service may have no such place, only a data directory. Its machine code is
// trusted, so a directory that a .env names which was merely found is not looked
// into.
func (a *app) engineCache() string {
	if caches, err := os.UserCacheDir(); err == nil {
		dir := filepath.Join(caches, "footnote", "pdf")
		if os.MkdirAll(dir, 0o700) == nil {
			return dir
		}
	}
	if a.Data != "" && !a.dataFound {
		return filepath.Join(a.Data, "pdf")
	}
	return ""
}

// engineCommand compiles the PDF engine into a directory. The program runs it
// for itself, as it takes more memory than reading does.
type engineCommand struct {
	Cache string `arg:""`
}

func (c *engineCommand) Run(a *app) error { return pdf.Compile(a.ctx, c.Cache) }

// compileEngine runs engineCommand under the name that this program runs under.
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
