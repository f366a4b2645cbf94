package corpus

import (
	"context"
	"errors"
	"fmt"
	"image"
	"strings"

	"footnote/corpus/doc"
	"footnote/corpus/markdown"
	"footnote/corpus/scan"
)

// DefaultSeen is the default maximum number of pages of a file that the Eye reads.
const DefaultSeen = 50

// A pagedParser is a [Parser] for files that may have scanned pages.
type pagedParser interface {
	// ParseSeen is Parse, but has the pages without text read by see.
	ParseSeen(ctx context.Context, f doc.File, see doc.See) (doc.Document, error)
}

// Sees reports whether pictures can be read.
func (r *Reader) Sees() bool { return r.Eye != nil }

// parsePicture reads a picture. A very tall one is divided into sheets first.
func (r *Reader) parsePicture(ctx context.Context, f doc.File) (doc.Document, error) {
	img, err := scan.Decode(f.Data)
	if err != nil {
		return doc.Document{}, err
	}
	sheets := scan.Sheets(img)
	numbers := make([]int, len(sheets))
	for i := range sheets {
		numbers[i] = i + 1
	}
	seen, err := r.seeAll(ctx, numbers, func(_ context.Context, i int) (scan.Sight, error) { return scan.Look(sheets[i]) })
	if err != nil {
		return doc.Document{}, err
	}
	if seen.Failure != nil {
		return doc.Document{}, seen.Failure
	}
	d := doc.Document{Title: seen.Title, SeenBy: seen.By, Unread: seen.Unread}
	for _, n := range numbers {
		d.Blocks = append(d.Blocks, seen.Blocks[n]...)
	}
	d.Blocks[0].Warning = seen.Warning()
	return d, nil
}

// see implements [doc.See].
func (r *Reader) see(ctx context.Context, numbers []int, page func(ctx context.Context, number, side int) (*image.NRGBA, error)) (doc.Seen, error) {
	return r.seeAll(ctx, numbers, func(ctx context.Context, i int) (scan.Sight, error) {
		img, err := page(ctx, numbers[i], scan.Side)
		var bad *doc.Error
		if errors.As(err, &bad) {
			return scan.Sight{}, &scan.Failure{Reason: "it cannot be drawn", Err: err}
		}
		if err != nil {
			return scan.Sight{}, err
		}
		return scan.Look(scan.Opaque(img))
	})
}

func (r *Reader) seeAll(ctx context.Context, numbers []int, look func(ctx context.Context, i int) (scan.Sight, error)) (doc.Seen, error) {
	most := r.SeenMost
	if most <= 0 {
		most = DefaultSeen
	}
	got, err := scan.Read(ctx, r.Eye, len(numbers), most, look)
	if err != nil {
		return doc.Seen{}, err
	}
	seen := doc.Seen{By: r.Eye.Model(), Blocks: map[int][]doc.Block{}}
	for i, text := range got.Texts {
		if err := seenPage(ctx, text, numbers[i], &seen); err != nil {
			return doc.Seen{}, err
		}
	}
	for _, i := range got.Blank {
		seen.Blank = append(seen.Blank, numbers[i])
	}
	for _, u := range got.Unread {
		one := doc.Unread{Reason: u.Reason, Again: u.Again()}
		for _, i := range u.Pages {
			one.Numbers = append(one.Numbers, numbers[i])
		}
		seen.Unread = append(seen.Unread, one)
	}
	if len(seen.Blocks) == 0 {
		seen.Failure = nothingSeen(seen.By, got)
	}
	return seen, nil
}

// seenPage adds the text of a scanned page to seen.
func seenPage(ctx context.Context, text string, number int, seen *doc.Seen) error {
	if text == "" {
		return nil
	}
	d, err := markdown.Parse(ctx, doc.File{Data: []byte(text)})
	if err != nil {
		return err
	}
	for i := range d.Blocks {
		d.Blocks[i].Page, d.Blocks[i].Seen = number, true
	}
	if len(d.Blocks) == 0 { // nothing but Markdown syntax
		return nil
	}
	if last := &d.Blocks[len(d.Blocks)-1]; !strings.HasSuffix(last.Gap, "\n\n") {
		last.Gap = "\n\n"
	}
	if seen.Title == "" && len(seen.Blocks) == 0 {
		seen.Title = d.Title
	}
	seen.Blocks[number] = d.Blocks
	return nil
}

// nothingSeen returns why no text could be read from the pictures of a file.
func nothingSeen(model string, got scan.Result) *doc.Error {
	if len(got.Unread) == 0 {
		return &doc.Error{Reason: fmt.Sprintf("is a picture in which %s finds no text", model)}
	}
	first := got.Unread[0]
	hint := first.Hint
	if hint == "" {
		hint = "try again, or run OCR on it"
	}
	return &doc.Error{Reason: fmt.Sprintf("is a picture that was not read: %s", first.Reason), Hint: hint}
}
