package corpus

import (
	"strings"

	"footnote/corpus/doc"
)

// head is the position of a heading in the article's text, and its level.
type head struct {
	Span
	level int
}

// layout holds the positions of the headings and of the other blocks.
type layout struct {
	heads      []head
	paragraphs []Span
}

// assemble concatenates the blocks of d into a.Text and returns their positions. It also sets
// a.Pages, and adds the warnings of blocks to a.Warnings.
func assemble(d doc.Document, a *Article) layout {
	var text strings.Builder
	var l layout
	open := false // the block before may be continued
	for _, b := range d.Blocks {
		span := Span{text.Len(), text.Len() + len(b.Text)}
		a.beginPage(Page{b.Page, span.Start, b.Unit, b.Seen})
		text.WriteString(b.Text)
		text.WriteString(b.Gap)
		if b.Warning != "" {
			a.warn([]int{span.Start, span.End}, b.Warning)
		}
		switch {
		case strings.TrimSpace(b.Text) == "":
		case b.Continues && open:
			l.paragraphs[len(l.paragraphs)-1].End = span.End
		case b.Level > 0:
			l.heads = append(l.heads, head{span, b.Level})
		case b.Verbatim: // every line of code is a sentence
			for line := range strings.Lines(b.Text) {
				l.paragraphs = append(l.paragraphs, Span{span.Start, span.Start + len(line)})
				span.Start += len(line)
			}
		default:
			l.paragraphs = append(l.paragraphs, span)
		}
		open = b.Level == 0 && strings.TrimSpace(b.Text) != ""
	}
	a.Text = text.String()
	return l
}

// beginPage adds a page to a.Pages, unless the text before is on the same one. A zero p.Number
// means that the following text is on no page.
func (a *Article) beginPage(p Page) {
	last := Page{}
	if len(a.Pages) > 0 {
		last = a.Pages[len(a.Pages)-1]
	}
	if p.Number != last.Number || p.Unit != last.Unit || p.Seen != last.Seen {
		a.Pages = append(a.Pages, p)
	}
}
