package footnotes

import (
	"slices"
	"strings"

	"footnote/corpus"
	"footnote/rag"
)

// behindHeading reports whether text ends with a heading, a colon and the sentence of a
// footnote under that heading. The place of the footnote must name the heading, or the heading
// must be the first line of the quotation.
func behindHeading(text string, f rag.Footnote) bool {
	first, rest, several := strings.Cut(strings.TrimLeftFunc(f.Quote, blank), "\n")
	before, ok := cutSentence(text, f.Quote)
	headings := []string{first}
	if ok && f.Article != nil {
		headings = strings.Split(f.Section(), corpus.PathMark)
	} else if several {
		before, ok = cutSentence(text, rest)
	}
	if !ok {
		return false
	}
	line := strings.TrimRightFunc(before[strings.LastIndexByte(before, '\n')+1:], blank)
	named, colon := strings.CutSuffix(line, "：")
	if !colon {
		named, colon = strings.CutSuffix(line, ":")
	}
	return colon && slices.ContainsFunc(headings, func(h string) bool { return h != "" && folded(h) == folded(named) })
}

// asList reports whether text ends with a list: at least two lines that are lines of the
// quotation, from its first to its last, in order. An ellipsis may replace items at the end.
func asList(text, quote string) bool {
	quoted := lines(quote)
	if len(quoted) < 2 {
		return false
	}
	shown := lines(text)
	if last := len(shown) - 1; last >= 0 && shown[last] == "…" {
		shown = shown[:last]
	}
	if len(shown) < 2 || shown[len(shown)-1] != quoted[len(quoted)-1] {
		return false
	}
	at := len(quoted)
	for at > 0 && len(shown) > 0 {
		line := shown[len(shown)-1]
		shown = shown[:len(shown)-1]
		for at--; at >= 0 && quoted[at] != line; at-- {
		}
	}
	// The line above the list must not be a quoted line in another place.
	return at == 0 && (len(shown) == 0 || !slices.Contains(quoted, shown[len(shown)-1]))
}

// lines returns the folded lines of text that are not empty.
func lines(text string) []string {
	var all []string
	for line := range strings.Lines(text) {
		all = append(all, folded(strings.TrimPrefix(line, bullet().FindString(line))))
	}
	return slices.DeleteFunc(all, func(line string) bool { return line == "" })
}

// folded returns text without white space, control and invisible characters.
func folded(text string) string {
	return strings.Map(func(r rune) rune {
		if blank(r) {
			return -1
		}
		return r
	}, text)
}
