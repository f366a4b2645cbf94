package pdf

import (
	"cmp"
	"context"
	"image"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
	"footnote/corpus/figure"
)

// A Paginated is the text of a document by page.
type Paginated struct {
	Title, Author string   // as given in the file; may be empty
	Published     string   // as 2006-01-02; may be empty
	Warning       string   // what was not read, and where; empty if everything was
	Pages         []string // "\n" ends a paragraph; a page that does not end with it may continue on the next
}

// A paged is a Paginated document, and what its pages have besides text.
type paged struct {
	Paginated
	missing unread
	seen    doc.Seen // of these
}

// Parse reads the PDF in f. If the file is at fault, the error is a [*doc.Error] with an empty
// Source. If ctx ends first, the error is its cause.
func (r *Reader) Parse(ctx context.Context, f doc.File) (doc.Document, error) {
	p, err := r.paginate(ctx, f.Data)
	if err == nil {
		err = p.textless(nil)
	}
	if err != nil {
		return doc.Document{}, err
	}
	return p.document(), nil
}

// ParseSeen is Parse, but has the pages without text read by see.
func (r *Reader) ParseSeen(ctx context.Context, f doc.File, see doc.See) (doc.Document, error) {
	p, err := r.paginate(ctx, f.Data)
	if err != nil {
		return doc.Document{}, err
	}
	numbers := p.missing.numbers()
	if len(numbers) == 0 {
		return p.document(), p.textless(nil)
	}
	p.seen, err = see(ctx, numbers, func(ctx context.Context, number, side int) (*image.NRGBA, error) {
		drawn, err := r.Draw(ctx, f.Data, number, side, func([]uint16) []int { return nil })
		return drawn.Image, err
	})
	if err != nil {
		return doc.Document{}, err
	}
	p.Warning = p.missing.without(p.seen).warning()
	if said := p.seen.Warning(); said != "" {
		p.Warning = strings.TrimPrefix(p.Warning+"; "+said, "; ")
	}
	return p.document(), p.textless(&p.seen)
}

// Document returns a block for every line of every page. A paragraph that runs over a page
// break becomes a block on each page, and the later ones continue the first.
func (p Paginated) Document() doc.Document { return paged{Paginated: p}.document() }

func (p paged) document() doc.Document {
	d := doc.Document{Title: p.Title, Author: p.Author, Published: p.Published}
	open := "" // the end of the page before, if its paragraph may continue
	if len(p.seen.Blocks) > 0 {
		d.SeenBy = p.seen.By
		d.Title = cmp.Or(d.Title, p.seen.Title)
	}
	d.Unread = p.seen.Unread
	var waiting []doc.Block // texts of pictures
	figures := counted(p.missing.figures)
	for i, page := range p.Pages {
		if blocks := p.seen.Blocks[i+1]; len(blocks) > 0 {
			d.Blocks = appendSeen(d.Blocks, blocks, open)
			open = endOf(blocks)
			continue
		}
		if strings.TrimSpace(page) == "" {
			continue
		}
		first, begin := true, len(d.Blocks)
		for line := range strings.Lines(page) {
			text := strings.TrimSpace(line)
			if strings.HasPrefix(line, doc.CellMark) {
				text = " " + text // before it, a cell is empty
			}
			if text == "" {
				continue
			}
			b := doc.Block{Text: text, Gap: "\n\n", Page: i + 1, Continues: first && runsOn(open, text)}
			if b.Continues {
				d.Blocks[len(d.Blocks)-1].Gap = doc.LineBreak(d.Blocks[len(d.Blocks)-1].Text, text)
			}
			if n := len(d.Blocks); n > 0 && isRow(d.Blocks[n-1].Text) && isRow(text) {
				d.Blocks[n-1].Gap = "\n"
			}
			d.Blocks = append(d.Blocks, b)
			first = false
		}
		texts, rest := described(i+1, figures[i], p.missing.alternatives[i])
		d.Blocks, d.Pictures = figure.Attach(d.Blocks, append(d.Pictures, rest...)...)
		d.Blocks, waiting = besides(d.Blocks, begin, append(waiting, texts...), !strings.HasSuffix(page, "\n"))
		open = page
	}
	if last := len(d.Blocks) - 1; last >= 0 {
		for _, b := range waiting {
			b.Page = d.Blocks[last].Page
			d.Blocks = append(d.Blocks, b)
		}
	}
	if len(d.Blocks) > 0 {
		d.Blocks[0].Warning = p.Warning
	}
	return d
}

// appendSeen adds the blocks of a page that was read from a picture. The first one may continue
// the open paragraph.
func appendSeen(all, blocks []doc.Block, open string) []doc.Block {
	first := &blocks[0]
	if n := len(all); n > 0 && first.Level == 0 && !first.Verbatim && runsOn(open, first.Text) {
		first.Continues = true
		all[n-1].Gap = doc.LineBreak(all[n-1].Text, first.Text)
	}
	return append(all, blocks...)
}

// endOf returns the last paragraph of a page that was read from a picture if it may continue,
// or "".
func endOf(blocks []doc.Block) string {
	last := blocks[len(blocks)-1]
	if last.Level > 0 || last.Verbatim || isRow(last.Text) {
		return ""
	}
	return last.Text
}

func isRow(text string) bool {
	return strings.Contains(text, doc.CellMark) || strings.HasSuffix(text, strings.TrimRight(doc.CellMark, " "))
}

// minRunOn is the width from which a last line is too long to be a heading: twenty Chinese
// characters.
const minRunOn = 40

// runsOn reports whether the last line of a page continues with the first line of the next one.
// [Reader.Paginate] ends a page with "\n" if it knows that it does not.
func runsOn(page, next string) bool {
	if page == "" || strings.HasSuffix(page, "\n") {
		return false
	}
	last := strings.TrimSpace(page[strings.LastIndex(page, "\n")+1:])
	if doc.EndsSentence(last) || doc.IsListItem(next) || doc.IsNumbered(next) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(next)
	end, _ := utf8.DecodeLastRuneInString(last)
	if strings.ContainsRune("，、；,;—-", end) || unicode.IsLower(first) {
		return true
	}
	return doc.Width(last) >= minRunOn && !doc.IsNumbered(last)
}
