package texts

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// An Errors has what can be wrong with a file or an address, and what to do about
// it, in one language, by the English of it. A %s in the English stands for any
// text: the first one in the other language for the same as the first one in the
// English, and so on; what the other language leaves out is not said. In place of
// %s, %t stands for a text that is itself in the table.
//
// Errors are written in English where they come from, as those of every Go program
// are. A test of this package reads them out of the source, and fails where one
// has no translation.
type Errors map[string]string

// verb is what stands for a value in the text of an error.
var verb = regexp.MustCompile(`%[-+# 0-9.]*[a-zA-Z]`)

// TemplateOf is a format of fmt as a table of errors has it: each value is %s.
func TemplateOf(format string) string { return verb.ReplaceAllString(format, "%s") }

// A translator finds errors, and what stands within them.
type translator struct{ errors, parts, console table }

// A table finds texts by their English.
type table struct {
	exact    map[string]string
	patterns []pattern
}

// A pattern is a text with values in it.
type pattern struct {
	english     *regexp.Regexp
	fixed       int // how much of the English is no value
	translation string
}

func newTable(errors Errors) table {
	t := table{exact: map[string]string{}}
	for english, translation := range errors {
		parts := strings.Split(english, "%s")
		if len(parts) == 1 {
			t.exact[english] = translation
			continue
		}
		for n := range parts {
			parts[n] = regexp.QuoteMeta(parts[n])
		}
		t.patterns = append(t.patterns, pattern{regexp.MustCompile(`(?s)^` + strings.Join(parts, `(.*?)`) + `$`), len(english), translation})
	}
	slices.SortFunc(t.patterns, func(a, b pattern) int {
		return cmp.Or(cmp.Compare(b.fixed, a.fixed), cmp.Compare(a.translation, b.translation))
	})
	return t
}

// of is the translation of an English text in a table. It is false where there is
// none.
func (t translator) of(in table, english string) (translated string, ok bool) {
	if known := in.exact[english]; known != "" {
		return known, true
	}
	for _, p := range in.patterns {
		values := p.english.FindStringSubmatch(english)
		if values == nil {
			continue
		}
		if filled, ok := t.fill(p.translation, values[1:]); ok {
			return filled, true
		}
	}
	return "", false
}

// any is the translation in the first of the tables that has one.
func (t translator) any(english string, in ...table) (translated string, ok bool) {
	for _, one := range in {
		if translated, ok = t.of(one, english); ok {
			return translated, true
		}
	}
	return "", false
}

// fill puts values into a translation. It is false where one has to be translated
// and cannot be.
func (t translator) fill(translation string, values []string) (filled string, ok bool) {
	ok = true
	filled = valuePlace.ReplaceAllStringFunc(translation, func(place string) string {
		if len(values) == 0 {
			ok = false
			return ""
		}
		value := values[0]
		values = values[1:]
		if place == "%s" {
			return value
		}
		translated, known := t.any(value, t.parts, t.errors, t.console)
		ok = ok && known
		return translated
	})
	return filled, ok
}

// valuePlace is where a value stands in a translation.
var valuePlace = regexp.MustCompile(`%[st]`)

// Error is what is wrong with something, in the language of the texts. known is
// false where the texts do not have it: then it is English, which is what the
// program says.
func (t *Texts) Error(english string) (said string, known bool) {
	if translated, ok := t.translator.of(t.translator.errors, english); ok {
		return translated, true
	}
	return english, t.Parts == nil // which is so in English
}

// OnConsole is an error of the command line in the language of the texts: as a whole,
// or what stands behind the name of what it is about. What the texts do not have
// stays English, so that nothing is lost.
func (t *Texts) OnConsole(english string) string {
	if translated, ok := t.translator.any(english, t.translator.console, t.translator.errors); ok {
		return translated
	}
	about, what, ok := strings.Cut(english, ": ")
	if !ok || t.Parts == nil {
		return english
	}
	return about + ": " + t.OnConsole(what)
}

// Wrong is a sentence that says what is wrong and, if there is something, what to do
// about it. What the texts do not have is not said in a foreign language.
func (t *Texts) Wrong(reason, hint string) string {
	said, known := t.Error(reason)
	if !known {
		said = t.NotReadable
	}
	advice, known := t.Error(hint)
	if hint == "" || !known {
		return fmt.Sprintf(t.Sentence, said)
	}
	return fmt.Sprintf(t.Advice, said, advice)
}
