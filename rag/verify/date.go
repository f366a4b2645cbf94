package verify

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"footnote/corpus/doc"
)

// A date holds the parts of a date that a text gives; 0 means not given.
type date struct{ year, month, day int }

const (
	monthNames = `(january|february|march|april|may|june|july|august|september|october|november|december)`
	dayNumber  = `(\d{1,2})(?:st|nd|rd|th)?`
)

var hanNumber = `(\d{1,4}|` + numerals + `+)`

// datePatterns find dates in folded text. The letters name the groups: y a year, m a month, n
// the name of a month, d a day.
var datePatterns = []struct {
	pattern func() *regexp.Regexp
	groups  string
}{
	{doc.Pattern(hanNumber + `年(?:的)?` + hanNumber + `月(?:份)?(?:的)?(?:` + hanNumber + `[日号])?`), "ymd"},
	{doc.Pattern(hanNumber + `月(?:的)?` + hanNumber + `[日号]`), "md"},
	{doc.Pattern(`\b(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?\b`), "ymd"},
	{doc.Pattern(`\b` + monthNames + ` ` + dayNumber + `(?:,? (\d{4}))?\b`), "ndy"},
	{doc.Pattern(`\b` + dayNumber + ` (?:of )?` + monthNames + `(?:,? (\d{4}))?\b`), "dny"},
	{doc.Pattern(`\b` + monthNames + `,? (?:of )?(\d{4})\b`), "ny"},
}

// dates returns the dates of a folded text that give at least two parts.
func dates(folded string) []date {
	var all []date
	for _, p := range datePatterns {
		for _, m := range p.pattern().FindAllStringSubmatchIndex(folded, -1) {
			var d date
			for i, group := range p.groups {
				if m[2*i+2] < 0 {
					continue
				}
				d.set(group, folded[m[2*i+2]:m[2*i+3]])
			}
			if strings.HasSuffix(strings.TrimRight(folded[:m[0]], " "), "民国") && d.year > 0 {
				d.year += firstYear
			}
			if d.month <= 12 && d.day <= 31 && !slices.Contains(all, d) {
				all = append(all, d)
			}
		}
	}
	return all
}

// set sets a part of a date from its text.
func (d *date) set(group rune, text string) {
	n, err := strconv.Atoi(text)
	if err != nil {
		n = int(chinese(text))
	}
	switch group {
	case 'y':
		d.year = n
	case 'm':
		d.month = n
	case 'd':
		d.day = n
	case 'n':
		d.month = 1 + slices.Index(months, text)
	}
}

// misdated reports whether a date mixes parts of different dates of the sources: its last part
// occurs there, but always with another month or year.
func (d date) misdated(sources []date) bool {
	last := func(o date) bool { return d.day > 0 && o.day == d.day || d.day == 0 && o.month == d.month }
	either := func(a, b int) bool { return a == 0 || b == 0 || a == b }
	return slices.ContainsFunc(sources, last) && !slices.ContainsFunc(sources, func(o date) bool {
		return last(o) && either(o.year, d.year) && either(o.month, d.month)
	})
}
