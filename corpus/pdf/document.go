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
func (e *engine) paginate(ctx context.Context, raw []byte) (result paged, err error) {
	e.allow(compiledMemory, interpretedMemory)
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
	result.Paginated = d.info()
	result.Pages, result.Warning, result.missing = layOut(pages), missing.warning(), missing
	return result, ctx.Err()
}

// textless returns the error for a file without text, or nil if it has some or something was
// read from its pictures.
func (p paged) textless(seen *doc.Seen) error {
	switch {
	case strings.TrimSpace(strings.Join(p.Pages, "")) != "":
	case seen != nil && seen.Failure != nil:
		return seen.Failure
	case seen != nil && len(seen.Blocks) > 0:
	case len(p.missing.glyphs) > 0:
		return &doc.Error{Reason: "is a PDF whose fonts do not say which characters they show", Hint: runOCR}
	default:
		return &doc.Error{Reason: "is a PDF that has no text, only pictures of it", Hint: runOCR}
	}
	return nil
}

const runOCR = "set FOOTNOTE_VISION_MODEL to have a model read it; or run OCR on it first"

// open reads raw in place, a block at a time, so that it takes no memory of the sandbox.
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

// damaged is the error for a PDF on which PDFium fails, whether it is broken by accident or
// made to break its reader. PDFium's own error is of no use: it is a number, or a position in
// machine code.
func damaged() error {
	return &doc.Error{Reason: "is a damaged PDF", Hint: "open it in a PDF viewer and save it anew"}
}

// pages reads all pages, with at most characters characters in total.
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
	missing.glyphs, missing.figures, missing.objects = map[int]int{}, map[int][]box{}, mostInAll
	missing.alternatives, missing.tags = map[int][]string{}, mostTags
	filledIn := &form{document: d}
	defer filledIn.close()
	opened := 0
	for i := range pages {
		if ctx.Err() != nil {
			return nil, missing, context.Cause(ctx)
		}
		p, err := d.page(i)
		if errors.Is(err, wrong.ErrPage) {
			continue // every viewer shows a missing page as blank
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

// read returns the lines of the page with index i, and subtracts their characters from left.
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
	switch {
	case len(lines) == 0 && lost > 0:
		missing.glyphsOnly = append(missing.glyphsOnly, i)
	case len(lines) == 0 && p.showsPicture():
		missing.pictures = append(missing.pictures, i)
	case len(lines) > 0:
		if found := p.figures(&missing.objects); len(found) > 0 {
			missing.figures[i] = found
			missing.alternatives[i] = p.alternatives(&missing.tags)
		}
	}
	return lines, nil
}

// close frees the page. An error would show again on the next page, or no longer matters.
func (p page) close() {
	_, _ = p.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: p.text})
	_, _ = p.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: p.ref})
}
