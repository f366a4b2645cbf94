package html

import "golang.org/x/net/html"

// maxInherited is the maximum nesting of elements that hide or show their contents.
const maxInherited = 64

// inherited are the open elements, outermost first, that make their contents invisible, or
// visible again: an element may override the visibility and font size that it inherits.
type inherited []inheritance

type inheritance struct {
	skipped // finds the end of the element
	style
}

// token processes a tag: elements that it ends are removed.
func (u *inherited) token(t html.Token) {
	for i := range *u {
		if again := (*u)[i].token(t); again || (*u)[i].depth == 0 {
			*u = (*u)[:i]
			return
		}
	}
}

// open adds an element with that style.
func (u *inherited) open(t html.Token, s style) {
	before := u.now()
	after := s.over(before)
	if after.visibility == before.visibility && after.font == before.font || len(*u) >= maxInherited || len(*u) == 0 && !after.hidesText() {
		return
	}
	*u = append(*u, inheritance{skipped{element: t.DataAtom, name: t.Data, depth: 1}, after})
}

// now returns the style inherited at this point.
func (u inherited) now() style {
	if len(u) == 0 {
		return style{}
	}
	last := u[len(u)-1].style
	return style{visibility: last.visibility, font: last.font}
}

// hidesText reports whether the text of the element is hidden, except in elements inside that
// are shown again.
func (s style) hidesText() bool { return s.visibility == hide || s.font == hide }
