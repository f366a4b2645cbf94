package main

import (
	"fmt"

	"github.com/alecthomas/kong"

	"footnote/cmd/footnote/internal/term"
)

type completionCommand struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

func (c *completionCommand) Help() string {
	return `Examples:

  bash:  source <(footnote completion bash)
  zsh:   source <(footnote completion zsh)
  fish:  footnote completion fish | source`
}

func (c *completionCommand) Run(a *app) error {
	model, err := kong.New(&cli{}, kong.Name("footnote"))
	if err != nil {
		return fmt.Errorf("command line: %w", err)
	}
	return a.print(term.Completion(model, c.Shell))
}
