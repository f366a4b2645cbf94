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
	"footnote/corpus/repair"
)

// A Reader reads files of every format. The zero value reads all but PDF. It is
// safe for concurrent use.
type Reader struct {
	PDF Parser // nil: a PDF is a [*doc.Error]
}

// A Parser reads files of one format. It is safe for concurrent use.
type Parser interface {
	// Parse reads one file. What the file is to blame for is a [*doc.Error] with an
	// empty Source.
	Parse(ctx context.Context, f doc.File) (doc.Document, error)
}

//go:embed builtin.txt
var builtin []byte

// Builtin is the article that comes with the program.
func Builtin() (*Article, error) {
	return new(Reader).Read(context.Background(), doc.File{Source: "built-in", Data: builtin})
}

// Read reads the article in f. Its format is what the bytes certainly are, a PDF
// or an archive; else what f.Type says; else what the ending of f.Name or
// f.Source says; else what the text looks like.
// What the file is to blame for is a [*doc.Error]; the only other error is that of
// a cancelled ctx.
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
	report, err := repair.Document(&d, &lexicon)
	if err != nil {
		return nil, err
	}
	outline(&d) // after repair, which makes lines shorter
	a.Title = d.Title
	a.Author, a.Published = doc.OneLine(d.Author), doc.OneLine(d.Published)
	a.Repairs = Repairs{report.Glosses, report.Mojibake, repair.WidenPunctuation(d.Blocks), report.Invisible}
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

// maxAddress bounds an address that a page gives for itself. Longer ones are not
// shown in full anywhere.
const maxAddress = 2048

// origin is the source of the article: the address that the page gives for
// itself where f came from an address of the same site, else that of f: a page
// may not pass for another site's.
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
