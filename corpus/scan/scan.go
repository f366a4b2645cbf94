// Package scan reads pictures of text, such as scans, photographs and screenshots, with a
// vision model. It scales pictures to a size that a model accepts, has each page read once, and
// checks the answer, since a model may write an excuse, repeat a line again and again, or write
// nothing.
//
// Which model that is, and how it is asked, is up to the [Eye].
package scan

import (
	"context"
	"errors"
)

// An Eye reads the text in pictures. It is safe for concurrent use.
type Eye interface {
	// Model names the model, for display.
	Model() string
	// Version changes whenever something changes that affects the results: the model, its server,
	// or the prompt.
	Version() string
	// See reads a page. If the page or the model is at fault, the error is a [*Failure]. If ctx
	// ends first, it is the error of ctx.
	See(ctx context.Context, s Sight) (Seen, error)
}

// A Sight is a page as it is shown to an Eye.
type Sight struct {
	Data []byte
	Type string // media type: image/jpeg or image/png

	Number, Of int // the number of the page, from 1, and the number of pages of the file that are read

	Blank bool // whether it is empty, so that it need not be read
}

// Seen is the result of reading a page.
type Seen struct {
	Text   string // Markdown; empty if the picture has no text
	Tokens int    // number of the model's tokens used
}

// A Failure is the reason why a page was not read.
type Failure struct {
	Reason string // as part of a sentence, such as "the model did not answer in time"
	Hint   string // what to do about it; may be empty
	// Final means that no other page would be read either, so none is tried.
	Final bool
	// Server means that the server may be at fault. After several such failures in a row, no other
	// page is tried.
	Server bool
	Err    error // the cause; may be nil

	lasting bool // whether another attempt would fail, too
}

func (f *Failure) Error() string { return f.Reason }

// Unwrap returns the cause.
func (f *Failure) Unwrap() error { return f.Err }

// maxServerFailures is the number of pages in a row with which a server may fail.
const maxServerFailures = 2

// A Result is the result of reading several pages.
type Result struct {
	Texts  []string // by page; empty if there is none
	Unread []Unread // in order
	Blank  []int    // indexes of pages without text
}

// Unread is a group of pages that were not read for the same reason.
type Unread struct {
	Pages []int // their indexes
	*Failure
}

// Read has an eye read pages, one after another and at most most of them. draw makes the
// picture of a page; if the page is at fault, it returns an error like that of [Eye.See]. A
// page that cannot be read does not stop the others; the error is that of ctx only.
func Read(ctx context.Context, eye Eye, pages, most int, draw func(ctx context.Context, index int) (Sight, error)) (r Result, err error) {
	r.Texts = make([]string, pages)
	failed := 0 // number of failures in a row for which the server may be at fault
	var last *Failure
	for i := range pages {
		if ctx.Err() != nil {
			return r, context.Cause(ctx)
		}
		if i == most {
			last = tooMany(most)
		}
		if last != nil && (last.Final || failed >= maxServerFailures) {
			r.leave(i, last)
			continue
		}
		seen, err := see(ctx, eye, i, min(pages, most), draw)
		var unread *Failure
		switch {
		case err == nil:
			failed, last = 0, nil
			if r.Texts[i] = seen.Text; seen.Text == "" {
				r.Blank = append(r.Blank, i)
			}
		case ctx.Err() != nil:
			return r, context.Cause(ctx)
		case errors.As(err, &unread):
			last = unread
			if failed++; !unread.Server {
				failed = 0
			}
			r.leave(i, unread)
		default:
			return r, err
		}
	}
	return r, nil
}

func see(ctx context.Context, eye Eye, i, of int, draw func(context.Context, int) (Sight, error)) (Seen, error) {
	sight, err := draw(ctx, i)
	if err != nil {
		return Seen{}, err
	}
	if sight.Blank {
		return Seen{}, nil
	}
	sight.Number, sight.Of = i+1, of
	return eye.See(ctx, sight)
}

func (r *Result) leave(i int, why *Failure) {
	if n := len(r.Unread); n > 0 && r.Unread[n-1].Reason == why.Reason {
		r.Unread[n-1].Pages = append(r.Unread[n-1].Pages, i)
		return
	}
	r.Unread = append(r.Unread, Unread{[]int{i}, why})
}

// Again reports whether another attempt may succeed.
func (f *Failure) Again() bool { return !f.lasting }
