package html

import "golang.org/x/net/html"

// maxInherited bounds the elements within one another that hide and show what is
// inside.
const maxInherited = 64

// inherited are the open elements, outermost first, that make what is inside
// invisible, or visible again: an element may undo the visibility and the size of
// letters that it inherits.
type inherited []inheritance

type inheritance struct {
	skipped // where it ends
	style
}

// token takes note of a tag: elements that it ends are taken out.
func (u *inherited) token(t html.Token) {
	for i := range *u {
		if again := (*u)[i].token(t); again || (*u)[i].depth == 0 {
			*u = (*u)[:i]
			return
		}
	}
}

// open takes note of an element of that style.
func (u *inherited) open(t html.Token, s style) {
	before := u.now()
	after := s.over(before)
	if after.visibility == before.visibility && after.font == before.font || len(*u) >= maxInherited || len(*u) == 0 && !after.hidesText() {
		return
	}
	*u = append(*u, inheritance{skipped{element: t.DataAtom, name: t.Data, depth: 1}, after})
}

// now is what is inherited here.
func (u inherited) now() style {
	if len(u) == 0 {
		return style{}
	}
	last := u[len(u)-1].style
	return style{visibility: last.visibility, font: last.font}
}

// hidesText reports whether text of the element is not shown, unless an element
// inside shows it.
func (s style) hidesText() bool { return s.visibility == hide || s.font == hide }
