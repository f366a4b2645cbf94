package about

import (
	"slices"
	"strings"

	"footnote/corpus"
	"footnote/corpus/doc"
)

// A part of an article is represented by a sentence in a summary. It is a section with its
// subsections, or what is below a line that looks like a heading.
type part struct {
	title     string
	sentences []sentence
}

// parts divides an article at its outermost headings, and at lines that the author formatted
// as headings by hand.
func parts(a *corpus.Article, all []sentence) []part {
	outer := outermost(a)
	var found []part
	section := -1
	for _, s := range all {
		if at := topSection(a, a.Passages[s.Passage].Section, outer); at != section || len(found) == 0 {
			section = at
			found = append(found, part{title: a.Sections[at].Title})
		}
		if title, ok := handMade(s); ok {
			found = append(found, part{title: title})
			continue
		}
		last := &found[len(found)-1]
		s.deep = a.Passages[s.Passage].Section != section
		last.sentences = append(last.sentences, s)
	}
	found = slices.DeleteFunc(found, func(p part) bool { return len(p.sentences) == 0 })
	switch len(found) {
	case 0: // there are only headings
		return []part{{sentences: all}}
	case 1:
		return stretches(found[0])
	}
	return found
}

const (
	// stretch is the approximate number of sentences of a part in a text without headings.
	stretch     = 8
	mostStretch = 5
)

// stretches divides a part that is a whole article at paragraphs.
func stretches(p part) []part {
	n := min(len(p.sentences)/stretch, mostStretch)
	var found []part
	for i, s := range p.sentences {
		due := len(found)*len(p.sentences)/max(n, 1) <= i && len(found) < n && s.opens
		if due || len(found) == 0 {
			found = append(found, part{title: p.title})
		}
		last := &found[len(found)-1]
		last.sentences = append(last.sentences, s)
	}
	return found
}

// outermost returns the level of the headings that divide the article: the first level with
// more than one.
func outermost(a *corpus.Article) int {
	count := map[int]int{}
	deepest := 0
	for _, s := range a.Sections {
		count[s.Level]++
		deepest = max(deepest, s.Level)
	}
	for level := 1; level <= deepest; level++ {
		if count[level] > 1 {
			return level
		}
	}
	return deepest
}

// topSection returns the section of at most the given level that contains section i.
func topSection(a *corpus.Article, i, level int) int {
	for i > 0 && a.Sections[i].Level > level {
		i--
	}
	return i
}

// handMade returns the title of a line that is marked as a heading by a symbol at its start,
// or by capital letters.
func handMade(s sentence) (string, bool) {
	if !s.opens || !s.closes || doc.Width(s.text) > maxItem {
		return "", false
	}
	title := strings.TrimSpace(strings.TrimLeft(s.text, "▋▍▌■◆●★◎※▶►"))
	return title, title != "" && (title != s.text || capitals().MatchString(s.text))
}

var capitals = doc.Pattern(`^[A-Z][A-Z'’&, -]{3,50}$`)
