package conflict

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"footnote/corpus/doc"
	"footnote/rag/expect"
	"footnote/rag/verify"
)

// A value is a number, an amount, a date or a time of day that a text states.
type value struct {
	verify.Value
	kind    kind
	n       int    // of a time of day: minutes since midnight; of a date: month*100 + day
	counted string // what a plain number counts
	at      int
}

type kind int

const (
	amount kind = iota
	clock
	date
)

var (
	hanClock = doc.Pattern(`(凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|夜间)?\s?(\d{1,2}|[一二两三四五六七八九十]{1,3})[点时](半|(\d{1,2})分?)?`)
	clockOf  = doc.Pattern(`\b(\d{1,2})[:：](\d{2})(?:\s?([ap])\.?m\b)?`)
	halfDay  = doc.Pattern(`\b(\d{1,2})\s?([ap])\.?m\b`)
	hanDate  = doc.Pattern(`(\d{1,2}|[一二三四五六七八九十]{1,2})月(\d{1,2}|[一二三四五六七八九十]{1,3})[日号]`)
	named    = doc.Pattern(`\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* (\d{1,2})(?:st|nd|rd|th)?\b|\b(\d{1,2})(?:st|nd|rd|th)? (?:of )?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b`)
	counts   = doc.Pattern(`^[\d.,零〇一二两三四五六七八九十百千万亿]+(?:\s?(?:hundred|thousand|million|billion|trillion))*(?:多|余|几)?[\s-]?(\p{Han}{1,2}|[a-z]+)?`)
	worded   = doc.Pattern(`^[a-z]+(?:[ -](?:hundred|thousand|million|billion|one|two|three|four|five|six|seven|eight|nine))*[ -]([a-z]+)`)
)

var months = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

// number returns the value of a number in digits or in Chinese, or 0 if it is none.
func number(text string) int {
	if n, err := strconv.Atoi(text); err == nil {
		return n
	}
	n, _ := doc.ChineseNumber(text)
	return int(n)
}

// valuesOf returns the values of a folded text that may be what is asked for.
func valuesOf(folded string, wanted expect.Kind) (all []value) {
	if wanted == expect.Time {
		all = append(clocks(folded), datesOf(folded)...)
		for _, v := range verify.Values(folded) {
			if isYear(folded, v) {
				all = append(all, value{Value: v, at: v.At()})
			}
		}
		return all
	}
	times := timesIn(folded)
	for _, v := range verify.Values(folded) {
		if isYear(folded, v) || v.IsOrdinal() || wanted == expect.Number && v.IsDuration() || slices.ContainsFunc(times, func(t []int) bool { return t[0] <= v.At() && v.At() < t[1] }) {
			continue
		}
		one := value{Value: v, at: v.At()}
		if v.IsPlain() || v.IsYear() {
			if one.counted = countedAt(folded[v.At():]); one.counted == "" {
				continue
			}
		}
		all = append(all, one)
	}
	return all
}

// ofYear matches numbers of four digits that are not years: 1850名, 1,850, 1850 students.
var ofYear = doc.Pattern(`^(?:\d,\d|\d{4}\p{Han}|\d{4} [a-z]+s\b)`)

// isYear reports whether a value of a text is a year.
func isYear(folded string, v verify.Value) bool {
	rest := folded[v.At():]
	return v.IsYear() && (!ofYear().MatchString(rest) || strings.HasPrefix(strings.TrimLeft(rest, "0123456789"), "年") || strings.HasSuffix(folded[:v.At()], "in "))
}

// yearsOf returns the years that a text names, as written.
func yearsOf(folded string) (all []string) {
	for _, v := range verify.Values(folded) {
		if rest := folded[v.At():]; isYear(folded, v) && len(rest) >= 4 && rest[3] < 0x80 {
			all = append(all, rest[:4])
		}
	}
	return all
}

// timesIn returns where the times of day and dates of a text are.
func timesIn(folded string) (all [][]int) {
	for _, p := range []func() *regexp.Regexp{hanClock, clockOf, halfDay, hanDate, named} {
		all = append(all, p().FindAllStringIndex(folded, -1)...)
	}
	return all
}

// countedAt returns what the number at the start of a text counts.
func countedAt(text string) string {
	m := counts().FindStringSubmatch(text)
	if m == nil || m[1] == "" {
		m = worded().FindStringSubmatch(text)
	}
	if m == nil {
		return ""
	}
	return strings.TrimSuffix(m[1], "s")
}

func clocks(folded string) (all []value) {
	add := func(at, hour, minute int, half string) {
		switch {
		case hour > 24 || minute > 59:
			return
		case hour < 12 && slices.Contains([]string{"下午", "傍晚", "晚上", "夜间", "p"}, half), hour < 6 && half == "中午":
			hour += 12
		case hour == 12 && half == "a":
			hour = 0
		}
		all = append(all, value{kind: clock, n: 60*hour + minute, at: at})
	}
	for _, m := range hanClock().FindAllStringSubmatchIndex(folded, -1) {
		minute := 0
		if g := group(folded, m, 3); g == "半" {
			minute = 30
		} else if g != "" {
			minute = number(group(folded, m, 4))
		}
		add(m[0], number(group(folded, m, 2)), minute, group(folded, m, 1))
	}
	for _, m := range clockOf().FindAllStringSubmatchIndex(folded, -1) {
		add(m[0], number(group(folded, m, 1)), number(group(folded, m, 2)), group(folded, m, 3))
	}
	for _, m := range halfDay().FindAllStringSubmatchIndex(folded, -1) {
		if m[0] == 0 || !strings.HasSuffix(folded[:m[0]], ":") {
			add(m[0], number(group(folded, m, 1)), 0, group(folded, m, 2))
		}
	}
	return all
}

func datesOf(folded string) (all []value) {
	for _, m := range hanDate().FindAllStringSubmatchIndex(folded, -1) {
		all = append(all, value{kind: date, n: 100*number(group(folded, m, 1)) + number(group(folded, m, 2)), at: m[0]})
	}
	for _, m := range named().FindAllStringSubmatchIndex(folded, -1) {
		month, day := group(folded, m, 1)+group(folded, m, 4), group(folded, m, 2)+group(folded, m, 3)
		all = append(all, value{kind: date, n: 100*(1+slices.Index(months, month)) + number(day), at: m[0]})
	}
	return all
}

// group returns the text of a group of a match, or "" if it did not match.
func group(text string, m []int, n int) string {
	if m[2*n] < 0 {
		return ""
	}
	return text[m[2*n]:m[2*n+1]]
}

// same reports whether two values are the same.
func (v value) same(o value) bool {
	switch {
	case v.kind != o.kind:
		return false
	case v.kind != amount:
		return v.n == o.n
	case (v.counted == "") != (o.counted == ""), v.counted != "" && !alikeCounted(v.counted, o.counted):
		return false
	}
	return v.Same(o.Value)
}

// rivals reports whether two values are of one kind and differ.
func (v value) rivals(o value) bool {
	switch {
	case v.kind != o.kind || v.same(o):
		return false
	case v.kind != amount:
		return true
	case v.counted != "" && o.counted != "":
		return alikeCounted(v.counted, o.counted)
	}
	return v.Rivals(o.Value)
}

// alikeCounted reports whether two numbers count the same thing: 3 间教室 and 5 间, 3 rooms
// and 5 rooms.
func alikeCounted(a, b string) bool {
	return a == b || strings.HasPrefix(a, b) || strings.HasPrefix(b, a) || []rune(a)[0] == []rune(b)[0] && []rune(a)[0] > 0x2e80 && []rune(a)[0] != '个'
}
