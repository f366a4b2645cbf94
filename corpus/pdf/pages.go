package pdf

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
)

// A Paginated document is text page by page.
type Paginated struct {
	Title, Author string   // as the file names them; empty where it does not
	Published     string   // 2006-01-02, or empty
	Warning       string   // what was not read, and where; empty where all was
	Pages         []string // "\n" ends a paragraph; one that does not end with it may go on with the next
}

// Parse reads the PDF in f.
// What the file is to blame for is a [*doc.Error] with an empty Source; the cause
// of ctx is returned where that ended first.
func (r *Reader) Parse(ctx context.Context, f doc.File) (doc.Document, error) {
	pages, err := r.Paginate(ctx, f.Data)
	if err != nil {
		return doc.Document{}, err
	}
	return pages.Document(), nil
}

// Document has a block for every line of every page. A paragraph that runs over a
// page break is a block for each page, of which the later ones continue the first.
func (p Paginated) Document() doc.Document {
	d := doc.Document{Title: p.Title, Author: p.Author, Published: p.Published}
	open := "" // the end of the page before, where a paragraph may go on
	for i, page := range p.Pages {
		if strings.TrimSpace(page) == "" {
			continue
		}
		first := true
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
		open = page
	}
	if len(d.Blocks) > 0 {
		d.Blocks[0].Warning = p.Warning
	}
	return d
}

func isRow(text string) bool {
	return strings.Contains(text, doc.CellMark) || strings.HasSuffix(text, strings.TrimRight(doc.CellMark, " "))
}

// minRunOn is the width of a last line that is no heading by its length alone:
// twenty Chinese characters.
const minRunOn = 40

// runsOn reports whether the last line of a page goes on with the first line of
// the next one. [Reader.Paginate] ends a page with "\n" where it knows that it does
// not.
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
