// Package override has the texts for the command line: those that an operator puts in
// the place of the bot's own, those that are built in, and errors in the reader's
// language.
package override

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

// statusUsage is the exit status of wrong usage or configuration.
const statusUsage = 2

// A File is the file with an operator's own texts of the bot.
type File struct {
	Texts string `help:"File with texts of your own for the Discord bot, as footnote texts prints them; what is not in it stays as it is." placeholder:"FILE" env:"FOOTNOTE_TEXTS"`
}

// Read reads it as it is; nil is that there is none.
func (f File) Read() (texts.Overrides, error) {
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

func (f File) failure(err error, hint string) error {
	return &term.Failure{What: "texts", Err: err, Status: statusUsage, Code: "configuration", Hint: hint}
}

// Sound are the texts, if nothing is wrong with them.
func (f File) Sound() (texts.Overrides, error) {
	own, err := f.Read()
	if err != nil {
		return nil, err
	}
	if flaws := own.Flaws(wire.Names()); len(flaws) > 0 {
		return nil, f.failure(fmt.Errorf("%s: %w", f.Texts, flaws[0]), "footnote doctor shows all that is wrong with it")
	}
	return own, nil
}

// InWords has errors in the language that the variables of an environment say; nil is
// English.
func InWords(variable func(name string) string) func(english string) string {
	if variable == nil {
		return func(english string) string { return english }
	}
	return texts.NewCatalog(nil, nil).ForEnvironment(variable).OnConsole
}

// Help is that of the command that prints the texts.
const Help = `Prints every text that the Discord bot says, as JSON: by language and key. Keep what you want otherwise in a file, change it,
and name the file with FOOTNOTE_TEXTS. %s and %d stand for what is filled in, </library add> for a slash command, {ask private} for
the name of an option or of an entry in a menu. An error of a file or an address goes by its English: "error: is a damaged PDF".

  footnote texts zh-TW > texts.json
  FOOTNOTE_TEXTS=texts.json footnote doctor`

// Page is every text of the languages, all where none is named, as a file of texts has
// it.
func Page(locales []string) (string, error) {
	if len(locales) == 0 {
		locales = texts.Locales()
	}
	all := texts.Overrides{}
	for _, locale := range locales {
		if flaws := (texts.Overrides{locale: nil}).Flaws(nil); len(flaws) > 0 {
			return "", flaws[0]
		}
		all[locale] = texts.Builtin(locale)
	}
	var out bytes.Buffer
	lines := json.NewEncoder(&out)
	lines.SetEscapeHTML(false)
	lines.SetIndent("", "  ")
	err := lines.Encode(all)
	return out.String(), err
}
