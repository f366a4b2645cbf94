package doctor

import (
	"fmt"

	"footnote/cmd/footnote/internal/term"
)

// checkTexts checks the operator's replacements for the bot's texts.
func (d Doctor) checkTexts() []Check {
	const name = "texts"
	own, err := d.Texts()
	switch {
	case err != nil:
		return []Check{d.failing(name, err)}
	case own == nil:
		return []Check{{name, "off", "the bot speaks with the texts that are built in", "footnote texts prints them; FOOTNOTE_TEXTS names a file with others"}}
	}
	var all []Check
	for _, f := range own.Flaws() {
		all = append(all, Check{name, "fail", f.Error(), "footnote texts prints how it is built in"})
	}
	if len(all) > 0 {
		return all
	}
	count := 0
	for _, texts := range own {
		count += len(texts)
	}
	return []Check{{name, "ok", term.Count(count, "text") + fmt.Sprintf(" in %s", term.Count(len(own), "language")), ""}}
}
