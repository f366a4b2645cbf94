package office

import (
	"cmp"
	"context"
	"encoding/xml"
	"strconv"
	"strings"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
)

// A paragraphStyle is the relevant part of a style and of those that it is based on.
type paragraphStyle struct {
	name   string // in lower case
	based  string // identifier of the style that it is based on
	level  int    // of a heading, from 1; 0 for body text; -1 if not specified
	hidden bool
	shift  string // of its runs: superscript or subscript
	list   listItem
}

// maxBased is the maximum length of a chain of styles, which may be circular.
const maxBased = 16

// headingName matches the names of Word's heading styles: in Chinese or Japanese, and in
// English for all other languages.
var headingName = doc.Pattern(`^(?:heading|標題|标题|見出し) ?([1-9])$`)

// readStyles reads the styles, by identifier.
func readStyles(ctx context.Context, a *archive.Zip, name string) (map[string]paragraphStyle, error) {
	styles := map[string]paragraphStyle{}
	id, s := "", paragraphStyle{}
	err := a.Walk(ctx, name, func(r *archive.XML, token xml.Token) error {
		switch t := token.(type) {
		case xml.Directive:
			return r.Fail("has a document type, which no DOCX has")
		case xml.StartElement:
			if t.Name.Local == "style" {
				id, s = archive.Attribute(t, "styleId"), paragraphStyle{level: -1}
			}
			s.set(t)
		case xml.EndElement:
			if t.Name.Local == "style" {
				styles[id] = s
			}
		}
		return nil
	})
	for id := range styles {
		styles[id] = inherit(styles, id)
	}
	return styles, err
}

func (s *paragraphStyle) set(e xml.StartElement) {
	value := archive.Attribute(e, "val")
	switch e.Name.Local {
	case "name":
		s.name = strings.ToLower(value)
		if m := headingName().FindStringSubmatch(s.name); m != nil && s.level < 0 {
			s.level = int(m[1][0] - '0')
		}
	case "basedOn":
		s.based = value
	case "outlineLvl":
		s.level = outlineLevel(value)
	case "vanish":
		s.hidden = isOn(value)
	case "vertAlign":
		s.shift = value
	case "numId":
		s.list.number = value
	case "ilvl":
		s.list.level = listLevel(value)
	}
}

// inherit fills in what a style inherits from those that it is based on.
func inherit(styles map[string]paragraphStyle, id string) paragraphStyle {
	s := styles[id]
	for base, n := s.based, 0; base != "" && n < maxBased; n++ {
		b := styles[base]
		if s.level < 0 {
			s.level = b.level
		}
		if s.list.number == "" {
			s.list.number = b.list.number
		}
		s.hidden = s.hidden || b.hidden
		s.shift = cmp.Or(s.shift, b.shift)
		base = b.based
	}
	return s
}

// outlineLevel returns the level of a heading, from 1, or 0 for body text.
func outlineLevel(value string) int {
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 || n > 8 {
		return 0
	}
	return n + 1
}

// isOn reports whether a property with that value is on. A property without a value is on.
func isOn(value string) bool { return value != "0" && value != "false" && value != "off" }

// isTitle reports whether s is the style of the title of the document.
func (s paragraphStyle) isTitle() bool {
	return s.name == "title" || s.name == "標題" || s.name == "标题"
}

// isContents reports whether s is the style of a line in the table of contents.
func (s paragraphStyle) isContents() bool {
	return strings.HasPrefix(s.name, "toc ") || strings.HasPrefix(s.name, "table of figures")
}
