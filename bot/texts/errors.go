package texts

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Errors translates English messages about what is wrong with a file or an address, and what
// to do about it, into one language. A %s in the English stands for any text. The first %s of
// the translation is replaced by the first text, and so on; texts for which the translation
// has no place are left out. %t is like %s for a text that is itself translated by the table.
// A cause at the end of the English, as in "cannot be reached: %s", is translated where it can
// be. A key that ends in a colon, such as "open %s:", is what an error is about.
//
// Errors are written in English where they occur, as in every Go program. A test of this
// package reads them from the source, and fails if one has no translation.
type Errors map[string]string

// joined returns a table with all translations of two tables.
func joined(a, b Errors) Errors {
	maps.Copy(a, b)
	return a
}

// verb matches a verb of fmt in the text of an error.
var verb = regexp.MustCompile(`%[-+# 0-9.]*[a-zA-Z]`)

// TemplateOf converts a format of fmt to a key of [Errors]: each verb becomes %s.
func TemplateOf(format string) string { return verb.ReplaceAllString(format, "%s") }

// A translator translates errors, and the texts within them.
type translator struct{ errors, parts, console table }

// A table finds translations by their English.
type table struct {
	exact    map[string]string
	patterns []pattern
}

// A pattern is a text with places for values.
type pattern struct {
	english     *regexp.Regexp
	fixed       int  // length of the English; the longest patterns are tried first
	open        bool // begins with a value; such patterns are tried last
	translation string
	ends        bool // the last value is a cause
}

// cause matches the end of a pattern whose last value is a cause.
var cause = regexp.MustCompile(`(: |[a-z] ?)%s$`)

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
		t.patterns = append(t.patterns, pattern{
			english: regexp.MustCompile(`(?s)^` + strings.Join(parts, `(.*?)`) + `$`), fixed: len(english), open: parts[0] == "",
			translation: translation, ends: cause.MatchString(english) && last(translation) == "%s",
		})
	}
	slices.SortFunc(t.patterns, func(a, b pattern) int {
		if a.open != b.open {
			return map[bool]int{true: 1, false: -1}[a.open]
		}
		return cmp.Or(cmp.Compare(b.fixed, a.fixed), cmp.Compare(a.translation, b.translation))
	})
	return t
}

// last returns the last place of a translation, or "".
func last(translation string) string {
	places := valuePlace.FindAllString(translation, -1)
	if len(places) == 0 {
		return ""
	}
	return places[len(places)-1]
}

// of returns the translation of an English text in a table. It returns false if there is
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
		if p.ends {
			last := len(values) - 1
			values[last] = t.whole(values[last])
		}
		if filled, ok := t.fill(p.translation, values[1:]); ok {
			return filled, true
		}
	}
	return "", false
}

// any returns the translation in the first of the tables that has one.
func (t translator) any(english string, in ...table) (translated string, ok bool) {
	for _, one := range in {
		if translated, ok = t.of(one, english); ok {
			return translated, true
		}
	}
	return "", false
}

// fill puts values into a translation, without the English quotation marks of a value that the
// translation puts into its own. It returns false if a value has to be translated and
// cannot be.
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
	return strings.NewReplacer(`「"`, "「", `"」`, "」", `“"`, "“", `"”`, "”").Replace(filled), ok
}

// valuePlace matches the place of a value in a translation.
var valuePlace = regexp.MustCompile(`%[st]`)

// Error translates what is wrong with something. If there is no translation, known is false
// and the result is the English text.
func (t *Texts) Error(english string) (said string, known bool) {
	if translated, ok := t.translator.of(t.translator.errors, english); ok {
		return translated, true
	}
	return english, t.Parts == nil // English needs no translation
}

// OnConsole translates an error of the command line: the whole error, or what follows the
// name of its subject. What has no translation stays English, so that nothing is lost.
func (t *Texts) OnConsole(english string) string {
	if t.Console == nil { // English needs no translation; its errors are worded for Discord
		return english
	}
	said := t.translator.whole(english)
	if !strings.ContainsFunc(said, func(r rune) bool { return unicode.Is(unicode.Han, r) }) { // as where there is no translation
		return said
	}
	return variable.ReplaceAllStringFunc(said, func(named string) string {
		name, where, _ := strings.Cut(named, " of ")
		if where == "the environment" {
			return fmt.Sprintf(t.OfEnvironment, name)
		}
		return fmt.Sprintf(t.OfFile, where, name)
	})
}

// variable matches a variable with the place where it is set.
var variable = regexp.MustCompile(`\b[A-Z][A-Z0-9]*_[A-Z0-9_]+ of (?:the environment\b|\S*\.env\b)`)

// whole translates an error with all that it wraps.
func (t translator) whole(english string) string {
	if translated, ok := t.any(english, t.console, t.errors); ok {
		return translated
	}
	if end := strings.LastIndex(english, "; "); end > 0 {
		if hint, known := t.any(english[end+2:], t.console, t.errors); known {
			return t.whole(english[:end]) + "；" + hint
		}
	}
	about, what, ok := strings.Cut(english, ": ")
	if !ok || len(t.console.exact) == 0 {
		return english
	}
	said := t.whole(what)
	if about, ok := t.of(t.console, about+":"); ok {
		return about + said
	}
	for _, word := range []string{"的", "裡", "里"} { // these words continue a phrase that begins with the subject
		if strings.HasPrefix(said, word) {
			return about + " " + said
		}
	}
	return about + ": " + said
}

// Wrong returns a sentence that says what is wrong and, if known, what to do about it. What
// has no translation is not shown in English: the reason becomes NotReadable and the hint is
// left out.
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
