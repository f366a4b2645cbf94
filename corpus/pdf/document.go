package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium"
	wrong "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"

	"footnote/corpus/doc"
)

const splitHint = "split it into several files"

// A document is an open PDF. It is closed with its instance.
type document struct {
	pdfium.Pdfium
	ref references.FPDF_DOCUMENT
}

// paginate reads raw in an instance of its own.
func (e *engine) paginate(ctx context.Context, raw []byte) (result Paginated, err error) {
	instance, end, err := e.instance(ctx)
	if err != nil {
		return result, err
	}
	defer end()
	defer func() {
		if r := recover(); r != nil {
			err = damaged()
		}
	}()
	d, err := open(instance, raw)
	if err != nil {
		return result, err
	}
	pages, err := d.pages(ctx, MaxCharacters)
	if err != nil {
		return result, err
	}
	result = d.info()
	result.Pages = layOut(pages)
	if strings.TrimSpace(strings.Join(result.Pages, "")) == "" {
		return result, &doc.Error{Reason: "is a PDF that has no text, only pictures of it", Hint: "run OCR on it first"}
	}
	return result, ctx.Err()
}

// open reads raw where it lies, a block at a time, so that it costs the sandbox
// no memory.
func open(instance pdfium.Pdfium, raw []byte) (document, error) {
	opened, err := instance.OpenDocument(&requests.OpenDocument{FileReader: bytes.NewReader(raw), FileReaderSize: int64(len(raw))})
	switch {
	case errors.Is(err, wrong.ErrPassword), errors.Is(err, wrong.ErrSecurity):
		return document{}, &doc.Error{Reason: "is a PDF that needs a password", Hint: "save it without one"}
	case err != nil:
		return document{}, damaged()
	}
	return document{instance, opened.Document}, nil
}

// damaged is what is said of a PDF that PDFium fails on, whether it was
// broken by accident or made to break its reader. What PDFium says is of no use to
// anybody: a number, or where in its machine code it stopped.
func damaged() error {
	return &doc.Error{Reason: "is a damaged PDF", Hint: "open it in a PDF viewer and save it anew"}
}

// pages reads all pages, of at most so many characters together.
func (d document) pages(ctx context.Context, characters int) ([][]line, error) {
	counted, err := d.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: d.ref})
	switch {
	case err != nil:
		return nil, damaged()
	case counted.PageCount < 1:
		return nil, damaged()
	case counted.PageCount > MaxPages:
		return nil, &doc.Error{Reason: fmt.Sprintf("is a PDF with more than %d pages", MaxPages), Hint: splitHint}
	}
	pages := make([][]line, counted.PageCount)
	opened := 0
	for i := range pages {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		p, err := d.page(i)
		if errors.Is(err, wrong.ErrPage) {
			continue // a page that is not there is a blank one, in every viewer
		}
		if err == nil {
			opened++
			pages[i], err = p.lines(&characters)
			p.close()
		}
		if err != nil {
			return nil, err
		}
	}
	if opened == 0 {
		return nil, damaged()
	}
	return pages, nil
}

// A page is an open page and its text.
type page struct {
	document
	ref  references.FPDF_PAGE
	text references.FPDF_TEXTPAGE
}

func (d document) page(i int) (page, error) {
	opened, err := d.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: d.ref, Index: i})
	if errors.Is(err, wrong.ErrPage) {
		return page{}, err
	}
	if err != nil {
		return page{}, damaged()
	}
	text, err := d.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: requests.Page{ByReference: &opened.Page}})
	if err != nil {
		return page{}, damaged()
	}
	return page{d, opened.Page, text.TextPage}, nil
}

// close frees the page. A fault in it shows with the next page, or does not
// matter any more.
func (p page) close() {
	_, _ = p.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: p.text})
	_, _ = p.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: p.ref})
}

// lines returns the lines of the page in the order of the file, and takes their
// characters off left.
func (p page) lines(left *int) ([]line, error) {
	count, err := p.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: p.text})
	if err != nil {
		return nil, damaged()
	}
	if *left -= count.Count; *left < 0 {
		return nil, &doc.Error{Reason: fmt.Sprintf("is a PDF with more than %d characters", MaxCharacters), Hint: splitHint}
	}
	if count.Count <= 0 {
		return nil, nil
	}
	text, err := p.FPDFText_GetText(&requests.FPDFText_GetText{TextPage: p.text, StartIndex: 0, Count: count.Count})
	if err != nil {
		return nil, damaged()
	}
	var lines []line
	at := 0 // in UTF-16 units, as PDFium counts
	for rest := text.Text; rest != ""; {
		body := rest[:lineLength(rest)]
		rest = rest[len(body):]
		if l := p.line(body, at); l.text != "" {
			lines = append(lines, l)
		}
		at += units(body)
	}
	return lines, nil
}

// hyphen is how PDFium writes a hyphen that ends a line, with no line end after
// it.
const hyphen = '\uFFFE'

// lineLength is how many bytes of text are its first line.
func lineLength(text string) int {
	if at := strings.IndexAny(text, "\n"+string(hyphen)); at >= 0 {
		_, size := utf8.DecodeRuneInString(text[at:])
		return at + size
	}
	return len(text)
}

func units(text string) int {
	n := 0
	for _, r := range text {
		n += utf16.RuneLen(r)
	}
	return n
}

// line places the line whose text begins at index at of the page's text. Where
// PDFium does not know the place of a character the line has none.
func (p page) line(body string, at int) line {
	start := strings.TrimLeftFunc(body, blank)
	text := strings.TrimRightFunc(start, blank)
	if text == "" {
		return line{}
	}
	first := at + units(body) - units(start)
	l := line{text: clean(text)}
	from, ok := p.box(first)
	to, placed := p.box(first + units(text) - 1)
	if ok && placed {
		l.left, l.right, l.first, l.last = float64(from.Left), float64(to.Right), float64(from.Bottom), float64(to.Bottom)
		l.size = float64(from.Top - from.Bottom)
	}
	return l
}

// blank is what stands between lines and words, and at the end of PDFium's text.
func blank(r rune) bool { return unicode.IsSpace(r) || r == 0 || r == '\uFEFF' }

// clean makes a line of characters that mean something; glyphs without a name
// have none.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == hyphen:
			return '-'
		case unicode.IsSpace(r) && r != '\u3000':
			return ' '
		case unicode.IsControl(r) || r == '\uFFFF':
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
}

// box is where the character at index of the page's text stands.
func (p page) box(index int) (box structs.FPDF_FS_RECTF, ok bool) {
	char, err := p.FPDFText_GetCharIndexFromTextIndex(&requests.FPDFText_GetCharIndexFromTextIndex{TextPage: p.text, NTextIndex: index})
	if err != nil {
		return box, false
	}
	loose, err := p.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: p.text, Index: char.CharIndex})
	if err != nil {
		return box, false
	}
	return loose.Rect, finite(loose.Rect)
}

// finite rules out what a broken matrix makes of a place.
func finite(r structs.FPDF_FS_RECTF) bool {
	for _, v := range []float32{r.Left, r.Top, r.Right, r.Bottom} {
		if !(v > -maxPlace && v < maxPlace) {
			return false
		}
	}
	return r.Top > r.Bottom
}

// maxPlace is beyond every page: 2.5 km.
const maxPlace = 1e7
