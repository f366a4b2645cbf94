package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"

	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/cmd/footnote/internal/term"
	"footnote/corpus/doc"
)

// textsFile is the file with an operator's own texts of the bot.
type textsFile struct {
	Texts string `help:"File with texts of your own for the Discord bot, as footnote texts prints them; what is not in it stays as it is." placeholder:"FILE" env:"FOOTNOTE_TEXTS"`
}

// read reads it as it is; nil is that there is none.
func (f textsFile) read() (texts.Overrides, error) {
	if f.Texts == "" {
		return nil, nil
	}
	raw, err := os.ReadFile(f.Texts)
	if err != nil {
		return nil, f.failure(doc.OpenError(f.Texts, err), "FOOTNOTE_TEXTS or --texts names the file")
	}
	own, err := texts.ReadOverrides(raw)
	if err != nil {
		return nil, f.failure(fmt.Errorf("%s is no JSON of texts: %w", f.Texts, err), `compare it with what footnote texts prints: {"zh-TW": {"thanks": "…"}}`)
	}
	return own, nil
}

func (f textsFile) failure(err error, hint string) error {
	return &term.Failure{What: "texts", Err: err, Status: statusUsage, Code: "configuration", Hint: hint}
}

// overrides are the texts, if nothing is wrong with them.
func (f textsFile) overrides() (texts.Overrides, error) {
	own, err := f.read()
	if err != nil {
		return nil, err
	}
	if flaws := own.Flaws(wire.Names()); len(flaws) > 0 {
		return nil, f.failure(fmt.Errorf("%s: %w", f.Texts, flaws[0]), "footnote doctor shows all that is wrong with it")
	}
	return own, nil
}

type textsCommand struct {
	Locale []string `arg:"" optional:"" help:"zh-TW, zh-CN or en; without one, all of them."`
}

func (textsCommand) Help() string {
	return `Prints every text that the Discord bot says, as JSON: by language and key. Keep what you want otherwise in a file, change it,
and name the file with FOOTNOTE_TEXTS. %s and %d stand for what is filled in, </library add> for a slash command, {ask private} for
the name of an option or of an entry in a menu. An error of a file or an address goes by its English: "error: is a damaged PDF".

  footnote texts zh-TW > texts.json
  FOOTNOTE_TEXTS=texts.json footnote doctor`
}

func (c *textsCommand) Run(a *app) error {
	known := texts.Locales()
	if len(c.Locale) == 0 {
		c.Locale = known
	}
	all := texts.Overrides{}
	for _, locale := range c.Locale {
		if flaws := (texts.Overrides{locale: nil}).Flaws(nil); len(flaws) > 0 {
			return usagef("%w", flaws[0])
		}
		all[locale] = texts.Builtin(locale)
	}
	var out bytes.Buffer
	lines := json.NewEncoder(&out)
	lines.SetEscapeHTML(false)
	lines.SetIndent("", "  ")
	if err := lines.Encode(all); err != nil {
		return err
	}
	return a.print(out.String())
}
