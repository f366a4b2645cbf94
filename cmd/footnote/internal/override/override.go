// Package override reads and prints the texts of the Discord bot for the command line: the
// built-in ones and the operator's replacements. It also translates errors into the reader's
// language.
package override

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"

	"footnote/bot/texts"
	"footnote/cmd/footnote/internal/term"
	"footnote/corpus/doc"
	"footnote/internal/setup"
)

// statusUsage is the exit status of wrong usage or configuration.
const statusUsage = 2

// A File names the file with an operator's own texts for the bot.
type File struct {
	Texts string `help:"File with texts of your own for the Discord bot, as footnote texts prints them; what is not in it stays as it is." placeholder:"FILE" env:"FOOTNOTE_TEXTS"`
}

// Read reads the file without checking its texts. It returns nil if no file is named.
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

// Sound reads the file and returns its texts, or an error if any of them is faulty.
func (f File) Sound() (texts.Overrides, error) {
	own, err := f.Read()
	if err != nil {
		return nil, err
	}
	if flaws := own.Flaws(); len(flaws) > 0 {
		return nil, f.failure(fmt.Errorf("%s: %w", f.Texts, flaws[0]), "footnote doctor shows all that is wrong with it")
	}
	return own, nil
}

// InWords returns a function that translates errors into the language set in the environment,
// which variable reads. If variable is nil, errors stay English.
func InWords(variable func(name string) string) func(english string) string {
	if variable == nil {
		return func(english string) string { return english }
	}
	return texts.NewCatalog(nil).ForEnvironment(variable).OnConsole
}

// A Command prints the texts of the bot.
type Command struct {
	Locale []string `arg:"" complete:"zh-TW,zh-CN,en" optional:"" help:"zh-TW, zh-CN or en; without one, all of them."`
}

// Help describes the command.
func (Command) Help() string {
	return `Prints every text that the Discord bot says, as JSON: by language and key. Keep what you want otherwise in a file, change it,
and name the file with FOOTNOTE_TEXTS. %s and %d stand for what is filled in, </library add> for a slash command, {ask private} for
the name of an option or of an entry in a menu. An error of a file or an address goes by its English: "error: is a damaged PDF".
The keys command_names and command_descriptions are what Discord shows of commands; the bot registers them when it starts.

  footnote texts zh-TW > texts.json
  FOOTNOTE_TEXTS=texts.json footnote doctor`
}

// Run prints the texts.
func (c Command) Run(_ context.Context, _ *setup.Setup, to term.To) error {
	page, err := Page(c.Locale)
	if err != nil {
		return &term.Failure{What: "command line", Err: err, Status: statusUsage, Code: "usage", Hint: "see footnote --help"}
	}
	return to.Out.Text(page)
}

// Page returns all texts in the given locales, or in every locale if none is given, in the
// format of a texts file.
func Page(locales []string) (string, error) {
	if len(locales) == 0 {
		locales = texts.Locales()
	}
	all := texts.Overrides{}
	for _, locale := range locales {
		if flaws := (texts.Overrides{locale: nil}).Flaws(); len(flaws) > 0 {
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
