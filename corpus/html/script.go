package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"footnote/corpus/doc"
)

// A script is text above or below the line that is being read.
type script struct {
	element atom.Atom // sup or sub; 0 is none
	start   int       // offset in the text of the block
	note    bool      // whether a link in it or around it leads to a note
}

// beginScript processes the start of text above or below the line, and of links to notes.
// Nested scripts are part of the outer one.
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

// endScript rewrites text above or below the line in plain text. It removes the mark of a note:
// the 3 of note 3 is not a digit of the 1898 before it.
func (p *htmlParser) endScript(t html.Token) {
	switch {
	case t.DataAtom == atom.A:
		if start := p.reference.start; p.reference.named && p.script.element == 0 && start <= p.text.Len() && doc.IsNoteMark(string(p.text.Bytes()[start:])) {
			p.truncate(start)
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
	p.truncate(s.start)
	if s.element == atom.Sub {
		p.text.WriteString(doc.Subscript(text))
		return
	}
	p.text.WriteString(doc.Raised(lastCharacter(p.text.Bytes()), text, s.note))
}

// A reference is an open link.
type reference struct {
	leads bool // whether it leads to a place on the page, as links to notes do
	named bool // whether it is marked as a reference to a note, as in books
	start int  // offset of its text in that of the block
}

func leadsToNote(t html.Token) bool {
	return isNoteReference(t) || strings.Contains(value(t, "href"), "#")
}

// isNoteReference reports whether a link is marked as a reference to a note, by a book or a
// tool that generates pages.
func isNoteReference(t html.Token) bool {
	return hasWord(value(t, "epub:type"), "noteref") || hasWord(value(t, "role"), "doc-noteref")
}

// isBackLink reports whether t is the arrow that leads from a note back to its mark.
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
