package show

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"footnote/cmd/footnote/internal/term"
	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/corpus/picture"
	"footnote/corpus/scan"
)

// A note is a footnote to be shown.
type note struct {
	number int
	corpus.Span
}

// A shown is the file being shown. article is what was read from it, if something is to be
// marked.
type shown struct {
	doc.File
	article *corpus.Article
	drawer  picture.Drawer
}

// A page is a page to draw, with the numbers of the notes that are quoted from it.
type page struct {
	picture.Page
	notes []int
}

// isPDF returns an error if the file has no pages to draw.
func (s shown) isPDF() error {
	if bytes.HasPrefix(s.Data, []byte("%PDF-")) || scan.Kind(s.Data) != "" {
		return nil
	}
	return s.pageless()
}

func (s shown) pageless() error {
	return &doc.Error{Source: s.Place(), Reason: "has no pages that can be shown", Hint: "only the pages of a PDF and pictures can"}
}

// pages returns the pages of the notes with the given numbers, or of all notes if there are no
// numbers. If only is not 0, it returns only that page.
func (s shown) pages(notes []note, numbers []int, only int) ([]page, error) {
	chosen := notes
	if len(numbers) > 0 {
		chosen = nil
	}
	for n, number := range numbers {
		if slices.Contains(numbers[:n], number) {
			continue
		}
		i := slices.IndexFunc(notes, func(n note) bool { return n.number == number })
		if i < 0 {
			hint := "the answer has one footnote"
			if len(notes) > 1 {
				hint = fmt.Sprintf("the answer has footnotes 1 to %d", len(notes))
			}
			return nil, failure(fmt.Sprintf("there is no footnote %d", number), hint)
		}
		chosen = append(chosen, notes[i])
	}
	var spans []corpus.Span
	for _, n := range chosen {
		spans = append(spans, n.Span)
	}
	var all []page
	if s.article != nil {
		for _, p := range picture.Pages(s.article, spans) {
			of := page{Page: p}
			for _, q := range p.Quotations {
				of.notes = append(of.notes, chosen[q.Of].number)
			}
			all = append(all, of)
		}
	}
	if only > 0 {
		all = slices.DeleteFunc(all, func(p page) bool { return p.Number != only })
		if len(all) == 0 {
			all = []page{{Page: picture.Page{Number: only}}}
		}
	}
	if len(all) == 0 {
		return nil, s.pageless()
	}
	return all, nil
}

// A Picture describes a page that was written to a file.
type Picture struct {
	File    string   `json:"file"`
	Page    int      `json:"page"`
	Notes   []int    `json:"notes"`  // on this page
	Marked  []int    `json:"marked"` // those of Notes whose sentence was found on the page
	Quotes  []string `json:"quotes"` // the part of each note on this page
	Width   int      `json:"width"`  // pixels
	Height  int      `json:"height"`
	Bytes   int      `json:"bytes"`
	SeenBy  string   `json:"read_from_picture_by,omitempty"` // the model that read the page, on which nothing is marked
	Unshown bool     `json:"unshown,omitempty"`              // most characters are drawn as boxes, as the file does not embed its fonts
}

// draw draws the pages and writes each to a file.
func (s shown) draw(ctx context.Context, pages []page, out string) (all []Picture, err error) {
	for i, page := range pages {
		drawn, err := picture.Draw(ctx, s.drawer, s.Data, page.Page)
		if err != nil {
			return nil, s.blamed(err)
		}
		one := Picture{Page: page.Number, Width: drawn.Width, Height: drawn.Height, Bytes: len(drawn.PNG), Unshown: drawn.Boxes, Notes: append([]int{}, page.notes...), Marked: []int{}, Quotes: []string{}}
		if s.article != nil {
			one.SeenBy = s.article.SeenOn(page.Number)
		}
		for n, q := range page.Quotations {
			one.Quotes = append(one.Quotes, strings.TrimSpace(q.Text))
			if drawn.Marked[n] {
				one.Marked = append(one.Marked, page.notes[n])
			}
		}
		if one.File, err = write(drawn.PNG, s.Name, page.Number, i, out); err != nil {
			return nil, failure(err.Error(), "name another file with --out")
		}
		all = append(all, one)
	}
	return all, nil
}

// tell prints what was written, and notes what is missing from the picture.
func (p Picture) tell(out *term.Page, note func(format string, args ...any)) {
	out.Line("%s  p. %d", p.File, p.Page)
	for i, n := range p.Notes {
		out.Line("  [%d] %s", n, p.Quotes[i])
		if p.SeenBy == "" && !slices.Contains(p.Marked, n) {
			note("%s: the sentence of footnote %d was not found on the page, so it is not marked", p.File, n)
		}
	}
	if p.SeenBy != "" && len(p.Notes) > 0 {
		note("%s: this page is a picture that %s has read, so nothing is marked on it; compare the words", p.File, p.SeenBy)
	}
	if p.Unshown {
		note("%s: most characters are drawn as boxes, as their fonts are not in the file", p.File)
	}
}

func (s shown) blamed(err error) error {
	var bad *doc.Error
	if errors.As(err, &bad) && bad.Source == "" {
		bad.Source = s.Place()
	}
	return err
}
