package html

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"footnote/corpus/doc"
	"footnote/corpus/figure"
)

// Chapter is [Whole] for a file of a book, and sets the pages of blocks from page marks. page
// is the page before the first mark, or 0 if unknown. last is the page on which the file ends.
func Chapter(source string, page int) (d doc.Document, last int, err error) {
	return readChapter(source, page)
}

// maxUnclosed is how often a page is read again because of navigation without an end tag.
const maxUnclosed = 4

// readChapter reads a page. unclosed are the numbers, from 1, of tokens that begin navigation
// without an end tag. A browser shows everything after them.
func readChapter(source string, page int, unclosed ...int) (d doc.Document, last int, err error) {
	p := htmlParser{tokens: newTokenizer(source), page: page, unclosed: unclosed, open: map[atom.Atom]int{}, streamed: isStreamed(source)}
	for p.total <= doc.MaxParagraphs {
		t, ok := p.tokens.next()
		if !ok {
			break
		}
		p.count++
		p.token(t)
	}
	if err := p.tokens.Err(); p.total > doc.MaxParagraphs {
		return doc.Document{}, 0, doc.TooManyParagraphs()
	} else if !errors.Is(err, io.EOF) {
		return doc.Document{}, 0, err
	}
	if p.skip.depth > 0 && !p.skip.hidden && (mayBeUnclosed(p.skip.element) || p.skip.element == atom.Object) && len(unclosed) < maxUnclosed {
		return readChapter(source, page, append(unclosed, p.skip.start)...)
	}
	p.endTables()
	if len(p.blocks) > doc.MaxParagraphs { // cells that span rows can multiply text
		return doc.Document{}, 0, doc.TooManyParagraphs()
	}
	d = doc.Document{Title: strings.TrimSpace(joinLines(p.title)), Blocks: p.content()}
	d.Blocks, d.Pictures = figure.Attach(d.Blocks, p.uncounted...)
	return d, p.page, nil
}

// isPageBreak reports whether t marks a page of the printed book, as in EPUB or at Project
// Gutenberg.
func isPageBreak(t html.Token) bool {
	if t.DataAtom == atom.Span || t.DataAtom == atom.A {
		if class := value(t, "class"); hasWord(class, "pagenum") || hasWord(class, "pageno") {
			return true
		}
	}
	return hasWord(value(t, "epub:type"), "pagebreak") || hasWord(value(t, "role"), "doc-pagebreak")
}

// beginPage processes a page mark. The new page is 0 if its number is not known. A paragraph
// that continues after the mark does so in a new block; a cell does not.
func (p *htmlParser) beginPage(t html.Token) {
	if p.texts > 0 && p.pre == 0 && p.level == 0 && p.script.element == 0 && !p.inCell() && !isBlock(t.DataAtom) {
		p.goOn()
	}
	p.page = 0
	for _, name := range []string{"title", "aria-label", "id"} {
		if n := pageNumber(value(t, name)); n > 0 && p.page == 0 {
			p.page = n
		}
	}
	p.inPageBreak = t.Type == html.StartTagToken
}

// readPageBreak reads the number shown by a mark, which has precedence over its identifier.
func (p *htmlParser) readPageBreak(shown string) {
	if n := pageNumber(shown); n > 0 {
		p.page = n
	}
}

// goOn ends a block within a paragraph.
func (p *htmlParser) goOn() {
	text := p.text.String()
	spaced := strings.HasSuffix(text, " ") || strings.HasSuffix(text, softBreak)
	blocks := len(p.blocks)
	p.goesOn = true
	p.flush()
	p.goesOn = false
	p.continues, p.spaced = len(p.blocks) > blocks, spaced
}

// gapWithin returns what separates two parts of a paragraph. spaced says whether there is white
// space between them.
func gapWithin(before, after string, spaced bool) string {
	if !spaced {
		return ""
	}
	return doc.SoftBreak(before, after)
}

// maxPage is more than the pages of any book.
const maxPage = 100_000

var pageLabel = doc.Pattern(`^[\[({]?(?i:[a-z._ -]*?|第\s*)0*([1-9][0-9]{0,5})\s*[頁页]?[\])}]?$`)

// pageNumber returns the number at the end of a page's label, or 0 if there is none, as for
// Roman numerals.
func pageNumber(label string) int {
	m := pageLabel().FindStringSubmatch(strings.TrimSpace(label))
	if m == nil {
		return 0
	}
	n, err := strconv.Atoi(m[1])
	if err != nil || n > maxPage {
		return 0
	}
	return n
}
