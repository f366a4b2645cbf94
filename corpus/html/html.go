// Package html reads HTML pages: it finds their visible text, the article in it, and the title,
// author and date.
package html

import (
	"context"

	"footnote/corpus/doc"
)

// Parse reads an HTML page. In a page with the parts of a site around its text, it searches for
// the article; other pages are read whole.
func Parse(_ context.Context, f doc.File) (doc.Document, error) {
	text, err := Text(f)
	if err != nil {
		return doc.Document{}, err
	}
	if hasHugeTag(text) {
		return doc.Document{}, &doc.Error{Reason: "is HTML with a tag of thousands of attributes", Hint: "no page has such a tag; save it again from a browser"}
	}
	whole, err := Whole(text)
	if err != nil {
		return doc.Document{}, err
	}
	p := survey(text)
	d := whole
	if p.isSitePage() {
		d = p.article(whole)
		if p.holdsNoArticle(d) {
			return doc.Document{}, &doc.Error{
				Reason: "holds no article text",
				Hint:   "the page may want a login, consent or a browser first; open it in one and save what you see",
			}
		}
	}
	d.Author, d.Published, d.Canonical = p.author(), doc.Day(p.published()), p.canonical()
	return d, nil
}
