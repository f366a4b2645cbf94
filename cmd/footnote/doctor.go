package main

import (
	"fmt"

	"footnote/cmd/footnote/internal/doctor"
	"footnote/cmd/footnote/internal/override"
	"footnote/cmd/footnote/internal/serving"
	"footnote/cmd/footnote/internal/term"
)

type doctorCommand struct {
	override.File
	serving.API
}

func (doctorCommand) Help() string {
	return `Checks the article, the library, the embedder, the judge, the language model, texts of your own, the API and Discord. What is off is not needed for the rest to work.
Then it says where each setting comes from that is not at its default. The exit status is 1 if a check fails.`
}

func (c doctorCommand) Run(a *app) error {
	checks := doctor.Doctor{Setup: a.setup, Token: a.token, API: a.discordAPI, Explain: explain, Texts: c.Read, Programs: func() (string, error) { return c.Summary(a.apiToken) }, Exposed: a.exposed, Mode: a.mode}.Checks(a.ctx)
	failed := 0
	for _, c := range checks {
		if c.Status == "fail" {
			failed++
		}
	}
	if err := doctor.Print(a.out, a.JSON, checks, a.origins); err != nil {
		return written(err)
	}
	if err := a.ctx.Err(); err != nil {
		return err
	}
	if failed > 0 {
		return &term.Failure{What: "doctor", Err: fmt.Errorf("%d of %d checks failed", failed, len(checks)), Status: statusFailed, Code: "doctor", Told: true}
	}
	return nil
}
