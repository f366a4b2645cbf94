package archive

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"footnote/corpus/doc"
	"footnote/corpus/repair"
)

// An XML reads the tokens of an XML file within limits. It expands no entities except XML's
// own, and reads nothing else.
type XML struct {
	*xml.Decoder
	name  string
	depth int
	count int
}

func newXMLReader(in io.Reader, name string) *XML {
	d := xml.NewDecoder(&tagLimiter{in: in})
	d.CharsetReader = repair.NewReader
	return &XML{Decoder: d, name: name}
}

// The limits of an XML file.
const (
	// maxDepth is the maximum nesting of elements. A table in a text box in a table takes Word
	// about 60 levels; nobody writes 256 by hand.
	maxDepth = 256

	// maxTokens is the maximum number of tags and texts of one XML file. The largest file seen
	// from Word has a third of it.
	maxTokens = 2_000_000
)

// MaxTag is the maximum size of a tag in bytes. All its attributes are held at once, each at
// twenty times its size.
const MaxTag = 1 << 20

var errTag = fmt.Errorf("a tag has more than %d MiB", MaxTag>>20)

// A tagLimiter fails at a tag that is too long.
type tagLimiter struct {
	in   io.Reader
	tag  int // bytes of the tag so far
	open bool
}

func (l *tagLimiter) Read(p []byte) (int, error) {
	n, err := l.in.Read(p)
	for _, b := range p[:n] {
		switch {
		case b == '<':
			l.open, l.tag = true, 0
		case b == '>':
			l.open = false
		case l.open:
			l.tag++
		}
	}
	if l.open && l.tag > MaxTag {
		return 0, errTag
	}
	return n, err
}

// next returns the next token, which is valid until the call after it. At the end, it returns
// io.EOF.
func (r *XML) next(ctx context.Context) (xml.Token, error) {
	if r.count++; r.count > maxTokens {
		return nil, r.Fail(fmt.Sprintf("has more than %d tags and texts", maxTokens))
	}
	if r.count%1024 == 0 && ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	token, err := r.Token()
	var syntax *xml.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return nil, r.Fail(fmt.Sprintf("is not well formed in line %d: %s", syntax.Line, syntax.Msg))
	case err != nil:
		return nil, err
	}
	switch token.(type) {
	case xml.StartElement:
		if r.depth++; r.depth > maxDepth {
			return nil, r.Fail(fmt.Sprintf("nests its elements deeper than %d", maxDepth))
		}
	case xml.EndElement:
		r.depth--
	}
	return token, nil
}

// Fail returns an error about this file, which may be one in an archive.
func (r *XML) Fail(what string) error {
	if r.name == "" {
		return &doc.Error{Reason: "is XML that " + what, Hint: "save or download it again"}
	}
	return &doc.Error{Reason: fmt.Sprintf("has a part, %.100q, that %s", r.name, what), Hint: "save it again from the program that made it"}
}

// Walk calls visit with every token of the entry with that name, in order. If there is no such
// entry, it does nothing.
func (a *Zip) Walk(ctx context.Context, name string, visit func(*XML, xml.Token) error) error {
	e := a.Find(name)
	if e == nil {
		return nil
	}
	in, err := a.open(e)
	if err != nil {
		return err
	}
	defer in.Close()
	return newXMLReader(in, name).walk(ctx, visit)
}

// WalkReader calls visit with every token of XML that was written by a program and is not in an
// archive. If it is cut off, the error is a [*doc.Error].
func WalkReader(ctx context.Context, in io.Reader, visit func(*XML, xml.Token) error) error {
	return newXMLReader(in, "").walk(ctx, visit)
}

// WalkText calls visit with every token of an XML text that is not in an archive and may be
// written by hand: it knows HTML's named characters, and adds missing end tags.
func WalkText(ctx context.Context, text string, visit func(*XML, xml.Token) error) error {
	r := newXMLReader(strings.NewReader(text), "")
	r.Strict, r.Entity = false, xml.HTMLEntity
	r.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // the text is decoded already
	return r.walk(ctx, visit)
}

func (r *XML) walk(ctx context.Context, visit func(*XML, xml.Token) error) error {
	for {
		token, err := r.next(ctx)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return r.blame(err)
		}
		if err := visit(r, token); err != nil {
			return err
		}
	}
}

// blame turns an error of the decoder that has no position, such as that of an unknown
// encoding, into a [*doc.Error].
func (r *XML) blame(err error) error {
	var bad *doc.Error
	if errors.As(err, &bad) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return r.Fail("cannot be read: " + err.Error())
}

// Attribute returns the value of the attribute with that local name, in any namespace.
func Attribute(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}
