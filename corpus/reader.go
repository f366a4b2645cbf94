package corpus

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/publicsuffix"
)

// Read reads the article in f. Its format is what the bytes certainly are, a PDF
// or an archive; else what f.Type says; else what the ending of f.Name or
// f.Source says; else what the text looks like.
// What the file is to blame for is a [*ReadError]; the only other error is that
// of a cancelled ctx.
func (r *Reader) Read(ctx context.Context, f File) (*Article, error) {
	a, err := r.read(ctx, f)
	var bad *ReadError
	if errors.As(err, &bad) && bad.Source == "" {
		bad.Source = f.place()
	}
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	return a, err
}

func (r *Reader) read(ctx context.Context, f File) (*Article, error) {
	switch {
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case len(f.Data) > MaxBytes:
		return nil, tooLarge("")
	case len(f.Data) == 0:
		return nil, &ReadError{Reason: "is empty"}
	}
	doc, err := r.parser(f)(ctx, f)
	if err != nil {
		return nil, err
	}
	if err := doc.bounded(); err != nil {
		return nil, err
	}
	return build(doc, f.origin(doc.canonical))
}

// place is where f came from, as well as that is known.
func (f File) place() string {
	if f.Source != "" {
		return f.Source
	}
	return f.Name
}

// ending is that of the name, in lower case and with its dot. The query of an
// address is not part of a name.
func (f File) ending() string {
	name := f.Name
	if name == "" {
		name = f.Source
	}
	if u, err := url.Parse(name); err == nil && isWeb(u) {
		name = u.Path
	}
	return strings.ToLower(filepath.Ext(name))
}

func isWeb(u *url.URL) bool { return (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" }

// maxAddress bounds an address that a page gives for itself. Longer ones are not
// shown in full anywhere.
const maxAddress = 2048

// origin is the source of the article: the address that the page gives for
// itself where f came from an address of the same site, else that of f: a page
// may not pass for another site's.
func (f File) origin(canonical string) string {
	base, err := url.Parse(f.Source)
	if err != nil || !isWeb(base) || canonical == "" {
		return f.place()
	}
	u, err := base.Parse(strings.TrimSpace(canonical))
	if err != nil || !isWeb(u) || u.User != nil || len(u.String()) > maxAddress || !sameSite(base, u) {
		return f.place()
	}
	u.Fragment = ""
	return u.String()
}

// sameSite reports whether two addresses belong to one owner: what is registered
// below a public suffix (publicsuffix.org).
func sameSite(a, b *url.URL) bool {
	if a.Hostname() == b.Hostname() {
		return true
	}
	one, err := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(a.Hostname()))
	if err != nil {
		return false
	}
	other, err := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(b.Hostname()))
	return err == nil && one == other
}

// bounded is an error where the text is longer than an article may be.
func (d *document) bounded() error {
	n := 0
	for _, b := range d.blocks {
		n += utf8.RuneCountInString(b.text)
	}
	if n <= maxCharacters {
		return nil
	}
	return &ReadError{Reason: fmt.Sprintf("holds more than %d million characters", maxCharacters/1_000_000), Hint: "split it into several articles"}
}

func parsePDF(paginator Paginator) parser {
	return func(ctx context.Context, f File) (document, error) {
		if paginator == nil {
			return document{}, &ReadError{Reason: "is a PDF, and PDFs cannot be read here", Hint: "save it as plain text, Markdown or HTML"}
		}
		pages, err := paginator.Paginate(ctx, f.Data)
		if err != nil {
			return document{}, err
		}
		return parsePaginated(pages), nil
	}
}
