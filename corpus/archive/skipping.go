package archive

import "encoding/xml"

// A Skipping skips elements that contain no text, with everything in them.
type Skipping struct{ depth int }

// Over reports whether a token belongs to an element that is skipped. leaves decides which
// elements are.
func (s *Skipping) Over(token xml.Token, leaves func(xml.StartElement) bool) bool {
	switch t := token.(type) {
	case xml.StartElement:
		if s.depth > 0 || leaves(t) {
			s.depth++
		}
	case xml.EndElement:
		if s.depth > 0 {
			s.depth--
			return true
		}
	}
	return s.depth > 0
}

// Begin skips the element that has just begun.
func (s *Skipping) Begin() { s.depth++ }
