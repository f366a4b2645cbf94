package main

import "footnote/cmd/footnote/internal/override"

type textsCommand struct {
	Locale []string `arg:"" optional:"" help:"zh-TW, zh-CN or en; without one, all of them."`
}

func (textsCommand) Help() string { return override.Help }

func (c *textsCommand) Run(a *app) error {
	page, err := override.Page(c.Locale)
	if err != nil {
		return usagef("%w", err)
	}
	return a.print(page)
}
