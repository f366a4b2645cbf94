package picture

import (
	"cmp"
	"slices"

	"footnote/corpus"
)

// A Page is a page to draw.
type Page struct {
	Number     int // from 1
	Quotations []Quotation
}

// A Quotation is a text on a page, with the text before and after it in the article, which
// distinguishes it from the same text elsewhere on the page.
type Quotation struct {
	Before, Text, After string
	Of                  int // index of the span that it belongs to
}

// around is the number of bytes before and after a quotation that are used for this.
const around = 90

// Pages returns the pages that contain spans of an article, in order, each once. A span that
// continues on the next page is a quotation on both. It returns none if the article has no
// pages.
func Pages(a *corpus.Article, spans []corpus.Span) []Page {
	var all []Page
	for of, span := range spans {
		for i, p := range a.Pages {
			part := corpus.Span{Start: max(span.Start, p.Start), End: min(span.End, end(a, i))}
			if part.Start >= part.End || a.PageAt(part.Start) == 0 {
				continue
			}
			at, found := slices.BinarySearchFunc(all, p.Number, func(p Page, n int) int { return cmp.Compare(p.Number, n) })
			if !found {
				all = slices.Insert(all, at, Page{Number: p.Number})
			}
			all[at].Quotations = append(all[at].Quotations, Quotation{
				Before: a.Text[max(p.Start, part.Start-around):part.Start],
				Text:   a.Quote(part),
				After:  a.Text[part.End:min(end(a, i), part.End+around)],
				Of:     of,
			})
		}
	}
	return all
}

// end returns the end of the page with index i in the article.
func end(a *corpus.Article, i int) int {
	if i+1 < len(a.Pages) {
		return a.Pages[i+1].Start
	}
	return len(a.Text)
}
