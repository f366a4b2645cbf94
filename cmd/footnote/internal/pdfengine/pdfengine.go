// Package pdfengine compiles the PDF engine in a separate process, since compiling takes more
// memory than reading does.
package pdfengine

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"time"
)

// Command is the program's hidden command that compiles the engine into a folder, its argument.
const Command = "engine"

// Compile runs [Command] with this program's executable.
func Compile(ctx context.Context, folder string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	c := exec.CommandContext(ctx, self, Command, folder)
	c.Args[0] = os.Args[0]
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, bytes.TrimSpace(out))
	}
	return nil
}

// Logged returns [Compile] for a service that runs it in the background: it logs the progress
// and the outcome.
func Logged(log *slog.Logger) func(ctx context.Context, folder string) error {
	return func(ctx context.Context, folder string) error {
		log.Info("preparing the PDF reader, once on this machine")
		start := time.Now()
		err := Compile(ctx, folder)
		switch {
		case err == nil:
			log.Info("the PDF reader is ready", "seconds", int(time.Since(start).Seconds()))
		case !errors.Is(ctx.Err(), context.Canceled): // otherwise the program is stopping
			log.Warn("the PDF reader could not be prepared and will be slow", "error", err)
		}
		return err
	}
}
