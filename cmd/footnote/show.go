package main

import (
	"footnote/cmd/footnote/internal/show"
	"footnote/cmd/footnote/internal/term"
)

type showCommand struct{ show.Command }

func (c *showCommand) Run(a *app) error {
	err := c.Show(a.ctx, show.Work{Setup: a.setup, In: a.in, Terminal: term.IsTerminal(a.in), Out: a.out, JSON: a.JSON, Note: a.note, Wait: a.waitForAnswer})
	return explainName("show", err)
}
