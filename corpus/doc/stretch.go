package doc

import (
	"bytes"
	"unicode/utf8"
)

// A Shift is where text stands: on the line, which is the zero value, above or below it.
type Shift int

// Raise and Lower are the shifts of superscripts and of subscripts.
const (
	Raise Shift = iota + 1
	Lower
)

// A Stretch is text above or below the line in a text that is being written. It is of one
// run of the document or of several: programs divide a run wherever somebody has typed.
type Stretch struct {
	shift Shift
	start int // in the text
}

// Begin is called before text of that shift is written.
func (s *Stretch) Begin(text *bytes.Buffer, to Shift) {
	if to != s.shift {
		s.End(text)
		*s = Stretch{to, text.Len()}
	}
}

// End writes the stretch as plain text has it.
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
