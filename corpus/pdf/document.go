package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/klippa-app/go-pdfium"
	wrong "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

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
	pages, missing, err := d.pages(ctx, MaxCharacters)
	if err != nil {
		return result, err
	}
	result = d.info()
	result.Pages, result.Warning = layOut(pages), missing.warning()
	switch {
	case strings.TrimSpace(strings.Join(result.Pages, "")) != "":
	case len(missing.glyphs) > 0:
		return result, &doc.Error{Reason: "is a PDF whose fonts do not say which characters they show", Hint: "run OCR on it first"}
	default:
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
func (d document) pages(ctx context.Context, characters int) (pages [][]line, missing unread, err error) {
	counted, err := d.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: d.ref})
	switch {
	case err != nil:
		return nil, missing, damaged()
	case counted.PageCount < 1:
		return nil, missing, damaged()
	case counted.PageCount > MaxPages:
		return nil, missing, &doc.Error{Reason: fmt.Sprintf("is a PDF with more than %d pages", MaxPages), Hint: splitHint}
	}
	pages = make([][]line, counted.PageCount)
	missing.glyphs = map[int]int{}
	filledIn := &form{document: d}
	defer filledIn.close()
	opened := 0
	for i := range pages {
		if ctx.Err() != nil {
			return nil, missing, context.Cause(ctx)
		}
		p, err := d.page(i)
		if errors.Is(err, wrong.ErrPage) {
			continue // a page that is not there is a blank one, in every viewer
		}
		if err == nil {
			opened++
			pages[i], err = p.read(filledIn, &characters, i, &missing)
			p.close()
		}
		if err != nil {
			return nil, missing, err
		}
	}
	if opened == 0 {
		return nil, missing, damaged()
	}
	return pages, missing, nil
}

// A page is an open page and its text.
type page struct {
	document
	ref     references.FPDF_PAGE
	text    references.FPDF_TEXTPAGE
	written rotation
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
	return page{d, opened.Page, text.TextPage, upright}, nil
}

// read returns the lines of the page with index i, and takes their characters off left.
func (p *page) read(f *form, left *int, i int, missing *unread) ([]line, error) {
	lines, textless, err := p.lines(left)
	if err != nil {
		return nil, err
	}
	lines, lost := withoutGlyphs(lines)
	if lost += textless; lost > 0 {
		missing.glyphs[i] = lost
	}
	values, ok := p.values(f, left)
	if !ok {
		missing.fields = append(missing.fields, i)
	}
	lines = filled(columnsOf(lines), values)
	if len(lines) == 0 && lost == 0 && p.showsPicture() {
		missing.pictures = append(missing.pictures, i)
	}
	return lines, nil
}

// close frees the page. A fault in it shows with the next page, or does not
// matter any more.
func (p page) close() {
	_, _ = p.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: p.text})
	_, _ = p.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: p.ref})
}
