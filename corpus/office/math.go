package office

import (
	"encoding/xml"
	"strings"
	"unicode/utf8"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
)

// An equation is an element of Office Math (ECMA-376, part 1, chapter 22). Its text is
// rewritten in linear form once it is complete.
type equation struct {
	name  string // local name
	start int    // offset of its text in that of the paragraph
	depth int    // depth of the element in the path
	open  string // the opening bracket of a delimiter
	close string
	parts int // number of parts that a delimiter has so far
}

// isMath reports whether an element belongs to an equation. Other elements have the same local
// names.
func isMath(name xml.Name) bool { return strings.HasSuffix(name.Space, "/math") }

// startMath processes the start of an element of an equation.
func (w *walker) startMath(e xml.StartElement) {
	p := w.paragraph()
	if p == nil {
		return
	}
	p.stretch.End(&p.text) // this changes the length of the text
	switch name := e.Name.Local; name {
	case "sup", "sub", "num", "den", "deg", "d":
		w.equations = append(w.equations, equation{name: name, start: p.text.Len(), depth: len(w.path), open: "(", close: ")"})
	case "chr":
		if w.parent(1) == "naryPr" {
			w.write(archive.Attribute(e, "val"))
		}
	case "begChr", "endChr":
		if d := w.delimiter(2); d != nil && name == "begChr" {
			d.open = archive.Attribute(e, "val")
		} else if d != nil {
			d.close = archive.Attribute(e, "val")
		}
	case "e":
		if w.parent(1) == "rad" {
			w.equations = append(w.equations, equation{name: name, start: p.text.Len(), depth: len(w.path)})
		} else if d := w.delimiter(1); d != nil {
			if d.parts > 0 {
				w.write(", ")
			} else {
				w.write(d.open)
			}
			d.parts++
		}
	}
}

// delimiter returns the delimiter element that is above levels above the innermost element.
func (w *walker) delimiter(above int) *equation {
	if n := len(w.equations); n > 0 && w.equations[n-1].name == "d" && w.equations[n-1].depth == len(w.path)-above {
		return &w.equations[n-1]
	}
	return nil
}

// endMath writes the element that ends in linear form: superscripts for exponents, fractions
// with a slash.
func (w *walker) endMath() {
	n := len(w.equations)
	if n == 0 || w.equations[n-1].depth != len(w.path) {
		return
	}
	q := w.equations[n-1]
	w.equations = w.equations[:n-1]
	p := w.paragraph()
	if p == nil {
		return
	}
	p.stretch.End(&p.text) // this changes the length of the text
	if q.start > p.text.Len() {
		return
	}
	text := string(p.text.Bytes()[q.start:])
	p.text.Truncate(q.start)
	switch q.name {
	case "sup":
		last, _ := utf8.DecodeLastRune(p.text.Bytes())
		text = doc.Superscript(string(last), text)
	case "sub":
		text = doc.Subscript(text)
	case "num":
		text = grouped(text) + "/"
	case "den":
		text = grouped(text)
	case "deg":
		text = doc.Superscript("1", text)
	case "e":
		text = "√" + grouped(text)
	case "d":
		text += q.close
	}
	p.text.WriteString(text)
}

// grouped puts part of an equation in parentheses if it is more than one number or name.
func grouped(text string) string {
	if strings.ContainsAny(text, " +-−·×*/=,") && !(strings.HasPrefix(text, "(") && strings.Index(text, ")") == len(text)-1) {
		return "(" + text + ")"
	}
	return text
}
