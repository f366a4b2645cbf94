package main

import "footnote/cmd/footnote/internal/mcp"

type mcpCommand struct{ mcp.Command }

func (c *mcpCommand) Run(a *app) error {
	ready := func() { _ = a.err.Line("ready") } // there is nowhere else to report it
	return c.Serve(a.ctx, mcp.Work{Setup: a.setup, In: a.in, Out: a.out.Exact(), Log: a.err.Log(a.logLevel()), Token: a.apiToken, Ready: ready})
}
