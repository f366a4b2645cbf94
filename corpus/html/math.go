package html

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"footnote/corpus/doc"
)

// A formula is an open MathML element.
type formula struct {
	name   string
	starts []int // offsets of its first children in the text of the block
}

// maxFormula is the maximum nesting of MathML elements. The text of deeper ones is read as it
// is.
const maxFormula = 64

// isMath reports whether name is that of a MathML element.
func isMath(name string) bool {
	switch name {
	case "math", "mi", "mn", "mo", "ms", "mtext", "mrow", "mstyle", "mpadded", "semantics", "msup", "msub", "msubsup", "mfrac", "msqrt", "mroot", "mover", "munder", "munderover", "mtable", "mtr", "mtd", "menclose":
		return true
	}
	return false
}

func (p *htmlParser) beginMath(t html.Token) {
	if !isMath(t.Data) {
		return
	}
	if n := len(p.formulas); n > 0 && len(p.formulas[n-1].starts) < 4 {
		p.formulas[n-1].starts = append(p.formulas[n-1].starts, p.text.Len())
	}
	if t.Type == html.StartTagToken && len(p.formulas) < maxFormula {
		p.formulas = append(p.formulas, formula{name: t.Data})
	}
}

// endMath writes the element that ends in linear form: superscripts for powers, fractions with
// a slash.
func (p *htmlParser) endMath(t html.Token) {
	last := len(p.formulas) - 1
	if last < 0 || p.formulas[last].name != t.Data {
		return
	}
	if t.Data == "math" {
		defer func() { p.mathEnd = p.text.Len() }()
	}
	f := p.formulas[last]
	p.formulas = p.formulas[:last]
	if f.name == "msqrt" && len(f.starts) > 0 && f.starts[0] <= p.text.Len() {
		text := p.takeFrom(f.starts[0])
		p.text.WriteString("√" + grouped(text))
		return
	}
	parts := takeChildren(p, f)
	if parts == nil {
		return
	}
	for i := range parts {
		parts[i] = strings.TrimSpace(strings.ReplaceAll(parts[i], softBreak, " "))
	}
	base := grouped(parts[0])
	end, _ := utf8.DecodeLastRuneInString(base)
	switch f.name {
	case "msup":
		base += doc.Superscript(string(end), parts[1])
	case "msub":
		base += doc.Subscript(parts[1])
	case "msubsup":
		base += doc.Subscript(parts[1]) + doc.Superscript(string(end), parts[2])
	case "mfrac":
		base += "/" + grouped(parts[1])
	case "mroot":
		base = doc.Superscript("1", parts[1]) + "√" + base
	}
	p.text.WriteString(base)
}

// takeChildren removes the texts of the element's children from the block and returns them. It
// returns nil if the element is of another kind or their number is wrong.
func takeChildren(p *htmlParser, f formula) []string {
	want := map[string]int{"msup": 2, "msub": 2, "msubsup": 3, "mfrac": 2, "mroot": 2}[f.name]
	if want == 0 || len(f.starts) != want || f.starts[want-1] > p.text.Len() {
		return nil
	}
	parts := make([]string, want)
	for i := want - 1; i >= 0; i-- {
		parts[i] = p.takeFrom(f.starts[i])
	}
	return parts
}

func (p *htmlParser) takeFrom(start int) string {
	text := string(p.text.Bytes()[start:])
	p.truncate(start)
	return text
}

// grouped puts part of a formula in parentheses if it is more than one number or name.
func grouped(text string) string {
	text = strings.TrimSpace(text)
	whole := strings.HasPrefix(text, "(") && strings.Index(text, ")") == len(text)-1
	if !whole && strings.ContainsAny(text, "+-−·×*/=,") {
		return "(" + text + ")"
	}
	return text
}

// isAnnotation reports whether name is that of the element that repeats a formula in source
// form.
func isAnnotation(name string) bool { return name == "annotation" || name == "annotation-xml" }

// isFormula reports whether t is the hidden element in which MediaWiki repeats a formula for
// screen readers, beside a picture of it.
func isFormula(t html.Token) bool { return strings.Contains(value(t, "class"), "mwe-math-mathml") }

func lastCharacter(text []byte) string {
	r, _ := utf8.DecodeLastRune(bytes.TrimRight(text, " "+softBreak))
	return string(r)
}
