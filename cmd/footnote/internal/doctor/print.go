package doctor

import (
	"fmt"

	"footnote/cmd/footnote/internal/env"
	"footnote/cmd/footnote/internal/term"
)

// Print prints checks, and the origin of each setting that differs from its default.
func Print(to *term.Screen, asJSON bool, checks []Check, origins []env.Origin) error {
	if asJSON {
		return to.JSON(map[string]any{"checks": checks, "settings": origins})
	}
	var out term.Page
	for _, c := range checks {
		out.Item(fmt.Sprintf("%-4s  %-10s ", c.Status, c.Name), "%s", c.Detail)
		if c.Hint != "" {
			out.Item(fmt.Sprintf("      %-10s hint: ", ""), "%s", c.Hint)
		}
	}
	for _, o := range origins {
		out.Item(fmt.Sprintf("      %-22s ", o.Name), "%-22s %s", o.Value, o.Text())
	}
	return to.Show(&out)
}
