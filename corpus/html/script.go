package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"footnote/corpus/doc"
)

// A script is text above or below the line while it is read.
type script struct {
	element atom.Atom // sup or sub; 0 is none
	start   int       // of it in the text of the block
	note    bool      // a link in it, or around it, leads to a note
}

// beginScript takes note of text above or below the line, and of links to notes.
// Within one of these, more of them are part of it.
func (p *htmlParser) beginScript(t html.Token) {
	switch t.DataAtom {
	case atom.Sup, atom.Sub:
		if p.script.element == 0 && t.Type == html.StartTagToken {
			p.script = script{t.DataAtom, p.text.Len(), p.reference.leads}
		}
	case atom.A:
		p.reference = reference{leads: leadsToNote(t), named: isNoteReference(t), start: p.text.Len()}
		p.script.note = p.script.note || p.reference.leads
	}
}

// endScript writes what was above or below the line as plain text has it, and
// leaves out the mark of a note: the number 3 of note 3 is no digit of 1898.
func (p *htmlParser) endScript(t html.Token) {
	switch {
	case t.DataAtom == atom.A:
		if start := p.reference.start; p.reference.named && p.script.element == 0 && start <= p.text.Len() && doc.IsNoteMark(string(p.text.Bytes()[start:])) {
			p.text.Truncate(start)
		}
		p.reference = reference{}
	case t.DataAtom == p.script.element && p.script.element != 0:
		p.closeScript()
	}
}

func (p *htmlParser) closeScript() {
	s := p.script
	p.script = script{}
	if s.element == 0 || s.start > p.text.Len() {
		return
	}
	text := string(p.text.Bytes()[s.start:])
	if strings.TrimSpace(text) == "" {
		return
	}
	p.text.Truncate(s.start)
	if s.element == atom.Sub {
		p.text.WriteString(doc.Subscript(text))
		return
	}
	p.text.WriteString(doc.Raised(lastCharacter(p.text.Bytes()), text, s.note))
}

// A reference is an open link.
type reference struct {
	leads bool // to a place of the page, as notes are
	named bool // a reference to a note, as books mark them
	start int  // of its text in that of the block
}

func leadsToNote(t html.Token) bool {
	return isNoteReference(t) || strings.Contains(value(t, "href"), "#")
}

// isNoteReference reports a link that a book, or a tool that writes pages, calls
// one to a note.
func isNoteReference(t html.Token) bool {
	return hasWord(value(t, "epub:type"), "noteref") || hasWord(value(t, "role"), "doc-noteref")
}

// isBackLink reports the arrow that leads from a note back to its mark.
func isBackLink(t html.Token) bool {
	return t.DataAtom == atom.A && (hasWord(value(t, "role"), "doc-backlink") || hasWord(value(t, "class"), "footnote-backref") || hasWord(value(t, "epub:type"), "backlink"))
}

func hasWord(words, word string) bool {
	for one := range strings.FieldsSeq(words) {
		if strings.EqualFold(one, word) {
			return true
		}
	}
	return false
}
