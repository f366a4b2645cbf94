package main

import (
	"context"
	"os"
	"os/exec"

	"footnote/corpus/pdf"
)

// engineCommand compiles the PDF engine into a directory. The program runs it
// for itself, as it takes more memory than reading does.
type engineCommand struct {
	Cache string `arg:""`
}

func (c *engineCommand) Run(*app) error { return pdf.Compile(c.Cache) }

// compileEngine runs engineCommand under the name that this program runs under.
// The end of the program waits for it, but for one that was asked for: a command
// ends too soon on a slow machine, and all later ones would have to do without.
func (a *app) compileEngine(_ context.Context, cache string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	c := exec.CommandContext(a.ctx, self, "engine", cache)
	c.Args[0] = os.Args[0]
	return c.Run()
}
