package about

import (
	"strings"

	"footnote/corpus/doc"
)

// table returns the rows of a table without its header.
func table(all []sentence) (group, int) {
	g := group{exact: true}
	n := 0
	for n < len(all) && (kindOf(all[n]) == row || !all[n].opens) { // a cell may have several sentences
		if n > 0 && all[n].opens {
			g.items = append(g.items, all[n].statement())
		}
		n++
	}
	if n > 0 {
		head, _, _ := strings.Cut(all[0].text, " | ")
		g.labels = []title{titled(head)}
	}
	return g, n
}

// numbered returns the items numbered 1, 2, 3 and so on, whatever stands between them.
func numbered(all []sentence) (group, int) {
	g := group{exact: true}
	last := 0
	for i, s := range all {
		if n := numberOf(s); n != last+1 {
			continue
		}
		last++
		item := s.statement()
		if kindOf(s) != prose {
			item.Text = numbers().ReplaceAllString(s.text, "")
			if i+1 < len(all) && kindOf(all[i+1]) == prose && numberOf(all[i+1]) == 0 {
				item.Ref, item.Span = all[i+1].Ref, all[i+1].Span
			}
			if item.Text == "" { // the number stands alone
				item.Text = oneLine(item.Article.Quote(item.Span))
			}
		}
		g.items = append(g.items, item)
	}
	return g, len(all)
}

// numberOf returns the number that a paragraph begins with, or 0.
func numberOf(s sentence) int {
	if !s.opens {
		return 0
	}
	m := itemNumber().FindStringSubmatch(s.text)
	if m == nil {
		return 0
	}
	n := 0
	for _, digit := range m[1] {
		n = 10*n + int(digit-'0')
	}
	return n
}

var (
	itemNumber = doc.Pattern(`^[（(]?([0-9]{1,2})(?:[.、．)）]|$)`)
	itemLabel  = doc.Pattern(`^[^，。,.;；!！?？]{1,40}[:：].`)
)

// items returns paragraphs of the same form below a lead-in: each begins with a label, or none
// ends like a sentence, or each is one sentence and they go on to the end of the section.
func items(all []sentence) (group, int) {
	var g group
	if len(all) == 0 {
		return g, 0
	}
	labelled, open := itemLabel().MatchString(all[0].text), !doc.EndsSentence(all[0].text)
	i := 0
	for i < len(all) {
		s := all[i]
		fits := s.closes && doc.EndsSentence(s.text)
		switch {
		case labelled:
			fits = itemLabel().MatchString(s.text) && kindOf(s) != leadIn
		case open:
			fits = s.closes && !doc.EndsSentence(s.text) && kindOf(s) == label
		}
		if !s.opens || !fits {
			break
		}
		g.items = append(g.items, s.statement())
		for i++; i < len(all) && !all[i].opens; i++ { // the rest of the paragraph
		}
	}
	g.exact = labelled || open || i == len(all) || kindOf(all[i]) != prose
	if !g.exact {
		g.items = nil
	}
	return g, i
}

// paragraphs returns the first sentences of the paragraphs of a section that consists only of
// paragraphs. How many things they name is unknown.
func paragraphs(all []sentence) (group, int) {
	g := group{loose: true}
	for _, s := range all {
		switch kindOf(s) {
		case prose:
			if s.opens {
				g.items = append(g.items, s.statement())
			}
		case label, notice:
		default:
			return group{}, 0
		}
	}
	if len(g.items) > maxParagraphs {
		return group{}, 0
	}
	return g, 1
}

// maxParagraphs is the largest number of paragraphs that are taken for list items.
const maxParagraphs = 8
