package doc

import (
	"bytes"
	"unicode/utf8"
)

// A Shift is the vertical position of text: on the line (the zero value), above or below it.
type Shift int

// Raise and Lower are the shifts of superscripts and subscripts.
const (
	Raise Shift = iota + 1
	Lower
)

// A Stretch is text above or below the line in a text that is being written. It may consist of
// several runs of the document, as programs divide runs wherever somebody edited the text.
type Stretch struct {
	shift Shift
	start int // byte offset in the text
}

// Begin must be called before text of a shift is written.
func (s *Stretch) Begin(text *bytes.Buffer, to Shift) {
	if to != s.shift {
		s.End(text)
		*s = Stretch{to, text.Len()}
	}
}

// End rewrites the stretch in plain text.
func (s *Stretch) End(text *bytes.Buffer) {
	was := *s
	*s = Stretch{}
	if was.shift == 0 {
		return
	}
	shifted := string(text.Bytes()[was.start:])
	text.Truncate(was.start)
	if was.shift == Lower {
		text.WriteString(Subscript(shifted))
		return
	}
	last, _ := utf8.DecodeLastRune(bytes.TrimRight(text.Bytes(), " "))
	text.WriteString(Raised(string(last), shifted, false))
}
