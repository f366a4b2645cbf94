package texts

import (
	"cmp"
	"strings"
	"sync/atomic"

	"footnote/rag/lexical"
)

// A Catalog has the texts in every language, with the names of commands in them as
// their reader sees them. It is safe for concurrent use.
type Catalog struct {
	names     Names
	overrides Overrides
	all       atomic.Pointer[byLanguage]
}

// byLanguage are the texts in each language.
type byLanguage struct{ traditional, simplified, english *Texts }

// NewCatalog has what is built in, with what an operator has put in its place. Names
// are those of the commands and their options.
func NewCatalog(names Names, o Overrides) *Catalog {
	c := &Catalog{names: names, overrides: o}
	c.Registered(nil)
	return c
}

// Registered tells the ids of the slash commands, by their names: from then on
// readers can press a command where it is named.
func (c *Catalog) Registered(ids map[string]string) {
	in := func(locale string) *Texts {
		t := builtin(locale)
		put(t, c.overrides[locale])
		rewrite(t, func(text string) string { return c.names.expand(text, locale, ids) })
		t.translator = translator{newTable(t.Errors), newTable(t.Parts), newTable(t.Console)}
		return t
	}
	c.all.Store(&byLanguage{in(TraditionalLocale), in(SimplifiedLocale), in(EnglishLocale)})
}

// The languages, as Discord calls them.
const (
	TraditionalLocale = "zh-TW"
	SimplifiedLocale  = "zh-CN"
	EnglishLocale     = "en"
)

// builtin are the texts of a language as they are without a catalog.
func builtin(locale string) *Texts {
	switch locale {
	case TraditionalLocale:
		return traditional()
	case SimplifiedLocale:
		return simplified()
	}
	return english()
}

// InAllLanguages is one text in each language, for readers whose language is not
// known.
func (c *Catalog) InAllLanguages(choose func(*Texts) string) []string {
	all := c.all.Load()
	return []string{choose(all.traditional), choose(all.simplified), choose(all.english)}
}

// ForLocale is in the language of a user's Discord, such as zh-TW. English stands
// in for every language that the bot does not speak.
func (c *Catalog) ForLocale(name string) *Texts {
	all := c.all.Load()
	switch {
	case name == TraditionalLocale || name == "zh-HK":
		return all.traditional
	case strings.HasPrefix(name, "zh"):
		return all.simplified
	}
	return all.english
}

// ForEnvironment is in the language of who types a command, by the variables of the
// environment that say it: LC_ALL, else LC_MESSAGES, else LANG.
func (c *Catalog) ForEnvironment(variable func(name string) string) *Texts {
	locale, _, _ := strings.Cut(cmp.Or(variable("LC_ALL"), variable("LC_MESSAGES"), variable("LANG")), ".")
	locale, _, _ = strings.Cut(locale, "@")
	switch strings.ReplaceAll(locale, "_", "-") {
	case "zh-TW", "zh-HK", "zh-MO", "zh-Hant":
		return c.ForLocale(TraditionalLocale)
	case "zh", "zh-CN", "zh-SG", "zh-Hans":
		return c.ForLocale(SimplifiedLocale)
	}
	return c.ForLocale(EnglishLocale)
}

// ForLanguage is in the language of a question.
func (c *Catalog) ForLanguage(l lexical.Language) *Texts {
	all := c.all.Load()
	switch l {
	case lexical.Traditional:
		return all.traditional
	case lexical.Simplified:
		return all.simplified
	}
	return all.english
}
