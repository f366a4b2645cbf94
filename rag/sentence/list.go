package sentence

import (
	"strings"

	"footnote/corpus"
)

const (
	// maxItems is the largest number of items of a list.
	maxItems = 40
	// maxBetween is how many lines may be between two numbered headings.
	maxBetween = 8
	// maxLabelled is the width limit of an item's text before its colon: "RDB (Redis
	// Database): …".
	maxLabelled = 40
)

// Items returns the items, whole and in order, that a lead-in, a label or a heading
// introduces, including those in later passages of the section. If there is no list, it
// returns the one paragraph that a lead-in leads to, and nothing for a heading. It returns nil
// for any other sentence.
func Items(article *corpus.Article, passage, sentence int) []corpus.Span {
	here := place{article, passage, sentence}
	if !here.exists() {
		return nil
	}
	if l := here.line(); here == l.last && l.leads() {
		return spansOf(l.items())
	}
	return nil
}

// SectionItems returns the items, in order, of a section that is one list: a section of
// marked, labelled or bare lines, of numbered headings, or one whose title says that it lists
// something. It returns nil for any other section.
func SectionItems(article *corpus.Article, section int) []corpus.Span {
	first, ok := firstOf(article, section)
	if !ok {
		return nil
	}
	title := article.Sections[section].Title
	return spansOf(list(title, titleWords().MatchString(title), line{first, first.lineEnd()}))
}

func firstOf(a *corpus.Article, section int) (place, bool) {
	if a == nil || section < 0 || section >= len(a.Sections) {
		return place{}, false
	}
	from, to := 0, len(a.Passages)
	for from < to { // passages are in the order of their sections
		if middle := (from + to) / 2; a.Passages[middle].Section < section {
			from = middle + 1
		} else {
			to = middle
		}
	}
	first := place{a, from, 0}
	return first, first.exists() && first.section() == section
}

// ListAround returns the list that an item belongs to: its lead-in, which is a sentence or the
// title of a section, and its items. leadIn is empty if there is none.
func ListAround(article *corpus.Article, passage, sentence int) (leadIn corpus.Span, items []corpus.Span, ok bool) {
	here := place{article, passage, sentence}
	if !here.exists() {
		return leadIn, nil, false
	}
	l := here.line()
	for above := range l.upwards() {
		if above.leads() {
			if found := above.items(); len(found) > 1 && holds(found, l) {
				return above.last.span(), spansOf(found), true
			}
		}
		if above.last.kind() == Heading && !above.marked() {
			return leadIn, nil, false
		}
	}
	if found := SectionItems(article, here.section()); len(found) > 1 {
		for _, item := range found {
			if item.Start <= here.span().Start && here.span().End <= item.End {
				return titleOf(article, here.section()), found, true
			}
		}
	}
	return leadIn, nil, false
}

// leads reports whether a line may introduce items.
func (l line) leads() bool {
	switch l.last.kind() {
	case LeadIn, Heading:
		return true
	case Label:
		below, ok := l.below()
		return endsInColon(l.last.text()) || ok && below.marked() && !l.marked()
	}
	return false
}

// titleOf returns the span of a section's title.
func titleOf(a *corpus.Article, section int) corpus.Span {
	s := a.Sections[section].Span
	if a.Sections[section].Title == "" {
		return corpus.Span{}
	}
	text := a.Text[s.Start:s.End]
	end := len(text)
	if first, ok := firstOf(a, section); ok {
		end = min(end, first.span().Start-s.Start)
	}
	text = strings.TrimRight(text[:end], " \t\r\n\u3000")
	return corpus.Span{Start: s.Start, End: s.Start + len(text)}
}

// upwards yields the lines above, the nearest first, as far as an item may be from its
// lead-in.
func (l line) upwards() func(yield func(line) bool) {
	return func(yield func(line) bool) {
		for range maxItems + maxBetween {
			above, ok := l.above()
			if !ok || !yield(above) {
				return
			}
			l = above
		}
	}
}

// inList reports whether a line is an item that a lead-in above introduces.
func (l line) inList() bool {
	for above := range l.upwards() {
		if above.leadsOn() {
			if holds(above.items(), l) {
				return true
			}
		}
	}
	return false
}

// besideMarked reports whether a neighbouring line has the same kind of mark.
func (l line) besideMarked() bool {
	kind := markOf(l.text()).kind
	above, hasAbove := l.above()
	below, hasBelow := l.below()
	return hasAbove && markOf(above.text()).kind == kind || hasBelow && markOf(below.text()).kind == kind
}

func holds(items []line, l line) bool {
	for _, item := range items {
		if item.span().Start <= l.span().Start && l.span().End <= item.span().End {
			return true
		}
	}
	return false
}

func spansOf(lines []line) []corpus.Span {
	var spans []corpus.Span
	for _, l := range lines {
		spans = append(spans, l.span())
	}
	return spans
}

// items returns what a lead-in, a label or a heading introduces.
func (l line) items() []line {
	first, ok := l.below()
	if !ok {
		return nil
	}
	lead := l.last.text()
	announces := listWords
	if l.last.kind() == Heading {
		announces = titleWords
	}
	found := list(lead, announces().MatchString(lead) && !singleWords().MatchString(lead), first)
	if own := markOf(lead); own.isMark() && markOf(first.text()).kind == own.kind {
		return nil // the next item of the same kind
	}
	if len(found) > 1 || !endsInColon(lead) || isAttribution(first.first.text(), first) {
		return found
	}
	return []line{first} // the paragraph that it leads to
}
