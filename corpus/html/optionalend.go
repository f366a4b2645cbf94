package html

import (
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// skipped is the element that is being skipped. Its end tag may be missing, as those of li and
// p often are; then other tags end it.
type skipped struct {
	element atom.Atom // 0 for an unknown element
	name    string
	start   int // the number of its first token, from 1
	hidden  bool

	around map[atom.Atom]int // containers open around navigation, whose end tags end it too
	inside map[atom.Atom]int // containers open inside it

	depth int // nesting depth of elements with its name, including itself; 0 if nothing is being skipped
	lists int // nesting depth of lists and tables in it, or of foreignObject in a drawing
}

// siblings are the elements whose start tag ends an element without an end tag.
var siblings = map[atom.Atom][]atom.Atom{
	atom.Li: {atom.Li},
	atom.Dt: {atom.Dt, atom.Dd},
	atom.Dd: {atom.Dt, atom.Dd},
	atom.Td: {atom.Td, atom.Th, atom.Tr, atom.Tbody, atom.Tfoot},
	atom.Th: {atom.Td, atom.Th, atom.Tr, atom.Tbody, atom.Tfoot},
	atom.Tr: {atom.Tr, atom.Tbody, atom.Tfoot},
}

// token processes a tag inside the element or after its end. again is true if t does not belong
// to the element and must be processed otherwise.
func (s *skipped) token(t html.Token) (again bool) {
	if t.Type != html.StartTagToken && t.Type != html.EndTagToken {
		return false
	}
	if s.impliedEnd(t) {
		*s = skipped{}
		return true
	}
	if t.DataAtom == atom.Foreignobject || t.DataAtom == atom.ForeignObject {
		s.lists = max(s.lists+delta(t), 0)
	}
	if s.around != nil && isContainer(t.DataAtom) {
		s.inside[t.DataAtom] = max(s.inside[t.DataAtom]+delta(t), 0)
	}
	isList := t.DataAtom == atom.Ul || t.DataAtom == atom.Ol || t.DataAtom == atom.Dl || t.DataAtom == atom.Table
	if isList && siblings[s.element] != nil {
		s.lists += delta(t)
	}
	if t.Data == s.name && (s.lists == 0 || siblings[s.element] == nil) {
		if s.depth += delta(t); s.depth == 0 {
			*s = skipped{}
		}
	}
	return false
}

func isContainer(a atom.Atom) bool {
	switch a {
	case atom.Header, atom.Section, atom.Main, atom.Article, atom.Aside, atom.Div:
		return true
	}
	return false
}

func delta(t html.Token) int {
	if t.Type == html.EndTagToken {
		return -1
	}
	return 1
}

// impliedEnd reports whether t ends the element without being its end tag.
func (s *skipped) impliedEnd(t html.Token) bool {
	if s.element == atom.P {
		return t.DataAtom != atom.P && isBlock(t.DataAtom) || t.DataAtom == atom.P && t.Type == html.StartTagToken
	}
	if s.around != nil && t.Type == html.EndTagToken && t.DataAtom != s.element && s.inside[t.DataAtom] == 0 && s.around[t.DataAtom] > 0 {
		return true
	}
	if s.element == atom.Svg { // a drawing has no paragraphs except in foreignObject
		return s.lists == 0 && t.Type == html.StartTagToken && isBlock(t.DataAtom)
	}
	beside := siblings[s.element]
	if beside == nil || s.lists > 0 {
		return false
	}
	if t.Type == html.StartTagToken {
		return slices.Contains(beside, t.DataAtom)
	}
	switch t.DataAtom {
	case atom.Ul, atom.Ol, atom.Dl, atom.Table, atom.Tbody, atom.Thead, atom.Tfoot:
		return true
	case atom.Tr:
		return s.element != atom.Tr
	}
	return false
}
