package main

import "footnote/cmd/footnote/internal/serving"

type healthcheckCommand struct{ serving.Health }

func (c *healthcheckCommand) Run(a *app) error { return c.Print(a.ctx, a.out, a.JSON) }
