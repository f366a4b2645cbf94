package texts

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"
)

// Overrides are texts that replace built-in ones, by locale (zh-TW, zh-CN, en) and key. The
// key of an error is "error: " and its English.
type Overrides map[string]map[string]string

// errorKey is the prefix of the key of an error.
const errorKey = "error: "

// ReadOverrides reads a JSON file: {"zh-TW": {"no_article": "…"}}.
func ReadOverrides(file []byte) (Overrides, error) {
	var o Overrides
	in := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(file, []byte("\uFEFF"))))
	if err := in.Decode(&o); err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			return nil, fmt.Errorf("line %d: %w", 1+bytes.Count(file[:min(int(syntax.Offset), len(file))], []byte("\n")), err)
		}
		return nil, err
	}
	if _, err := in.Token(); err != io.EOF {
		return nil, errors.New("something stands behind the end of the object")
	}
	return o, nil
}

// A Flaw is what is wrong with one of an operator's texts.
type Flaw struct{ Locale, Key, Problem string }

func (f Flaw) Error() string {
	if f.Key == "" {
		return f.Locale + ": " + f.Problem
	}
	return f.Locale + ", " + f.Key + ": " + f.Problem
}

// Flaws returns what is wrong with the texts: unknown keys, missing values, unknown commands,
// and what Discord would not accept.
func (o Overrides) Flaws() (all []Flaw) {
	names := byLanguage{traditional(), simplified(), english()}.names()
	for _, locale := range slices.Sorted(maps.Keys(o)) {
		if !slices.Contains(Locales(), locale) {
			all = append(all, Flaw{locale, "", "is not a language of the bot; those are " + strings.Join(Locales(), ", ")})
			continue
		}
		known := Builtin(locale)
		for _, key := range slices.Sorted(maps.Keys(o[locale])) {
			text, ok := known[key]
			if english, is := strings.CutPrefix(key, errorKey); is {
				text, ok = english, Known(english)
			}
			if !ok {
				all = append(all, Flaw{locale, key, "is not a text of the bot"})
				continue
			}
			for _, problem := range append(flaws(key, text, o[locale][key], names), commandFlaws(locale, key, o[locale][key], o[locale])...) {
				all = append(all, Flaw{locale, key, problem})
			}
		}
	}
	return all
}

// Locales returns the languages of the texts.
func Locales() []string { return []string{TraditionalLocale, SimplifiedLocale, EnglishLocale} }

// Known reports whether the tables have an error with that English.
func Known(english string) bool { return traditionalErrors()[english] != "" }

// flaws returns what is wrong with one text that replaces another.
func flaws(key, builtin, text string, names Names) (problems []string) {
	if strings.TrimSpace(text) == "" {
		return []string{"is empty"}
	}
	if strings.HasPrefix(key, errorKey) {
		if len(valuePlace.FindAllString(text, -1)) > len(valuePlace.FindAllString(builtin, -1)) {
			problems = append(problems, "has more values than the English, which are "+values(builtin))
		}
	} else if values(text) != values(builtin) && (values(builtin) != none || verb.MatchString(text)) {
		problems = append(problems, fmt.Sprintf("has the values %s in place of %s, in this order", values(text), values(builtin)))
	}
	for _, unknown := range names.Unknown(text) {
		problems = append(problems, unknown+" is not a command or an option")
	}
	length, most := longest(text), maxMessage
	if slices.Contains(labels, key) { // values in a label are cut to fit
		length, most = len(utf16.Encode([]rune(text))), maxButton
	}
	if length > most {
		problems = append(problems, fmt.Sprintf("can be %d characters long; Discord takes %d", length, most))
	}
	return problems
}

// placeOfValue matches a verb of fmt, or what only looks like one.
var placeOfValue = regexp.MustCompile(`%(?:%|[-+# 0-9.]*[a-zA-Z]?)`)

// none means that the text has no values. Then a % in it is a percent sign.
const none = "none"

// values returns the verbs in a text, as "%s %d".
func values(text string) string {
	found := slices.DeleteFunc(placeOfValue.FindAllString(text, -1), func(verb string) bool { return verb == "%%" })
	if len(found) == 0 {
		return none
	}
	return strings.Join(found, " ")
}

const (
	maxMessage = 2000 // Discord's limit, in UTF-16 units
	maxButton  = 80
	valueRoom  = 100 // for each value
	idRoom     = 21  // for the id in the mention of a command, and its colon
)

// labels are the keys of the texts on buttons.
var labels = []string{"sources", "retry", "publish", "nearest", "try_example", "restore", "remove", "cancel", "forget_me", "see_public", "remove_all", "back_to_list", "why"}

// longest returns how long a text can become, in UTF-16 units.
func longest(text string) int {
	return len(utf16.Encode([]rune(text))) + idRoom*len(commandPlace.FindAllString(text, -1)) + valueRoom*len(placeOfValue.FindAllString(text, -1))
}
