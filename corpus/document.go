package corpus

import "strings"

// A document is what a format is read into, before repair and splitting.
type document struct {
	title     string
	author    string // of these three, what the file says; cleaned in build
	published string
	canonical string // the address that a page gives for itself

	blocks []block
}

// A block is a paragraph, a heading or a piece of code.
type block struct {
	text     string
	gap      string // line ends that follow it in the article's text
	level    int    // of a heading, 1 the outermost; 0 is not a heading
	verbatim bool   // code: never repaired

	page      int  // that it stands on, from 1; 0 where the format has none
	continues bool // it is of one paragraph with the block before it, over a page break
}

// head is where a heading lies in the article's text, and its level.
type head struct {
	Span
	level int
}

// layout is where the headings and the other blocks lie.
type layout struct {
	heads      []head
	paragraphs []Span
}

// assemble writes the blocks into a.Text and says where each went. It fills
// a.Pages.
func (d document) assemble(a *Article) layout {
	var text strings.Builder
	var l layout
	open := false // the block before is the end of a paragraph
	for _, b := range d.blocks {
		span := Span{text.Len(), text.Len() + len(b.text)}
		a.begin(b.page, span.Start)
		text.WriteString(b.text)
		text.WriteString(b.gap)
		switch {
		case strings.TrimSpace(b.text) == "":
		case b.continues && open:
			l.paragraphs[len(l.paragraphs)-1].End = span.End
		case b.level > 0:
			l.heads = append(l.heads, head{span, b.level})
		case b.verbatim: // every line of code is a sentence
			for line := range strings.Lines(b.text) {
				l.paragraphs = append(l.paragraphs, Span{span.Start, span.Start + len(line)})
				span.Start += len(line)
			}
		default:
			l.paragraphs = append(l.paragraphs, span)
		}
		open = b.level == 0 && strings.TrimSpace(b.text) != ""
	}
	a.Text = text.String()
	return l
}
