package suggest

import (
	"strings"
	"unicode"

	"footnote/corpus/doc"
)

// oneLine joins the lines of a wrapped sentence, without a space between two Chinese
// characters.
func oneLine(s string) string {
	var all strings.Builder
	for i, line := range strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || unicode.IsControl(r) }) {
		line = strings.TrimSpace(line)
		if before := lastRune(all.String()); i > 0 && line != "" && !(doc.IsWide(before) && doc.IsWide(firstRune(line))) {
			all.WriteByte(' ')
		}
		all.WriteString(line)
	}
	return strings.TrimSpace(all.String())
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

func lastRune(s string) rune {
	runes := []rune(s)
	if len(runes) == 0 {
		return 0
	}
	return runes[len(runes)-1]
}

// maxSentence is the width limit of a sentence: 150 Chinese characters.
const maxSentence = 300

// readable reports whether a sentence is running text: not a table row, code or an address,
// and not too long.
func readable(s string) bool {
	if s == "" || doc.Width(s) > maxSentence || strings.ContainsAny(s, "|｜<>{}=`\\~^_�") || strings.Contains(s, "://") || strings.Contains(s, "www.") {
		return false
	}
	return balanced(s)
}

// balanced reports whether every bracket and quotation mark is closed.
func balanced(s string) bool {
	opening, closing := []rune(doc.OpeningMarks), []rune(doc.ClosingMarks)
	var open []rune
	straight := 0
	for _, r := range s {
		if r == '"' {
			straight++
		}
		if strings.ContainsRune(doc.OpeningMarks, r) {
			open = append(open, r)
			continue
		}
		for i, c := range closing {
			if c != r || r == '’' { // also an apostrophe
				continue
			}
			if len(open) == 0 || open[len(open)-1] != opening[i] {
				return false
			}
			open = open[:len(open)-1]
		}
	}
	return len(open) == 0 && straight%2 == 0
}

// A text has a string as written in the article, and in simplified characters for matching.
// Offsets in both are the same.
type text struct{ own, plain string }

func (t text) slice(from, to int) text { return text{t.own[from:to], t.plain[from:to]} }

// group returns a group of a match, or the zero text if it did not take part.
func (t text) group(found []int, n int) text {
	if found[2*n] < 0 {
		return text{}
	}
	return t.slice(found[2*n], found[2*n+1])
}

func (t text) after(other text) text { return text{other.own + t.own, other.plain + t.plain} }

// without removes the given spans from t.
func (t text) without(spans [][]int) text {
	for i := len(spans) - 1; i >= 0; i-- {
		from, to := spans[i][0], spans[i][1]
		t = text{t.own[:from] + t.own[to:], t.plain[:from] + t.plain[to:]}
	}
	return t
}

func (t text) trim(cutset string) text {
	for {
		r := firstRune(t.plain)
		if r == 0 || !strings.ContainsRune(cutset, r) {
			break
		}
		n := len(string(r))
		t = t.slice(n, len(t.plain))
	}
	for {
		r := lastRune(t.plain)
		if r == 0 || !strings.ContainsRune(cutset, r) {
			return t
		}
		t = t.slice(0, len(t.plain)-len(string(r)))
	}
}
