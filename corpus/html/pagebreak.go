package html

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"footnote/corpus/doc"
)

// Chapter is [Whole] of a file of a book, whose marks of pages become those of the
// blocks. Before the first mark it stands on page, 0 where that is not known. It
// also returns the page that the file ends on.
func Chapter(source string, page int) (d doc.Document, last int, err error) {
	return readChapter(source, page)
}

// maxUnclosed bounds how often a page is read anew because of navigation that has
// no end.
const maxUnclosed = 4

// readChapter reads a page. unclosed are the tokens, from 1, that begin navigation
// without an end: a browser shows all that follows.
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
	if p.skip.depth > 0 && !p.skip.hidden && (p.skip.element == atom.Nav || p.skip.element == atom.Footer) && len(unclosed) < maxUnclosed {
		return readChapter(source, page, append(unclosed, p.skip.start)...)
	}
	p.endTables()
	if len(p.blocks) > doc.MaxParagraphs { // rows may be made of what cells above span
		return doc.Document{}, 0, doc.TooManyParagraphs()
	}
	return doc.Document{Title: strings.TrimSpace(joinLines(p.title)), Blocks: p.content()}, p.page, nil
}

// isPageBreak reports the mark of a page of the printed book, as EPUB or as Project
// Gutenberg has it.
func isPageBreak(t html.Token) bool {
	if t.DataAtom == atom.Span || t.DataAtom == atom.A {
		if class := value(t, "class"); hasWord(class, "pagenum") || hasWord(class, "pageno") {
			return true
		}
	}
	return hasWord(value(t, "epub:type"), "pagebreak") || hasWord(value(t, "role"), "doc-pagebreak")
}

// beginPage notes the page that a mark begins, 0 where its number is not known. A
// paragraph that runs over it goes on in a block of its own, a cell does not.
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

// readPageBreak takes the number that a mark shows, which counts more than its
// identifier.
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
	p.flush()
	p.continues, p.spaced = len(p.blocks) > blocks, spaced
}

// gapWithin is what stands between two parts of a paragraph; spaced says that there
// is white space.
func gapWithin(before, after string, spaced bool) string {
	if !spaced {
		return ""
	}
	return doc.SoftBreak(before, after)
}

// maxPage is more than any book has.
const maxPage = 100_000

var pageLabel = doc.Pattern(`^[\[({]?(?i:[a-z._ -]*?|第\s*)0*([1-9][0-9]{0,5})\s*[頁页]?[\])}]?$`)

// pageNumber is the number that the label of a page ends with; 0 where there is
// none, as on pages with Roman numbers.
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
