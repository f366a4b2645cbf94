package opendocument

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
)

// maxStyles is the maximum number of styles that are kept. A document has some hundred.
const maxStyles = 10_000

// shifts are the text styles that raise or lower text, by name.
type shifts map[string]doc.Shift

// of returns the shift of text in a style, inside text with the shift within.
func (s shifts) of(style string, within doc.Shift) doc.Shift {
	if to, says := s[style]; says {
		return to
	}
	return within
}

// readShifts reads the styles of the document, the common ones first.
func readShifts(ctx context.Context, a *archive.Zip) (shifts, error) {
	s, style := shifts{}, ""
	for _, part := range []string{"styles.xml", "content.xml"} {
		if a.Find(part) == nil {
			continue
		}
		err := a.Walk(ctx, part, func(_ *archive.XML, token xml.Token) error {
			e, starts := token.(xml.StartElement)
			switch {
			case !starts || len(s) >= maxStyles:
			case e.Name.Local == "body":
				return io.EOF // no styles follow
			case e.Name.Local == "style":
				style = archive.Attribute(e, "name")
				if of, says := s[archive.Attribute(e, "parent-style-name")]; says {
					s[style] = of
				}
			case e.Name.Local == "text-properties" && archive.Attribute(e, "text-position") != "":
				s[style] = shift(archive.Attribute(e, "text-position"))
			}
			return nil
		})
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
	}
	return s, nil
}

// shift parses the first part of a text position, which may be followed by a size: super 58%,
// -33% 58%.
func shift(position string) doc.Shift {
	by, _, _ := strings.Cut(strings.TrimSpace(position), " ")
	switch {
	case by == "sub", strings.HasPrefix(by, "-"):
		return doc.Lower
	case by == "super", strings.Trim(by, "0.%") != "":
		return doc.Raise
	}
	return 0
}

// shift returns the shift of the innermost span.
func (p *paragraph) shift() doc.Shift {
	if len(p.spans) == 0 {
		return 0
	}
	return p.spans[len(p.spans)-1]
}

// write adds text with the current shift.
func (p *paragraph) write(text string) {
	p.stretch.Begin(&p.text, p.shift())
	p.text.WriteString(text)
}
