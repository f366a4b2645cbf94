package corpus

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"

	"golang.org/x/net/html/charset"
)

// An xmlReader gives the tokens of an XML file within limits. It expands no
// entities but those of XML itself, and reads nothing else.
type xmlReader struct {
	*xml.Decoder
	name  string
	depth int
	count int
}

func newXMLReader(in io.Reader, name string) *xmlReader {
	d := xml.NewDecoder(&tagLimiter{in: in})
	d.CharsetReader = charset.NewReaderLabel
	return &xmlReader{Decoder: d, name: name}
}

// maxTag bounds the bytes of one tag, because its attributes are held all at
// once, each at twenty times its size.
const maxTag = 1 << 20

var errTag = fmt.Errorf("a tag has more than %d MiB", maxTag>>20)

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
	if l.open && l.tag > maxTag {
		return 0, errTag
	}
	return n, err
}

// next returns the next token, valid until the one after it. At the end it
// returns io.EOF.
func (r *xmlReader) next(ctx context.Context) (xml.Token, error) {
	if r.count++; r.count > maxTokens {
		return nil, r.fail(fmt.Sprintf("has more than %d tags and texts", maxTokens))
	}
	if r.count%1024 == 0 && ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	token, err := r.Token()
	var syntax *xml.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return nil, r.fail(fmt.Sprintf("is not well formed in line %d: %s", syntax.Line, syntax.Msg))
	case err != nil:
		return nil, err
	}
	switch token.(type) {
	case xml.StartElement:
		if r.depth++; r.depth > maxDepth {
			return nil, r.fail(fmt.Sprintf("nests its elements deeper than %d", maxDepth))
		}
	case xml.EndElement:
		r.depth--
	}
	return token, nil
}

// fail says what is wrong with this file of the archive.
func (r *xmlReader) fail(what string) error {
	return &ReadError{Reason: fmt.Sprintf("has a part, %.100q, that %s", r.name, what), Hint: "save it again from the program that made it"}
}

// walk calls visit with every token of the entry of that name, in order. An entry
// that is not there has none.
func (a *archive) walk(ctx context.Context, name string, visit func(*xmlReader, xml.Token) error) error {
	e := a.find(name)
	if e == nil {
		return nil
	}
	in, err := a.open(e)
	if err != nil {
		return err
	}
	defer in.Close()
	r := newXMLReader(in, name)
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

// blame makes an error of the file's of what a decoder says without a position:
// an encoding that it does not know.
func (r *xmlReader) blame(err error) error {
	var bad *ReadError
	if errors.As(err, &bad) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return r.fail("cannot be read: " + err.Error())
}

// attribute is the value of the attribute of that local name, whatever its
// namespace.
func attribute(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}
