package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"footnote/corpus/doc"
)

// A weight is the amount of text in an element, in halves of a Chinese character.
type weight struct {
	text  int
	links int // part of text that is in links
	prose int // part of text that is in paragraphs, outside links
}

// paragraphWidth is the width from which a piece of text that is not mostly links is a
// paragraph rather than a label.
const paragraphWidth = 50

// A weighing measures the elements of a tree. A run is text without a block element in it.
type weighing struct {
	all   map[*html.Node]weight
	run   weight
	last  string     // the last text of the run
	block *html.Node // the block that contains the run
}

// weigh measures the blocks, spans and links of a tree.
func weigh(root *html.Node) map[*html.Node]weight {
	w := weighing{all: map[*html.Node]weight{}}
	w.inside(root, root, false)
	w.end()
	return w.all
}

func (w *weighing) inside(n, block *html.Node, linked bool) {
	for child := range n.ChildNodes() {
		switch {
		case child.Type == html.TextNode:
			w.text(child.Data, block, linked)
		case child.Type != html.ElementNode || leftOut(child.DataAtom):
		case isBlock(child.DataAtom) || child.DataAtom == atom.Td || child.DataAtom == atom.Th:
			w.end()
			w.inside(child, child, linked)
			w.end()
			w.all[block] = w.all[block].plus(w.all[child])
		default:
			w.inline(child, block, linked || child.DataAtom == atom.A)
		}
	}
}

func (w *weighing) text(s string, block *html.Node, linked bool) {
	width := doc.Width(strings.TrimSpace(s))
	if width == 0 {
		return
	}
	w.block, w.last = block, s
	w.run.text += width
	if linked {
		w.run.links += width
	}
}

// inline measures an element that is part of a run or, although invalid, contains blocks.
func (w *weighing) inline(n, block *html.Node, linked bool) {
	before, run := w.all[block], w.run
	w.inside(n, block, linked)
	if n.DataAtom != atom.Span && n.DataAtom != atom.A {
		return
	}
	own := w.all[block].minus(before).plus(w.run.minus(run))
	if own.text >= paragraphWidth && own.prose == 0 && own.links*2 < own.text {
		own.prose = own.text
	}
	w.all[n] = own
}

// end adds the run to its block.
func (w *weighing) end() {
	run := w.run
	w.run = weight{}
	if run.text == 0 {
		return
	}
	if run.text >= paragraphWidth && (run.links*2 < run.text || doc.EndsSentence(strings.TrimSpace(w.last))) {
		run.prose = run.text
	}
	w.all[w.block] = w.all[w.block].plus(run)
}

func (w weight) plus(v weight) weight {
	return weight{w.text + v.text, w.links + v.links, w.prose + v.prose}
}

func (w weight) minus(v weight) weight {
	return weight{w.text - v.text, w.links - v.links, w.prose - v.prose}
}
