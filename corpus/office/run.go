package office

import (
	"bytes"
	"unicode/utf8"

	"footnote/corpus/doc"
)

// A run is an open run: text of one look.
type run struct {
	hidden bool
	shift  string // superscript or subscript; any other value is neither
}

// shift sets the innermost run above or below the line.
func (w *walker) shift(to string) {
	if len(w.runs) > 0 && w.parent(1) == "rPr" && w.parent(2) == "r" && to != "" {
		w.runs[len(w.runs)-1].shift = to
	}
}

// shifted is where the innermost run stands; empty is on the line.
func (w *walker) shifted() string {
	if len(w.runs) == 0 {
		return ""
	}
	if to := w.runs[len(w.runs)-1].shift; to == "superscript" || to == "subscript" {
		return to
	}
	return ""
}

// A stretch is text above or below the line, of one run or of several: Word divides
// a run wherever somebody has typed.
type stretch struct {
	shift string // empty is that there is none
	start int    // in the text of the paragraph
}

// begin is called before text of that shift is written.
func (p *paragraph) begin(shift string) {
	if shift != p.stretch.shift {
		p.endStretch()
		p.stretch = stretch{shift, p.text.Len()}
	}
}

// endStretch writes text above or below the line as plain text has it.
func (p *paragraph) endStretch() {
	s := p.stretch
	p.stretch = stretch{}
	if s.shift == "" {
		return
	}
	text := string(p.text.Bytes()[s.start:])
	p.text.Truncate(s.start)
	last, _ := utf8.DecodeLastRune(bytes.TrimRight(p.text.Bytes(), " "))
	if s.shift == "subscript" {
		p.text.WriteString(doc.Subscript(text))
		return
	}
	p.text.WriteString(doc.Raised(string(last), text, false))
}
