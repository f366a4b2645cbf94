package link

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus"
	"footnote/corpus/doc"
)

// words returns the fragment that makes a browser scroll to the words of sentences and mark
// them: #:~:text=begin,end for each, as far as they fit. See
// wicg.github.io/scroll-to-text-fragment.
//
// The words must be the same on the page. So words takes whole clauses between two punctuation
// marks: repairs change only marks, and marks are beside the numbers of notes. Browsers match
// whole words only, and only a mark shows where a Chinese word ends.
func words(a *corpus.Article, sentences []corpus.Span) string {
	var out strings.Builder
	for _, s := range sentences {
		for _, d := range directives(a, s) {
			if begin := "#:~:"; out.Len() == 0 {
				d = begin + d
			} else {
				d = "&" + d
			}
			if out.Len()+len(d) <= longestPlace {
				out.WriteString(d)
			}
		}
	}
	return out.String()
}

// mostApart is the maximum number of clauses of one sentence that are searched for separately.
const mostApart = 3

// directives returns the text directives of one sentence: one from its first clause to its last
// or, if words of the article were repaired, one for each clause, as it is unknown which of
// them are unchanged. A browser ignores those that it does not find.
func directives(a *corpus.Article, s corpus.Span) (all []string) {
	clauses := telling(a.Text, clausesOf(a.Text, s))
	if len(clauses) == 0 {
		return nil
	}
	if a.Repairs.Glosses+a.Repairs.Mojibake > 0 {
		for _, c := range clauses[:min(len(clauses), mostApart)] {
			all = append(all, "text="+encoded(a.Quote(c.first(a.Text))))
		}
		return all
	}
	begin, found := clauses[0].first(a.Text), false
	for i, c := range clauses {
		if first := c.first(a.Text); strings.Index(a.Text, a.Quote(first)) == first.Start {
			begin, clauses, found = first, clauses[i:], true
			break
		}
	}
	one := "text=" + encoded(a.Quote(begin))
	if !found { // the same words occur earlier on the page
		return []string{one}
	}
	for i := len(clauses) - 1; i >= 0; i-- {
		end := clauses[i].last(a.Text)
		if end.Start >= begin.End && begin.End+strings.Index(a.Text[begin.End:], a.Quote(end)) == end.Start {
			return []string{one + "," + encoded(a.Quote(end))}
		}
	}
	return []string{one}
}

// A clause is a run of words without a punctuation mark, with the number of its words. Each Han
// character counts as a word.
type clause struct {
	corpus.Span
	words int
}

const (
	// longestWhole is the maximum length in bytes of a clause that is searched for as a whole. Of
	// a longer one, at most longestPart bytes of its beginning or end are used, if there is a
	// space at which to cut it.
	longestWhole, longestPart = 80, 40
	// longestUncut is the maximum length in bytes of a clause without a space.
	longestUncut = 120
	// least is the number of words that distinguish a place from others.
	least = 4
)

// telling returns the clauses that distinguish a place from others, or all if none does.
func telling(text string, all []clause) []clause {
	var fit, long []clause
	for _, c := range all {
		first, last := c.first(text), c.last(text)
		if first.End-first.Start > longestUncut || last.End-last.Start > longestUncut {
			continue
		}
		fit = append(fit, c)
		if c.words >= least {
			long = append(long, c)
		}
	}
	if len(long) > 0 {
		return long
	}
	return fit
}

// first returns the clause or, if it is long, its beginning.
func (c clause) first(text string) corpus.Span {
	if c.End-c.Start <= longestWhole {
		return c.Span
	}
	if cut := strings.LastIndexByte(text[c.Start:c.Start+longestPart], ' '); cut > 0 {
		return corpus.Span{Start: c.Start, End: c.Start + cut}
	}
	return c.Span
}

// last returns the clause or, if it is long, its end.
func (c clause) last(text string) corpus.Span {
	if c.End-c.Start <= longestWhole {
		return c.Span
	}
	from := c.End - longestPart
	if cut := strings.IndexByte(text[from:c.End], ' '); cut >= 0 {
		return corpus.Span{Start: from + cut + 1, End: c.End}
	}
	return c.Span
}

// clausesOf returns the clauses of a sentence. Those beside a raised or lowered character are
// left out: on the page, that character is part of the word.
func clausesOf(text string, s corpus.Span) (all []clause) {
	start, raised := -1, false
	end := func(at int) {
		if start >= 0 {
			if c := counted(text, corpus.Span{Start: start, End: at}); c.words > 0 && !raised {
				all = append(all, c)
			}
		}
		start, raised = -1, false
	}
	for i, r := range text[s.Start:s.End] {
		at := s.Start + i
		switch {
		case unicode.Is(unicode.No, r):
			raised = true
			end(at)
			raised = true
		case isWord(r), start >= 0 && joins(text, at, r):
			if start < 0 {
				start = at
			}
		default:
			end(at)
		}
	}
	end(s.End)
	return all
}

func isWord(r rune) bool {
	return r == '_' || unicode.In(r, unicode.L, unicode.M, unicode.Nd) && !doc.IsInvisible(r)
}

// joins reports whether the mark at an offset is within a word, or is the space between two
// words: either no word ends there, or the page has a space too.
func joins(text string, at int, r rune) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at+utf8.RuneLen(r):])
	letters := unicode.IsLetter(before) && unicode.IsLetter(after) && !doc.IsHan(before) && !doc.IsHan(after)
	digits := unicode.IsDigit(before) && unicode.IsDigit(after)
	switch r {
	case ' ':
		return isWord(before) && isWord(after)
	case '\'', '’', '.', ':', '·':
		return letters || digits && r != '·'
	case ',':
		return digits
	case '-':
		return isWord(before) && isWord(after)
	}
	return false
}

// counted returns a clause with the number of its words.
func counted(text string, s corpus.Span) clause {
	c := clause{Span: s}
	inside := false
	for _, r := range text[s.Start:s.End] {
		han := doc.IsHan(r)
		if han || isWord(r) && !inside {
			c.words++
		}
		inside = isWord(r) && !han
	}
	return c
}

// encoded returns text in the form used in a directive: "-", "," and "&", which have a meaning
// there, and everything that is neither letter nor digit are percent-encoded.
func encoded(text string) string {
	return strings.NewReplacer("+", "%20", "-", "%2D").Replace(url.QueryEscape(text))
}
