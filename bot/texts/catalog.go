package texts

import (
	"cmp"
	"strings"
	"sync/atomic"

	"footnote/rag/lexical"
)

// A Catalog has the texts in all languages, with the names of commands as their reader sees
// them. It is safe for concurrent use.
type Catalog struct {
	overrides Overrides
	all       atomic.Pointer[byLanguage]
}

// byLanguage has the texts of each language.
type byLanguage struct{ traditional, simplified, english *Texts }

// NewCatalog returns the built-in texts, with those of an operator replaced.
func NewCatalog(o Overrides) *Catalog {
	c := &Catalog{overrides: o}
	c.Registered(nil)
	return c
}

// Registered sets the ids of the slash commands by name: from then on, commands that texts
// name can be clicked.
func (c *Catalog) Registered(ids map[string]string) {
	in := func(locale string) *Texts {
		t := builtin(locale)
		put(t, c.overrides[locale])
		t.locale = locale
		t.translator = translator{newTable(t.Errors), newTable(t.Parts), newTable(t.Console)}
		return t
	}
	all := &byLanguage{in(TraditionalLocale), in(SimplifiedLocale), in(EnglishLocale)}
	names := all.names()
	for locale, t := range map[string]*Texts{TraditionalLocale: all.traditional, SimplifiedLocale: all.simplified, EnglishLocale: all.english} {
		rewrite(t, func(text string) string { return names.expand(text, locale, ids) })
	}
	c.all.Store(all)
}

// The languages, as Discord calls them.
const (
	TraditionalLocale = "zh-TW"
	SimplifiedLocale  = "zh-CN"
	EnglishLocale     = "en"
)

// builtin returns the built-in texts of a language.
func builtin(locale string) *Texts {
	switch locale {
	case TraditionalLocale:
		return traditional()
	case SimplifiedLocale:
		return simplified()
	}
	return english()
}

// InAllLanguages returns one text in each language, for readers whose language is not known.
func (c *Catalog) InAllLanguages(choose func(*Texts) string) []string {
	all := c.all.Load()
	return []string{choose(all.traditional), choose(all.simplified), choose(all.english)}
}

// ForLocale returns the texts in the language of a user's Discord client, such as zh-TW. It
// returns English for all languages that the bot does not speak.
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

// ForEnvironment returns the texts in the language of the command line's user, by the first
// environment variable that is set of LC_ALL, LC_MESSAGES and LANG.
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

// ForLanguage returns the texts in the language of a question.
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
