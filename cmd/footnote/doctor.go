package main

import (
	"fmt"

	"footnote/cmd/footnote/internal/doctor"
	"footnote/cmd/footnote/internal/override"
	"footnote/cmd/footnote/internal/term"
)

type doctorCommand struct{ override.File }

func (doctorCommand) Help() string {
	return `Checks the article, the library, the embedder, the judge, the language model, texts of your own and Discord. What is off is not needed for the rest to work.
Then it says where each setting comes from that is not at its default. The exit status is 1 if a check fails.`
}

func (c doctorCommand) Run(a *app) error {
	checks := doctor.Doctor{Setup: a.setup, Token: a.token, API: a.discordAPI, Explain: explain, Texts: c.Read}.Checks(a.ctx)
	failed := 0
	for _, c := range checks {
		if c.Status == "fail" {
			failed++
		}
	}
	if err := a.printChecks(checks); err != nil {
		return err
	}
	if err := a.ctx.Err(); err != nil {
		return err
	}
	if failed > 0 {
		return &term.Failure{What: "doctor", Err: fmt.Errorf("%d of %d checks failed", failed, len(checks)), Status: statusFailed, Code: "doctor", Told: true}
	}
	return nil
}

func (a *app) printChecks(checks []doctor.Check) error {
	if a.JSON {
		return a.out.JSON(map[string]any{"checks": checks, "settings": a.origins})
	}
	var out term.Page
	for _, c := range checks {
		out.Line("%-4s  %-10s %s", c.Status, c.Name, c.Detail)
		if c.Hint != "" {
			out.Line("      %-10s hint: %s", "", c.Hint)
		}
	}
	for _, o := range a.origins {
		out.Line("      %-22s %-22s %s", o.Name, o.Value, o.Text())
	}
	return a.show(&out)
}
