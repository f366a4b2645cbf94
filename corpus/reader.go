package corpus

import (
	"context"
	_ "embed"
	"errors"
	"net/url"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/publicsuffix"

	"footnote/corpus/doc"
	"footnote/corpus/figure"
	"footnote/corpus/repair"
	"footnote/corpus/scan"
)

// A Reader reads files of all formats. The zero value reads all except PDF and pictures. It is
// safe for concurrent use.
type Reader struct {
	PDF Parser // if nil, a PDF is a [*doc.Error]

	Eye      scan.Eye // reads pictures; if nil, a picture is a [*doc.Error], and scanned pages are left out
	SeenMost int      // the maximum number of pages of a file that it reads; 0 means [DefaultSeen]
}

// Files selects the files that r can read.
func (r *Reader) Files() Files { return Files{Pictures: r.Sees()} }

// A Parser reads files of one format. It is safe for concurrent use.
type Parser interface {
	// Parse reads one file. If the file is at fault, the error is a [*doc.Error] with an empty
	// Source.
	Parse(ctx context.Context, f doc.File) (doc.Document, error)
}

//go:embed builtin.txt
var builtin []byte

// Builtin returns the article that is built into the program.
func Builtin() (*Article, error) {
	return new(Reader).Read(context.Background(), doc.File{Source: "built-in", Data: builtin})
}

// Read reads the article in f. Its format is a PDF or an archive if the bytes certainly are
// one; otherwise that of f.Type; otherwise that of the ending of f.Name or f.Source; otherwise
// that which the text looks like. If the file is at fault, the error is a [*doc.Error]; the
// only other error is that of a cancelled ctx.
func (r *Reader) Read(ctx context.Context, f doc.File) (*Article, error) {
	a, err := r.read(ctx, f)
	var bad *doc.Error
	if errors.As(err, &bad) && bad.Source == "" {
		bad.Source = f.Place()
	}
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	return a, err
}

func (r *Reader) read(ctx context.Context, f doc.File) (*Article, error) {
	switch {
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case len(f.Data) > doc.MaxBytes:
		return nil, doc.TooLarge("")
	case len(f.Data) == 0:
		return nil, &doc.Error{Reason: "is empty"}
	}
	d, err := r.parse(ctx, f)
	if err != nil {
		return nil, err
	}
	characters := 0
	for _, b := range d.Blocks {
		characters += utf8.RuneCountInString(b.Text)
	}
	if characters > doc.MaxCharacters {
		return nil, doc.TooManyCharacters()
	}
	return build(d, origin(f, d.Canonical))
}

// build repairs and splits a parsed document.
func build(d doc.Document, source string) (*Article, error) {
	a := &Article{Source: source}
	var lexicon repair.Lexicon
	pictures, err := figure.Settle(&d, &lexicon)
	if err != nil {
		return nil, err
	}
	a.Pictures = pictures
	report, err := repair.Document(&d, &lexicon)
	if err != nil {
		return nil, err
	}
	outline(&d) // after repair, which makes lines shorter
	a.Title = d.Title
	a.Author, a.Published = doc.OneLine(d.Author), doc.OneLine(d.Published)
	a.Repairs = Repairs{report.Glosses, report.Mojibake, repair.WidenPunctuation(d.Blocks), report.Invisible}
	a.SeenBy, a.Unread = d.SeenBy, d.Unread
	layout := assemble(d, a)
	if strings.TrimSpace(a.Text) == "" {
		return nil, &doc.Error{Reason: "holds nothing but white space"}
	}
	if err := a.split(layout, &lexicon); err != nil {
		return nil, err
	}
	a.findWarnings(report.Doubtful)
	if len(a.Passages) == 0 {
		return nil, &doc.Error{Reason: "holds headings but no text"}
	}
	if a.Title == "" {
		a.Title = titleFromSource(source)
	}
	a.ID = idOf(a.Text)
	return a, nil
}

func titleFromSource(source string) string {
	if source == doc.Stdin {
		return "standard input"
	}
	base := filepath.Base(source)
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// maxAddress is the maximum length of the canonical address that a page declares, in bytes.
// Longer addresses are not shown in full anywhere.
const maxAddress = 2048

// origin returns the source of an article: the canonical address that the page declares, if it
// belongs to the same site as the address of f, and otherwise the address of f. A page must not
// pass for one of another site.
func origin(f doc.File, canonical string) string {
	base, err := url.Parse(f.Source)
	if err != nil || !doc.IsWebAddress(base) || canonical == "" {
		return f.Place()
	}
	u, err := base.Parse(strings.TrimSpace(canonical))
	if err != nil || !doc.IsWebAddress(u) || u.User != nil || len(u.String()) > maxAddress || !sameSite(base, u) {
		return f.Place()
	}
	u.Fragment = ""
	return u.String()
}

// sameSite reports whether two addresses have the same owner, that is, the same registered
// domain below a public suffix (publicsuffix.org).
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
