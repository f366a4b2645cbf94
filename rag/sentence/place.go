package sentence

import (
	"strings"

	"footnote/corpus"
)

// maxWalk is how many sentences are searched for the ends of a line. A longer paragraph is not
// part of a list.
const maxWalk = 40

// A place locates a sentence.
type place struct {
	article  *corpus.Article
	passage  int
	sentence int
}

func (p place) exists() bool {
	return p.article != nil && p.passage >= 0 && p.passage < len(p.article.Passages) &&
		p.sentence >= 0 && p.sentence < len(p.article.Passages[p.passage].Sentences)
}

func (p place) span() corpus.Span { return p.article.Passages[p.passage].Sentences[p.sentence] }
func (p place) text() string      { return p.article.Quote(p.span()) }
func (p place) section() int      { return p.article.Passages[p.passage].Section }

// next returns the next sentence, or false at the end of the section.
func (p place) next() (place, bool) {
	after := place{p.article, p.passage, p.sentence + 1}
	for !after.exists() {
		if after.passage++; after.passage >= len(p.article.Passages) || p.article.Passages[after.passage].Section != p.section() {
			return p, false
		}
		after.sentence = 0
	}
	return after, true
}

// before returns the previous sentence, or false at the beginning of the section.
func (p place) before() (place, bool) {
	prior := place{p.article, p.passage, p.sentence - 1}
	for !prior.exists() {
		if prior.passage--; prior.passage < 0 || p.article.Passages[prior.passage].Section != p.section() {
			return p, false
		}
		prior.sentence = len(p.article.Passages[prior.passage].Sentences) - 1
	}
	return prior, true
}

// breaksBefore reports whether a line begins here.
func (p place) breaksBefore() bool {
	prior, ok := p.before()
	return !ok || breaks(p.article, prior.span().End, p.span().Start)
}

// breaksAfter reports whether the line ends here.
func (p place) breaksAfter() bool {
	after, ok := p.next()
	return !ok || breaks(p.article, p.span().End, after.span().Start)
}

func breaks(a *corpus.Article, from, to int) bool {
	return from <= to && strings.Contains(a.Text[from:to], "\n")
}

// A line is the sentences between two line breaks of a section: a paragraph, an item, a row.
type line struct{ first, last place }

// line returns the line that a sentence is in, or as much of it as maxWalk allows.
func (p place) line() line {
	l := line{p, p}
	for range maxWalk {
		prior, ok := l.first.before()
		if !ok || l.first.breaksBefore() {
			break
		}
		l.first = prior
	}
	l.last = p.lineEnd()
	return l
}

func (p place) lineEnd() place {
	for range maxWalk {
		after, ok := p.next()
		if !ok || p.breaksAfter() {
			break
		}
		p = after
	}
	return p
}

func (l line) span() corpus.Span {
	return corpus.Span{Start: l.first.span().Start, End: l.last.span().End}
}
func (l line) text() string { return l.first.article.Quote(l.span()) }
func (l line) alone() bool  { return l.first == l.last }

// below returns the next line of the section.
func (l line) below() (line, bool) {
	first, ok := l.last.next()
	if !ok {
		return l, false
	}
	return line{first, first.lineEnd()}, true
}

// above returns the previous line of the section.
func (l line) above() (line, bool) {
	last, ok := l.first.before()
	if !ok {
		return l, false
	}
	return last.line(), true
}
