package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"footnote/corpus/doc"
)

// A weight is how much text an element holds, in halves of a Chinese character.
type weight struct {
	text  int
	links int // of it in links
	prose int // of it in paragraphs, outside of links
}

// paragraphWidth is from which width on a piece of text that is not mostly links is
// a paragraph rather than a label.
const paragraphWidth = 50

// A weighing measures the elements of a tree. A run is text without a block in it.
type weighing struct {
	all   map[*html.Node]weight
	run   weight
	last  string     // text of it
	block *html.Node // that the run is in
}

// weigh measures every block of a tree.
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
			w.block = block
			width := doc.Width(strings.TrimSpace(child.Data))
			w.run.text += width
			if width > 0 {
				w.last = child.Data
			}
			if linked {
				w.run.links += width
			}
		case child.Type != html.ElementNode || leftOut(child.DataAtom):
		case isBlock(child.DataAtom) || child.DataAtom == atom.Td || child.DataAtom == atom.Th:
			w.end()
			w.inside(child, child, linked || child.DataAtom == atom.A)
			w.end()
		default:
			w.inside(child, block, linked || child.DataAtom == atom.A)
		}
	}
}

// end adds the run to the blocks that it is in.
func (w *weighing) end() {
	run := w.run
	w.run = weight{}
	if run.text == 0 {
		return
	}
	if run.text >= paragraphWidth && (run.links*2 < run.text || doc.EndsSentence(strings.TrimSpace(w.last))) {
		run.prose = run.text
	}
	for n := w.block; n != nil; n = n.Parent {
		before := w.all[n]
		w.all[n] = weight{before.text + run.text, before.links + run.links, before.prose + run.prose}
	}
}
