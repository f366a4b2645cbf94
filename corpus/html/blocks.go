package html

import (
	"bytes"
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"footnote/corpus/doc"
)

// Whole returns the visible text of a page: of its main or article element if it has one, and
// otherwise of its body, without scripts, styles, navigation, footers and hidden elements. It
// reads tokens, not a tree, so deep nesting costs no memory.
func Whole(source string) (doc.Document, error) {
	d, _, err := Chapter(source, 0)
	return d, err
}

type htmlParser struct {
	tokens *tokenizer
	count  int // number of tokens so far
	title  string
	blocks []placed
	tables []*table // that are open
	beyond int      // number of open tables nested too deeply to be in tables
	total  int      // number of blocks so far, including those of open tables

	text   bytes.Buffer
	texts  int  // number of pieces in text that are not only white space
	ended  bool // whether an element has just ended
	level  int  // of the heading that is being read
	skip   skipped
	hidden hiddenRules
	inherited
	pictures
	unclosed []int
	open     map[atom.Atom]int // number of open containers, by element
	streamed bool              // whether parts of the page are sent after it, see isStreamed
	pending  int               // nesting depth of placeholders here
	before   int               // number of blocks before the outermost placeholder
	main     int               // nesting depth of main and article
	pre      int
	inTitle  bool

	script    script
	reference reference
	formulas  []formula
	mathEnd   int // the length of text where a formula has ended; 0 if it has none

	page        int  // the current page
	began       int  // the page on which the block began
	goesOn      bool // whether the paragraph continues in the next block
	continues   bool // whether the block continues the one before it, after a page break
	spaced      bool // whether the block before it ended with white space
	inPageBreak bool
}

func (p *htmlParser) token(t html.Token) {
	p.inherited.token(t)
	if p.skip.depth > 0 {
		if p.skip.element == atom.Style && t.Type == html.TextToken {
			p.hidden.learn(t.Data)
		}
		if p.drawing != nil {
			p.drawing.token(t)
		}
		if p.inPageBreak && t.Type == html.TextToken {
			p.readPageBreak(t.Data)
		}
		if p.object != nil {
			p.inObject(t)
		}
		again := p.skip.token(t)
		if p.object != nil && p.skip.depth == 0 {
			p.endObject()
		}
		if p.drawing != nil && p.skip.depth == 0 {
			p.endDrawing()
		}
		if !again {
			return
		}
	}
	p.inPageBreak = false
	defer func() { p.ended = t.Type == html.EndTagToken }()
	switch t.Type {
	case html.TextToken:
		if p.inTitle || !p.inherited.now().hidesText() {
			p.write(t.Data)
		}
	case html.StartTagToken, html.SelfClosingTagToken:
		p.start(t)
	case html.EndTagToken:
		p.end(t)
	case html.CommentToken:
		p.comment(t.Data)
	}
}

func (p *htmlParser) start(t html.Token) {
	pageBreak := isPageBreak(t)
	if pageBreak {
		p.beginPage(t)
	}
	if pageBreak && t.Type == html.SelfClosingTagToken { // in XHTML
		if isBlock(t.DataAtom) {
			p.flush()
		}
		return
	}
	look := p.hidden.look(t)
	if isPicture(t) && !look.hides() && !p.inherited.now().hidesText() {
		if t.DataAtom == atom.Object && !slices.Contains(p.unclosed, p.count) {
			of := pictureOf(t, p.figures > 0)
			p.object, p.taken = &of, true
		} else if text := p.take(t); text != "" {
			p.write(text)
		}
	}
	aside := pageBreak && !isVoid(t.DataAtom) || isBackLink(t) || isAnnotation(t.Data)
	if aside || leftOut(t.DataAtom) && !slices.Contains(p.unclosed, p.count) || look.hides() && !isFormula(t) && !isVoid(t.DataAtom) {
		// Outside drawings, browsers treat <x/> as <x>.
		if t.Type == html.StartTagToken || t.DataAtom != atom.Svg {
			if isBlock(t.DataAtom) {
				p.flush()
			}
			p.skip = skipped{element: t.DataAtom, name: t.Data, depth: 1, start: p.count, hidden: look.hides()}
			if t.DataAtom == atom.Svg && !look.hides() && !p.inherited.now().hidesText() {
				p.drawing = newDrawing(t)
			}
			if kind := t.DataAtom; !look.hides() && (kind == atom.Nav || kind == atom.Footer) {
				p.skip.around, p.skip.inside = p.open, map[atom.Atom]int{}
			}
		}
		return
	}
	if !isVoid(t.DataAtom) {
		p.inherited.open(t, look)
	}
	p.beginScript(t)
	p.beginMath(t)
	switch t.DataAtom {
	case atom.Title:
		p.inTitle = t.Type == html.StartTagToken && p.title == ""
		return
	case atom.Br:
		p.text.WriteByte('\n')
		return
	case atom.Td, atom.Th:
		p.startCell(t)
		return
	}
	if !isBlock(t.DataAtom) {
		return
	}
	p.flush()
	if isContainer(t.DataAtom) {
		p.open[t.DataAtom]++
	}
	p.level = headingLevel(t.DataAtom)
	switch t.DataAtom {
	case atom.Table:
		p.openTable()
	case atom.Tr:
		p.endRow()
	case atom.Main, atom.Article:
		p.main++
	case atom.Figure:
		p.figures++
	case atom.Pre:
		p.pre++
	}
}

func (p *htmlParser) end(t html.Token) {
	if t.DataAtom == atom.Title {
		p.inTitle = false
		return
	}
	p.endScript(t)
	p.endMath(t)
	if t.DataAtom == atom.Td || t.DataAtom == atom.Th {
		p.endCell()
		return
	}
	if !isBlock(t.DataAtom) {
		return
	}
	p.flush()
	if isContainer(t.DataAtom) {
		p.open[t.DataAtom] = max(p.open[t.DataAtom]-1, 0)
	}
	switch t.DataAtom {
	case atom.Tr:
		p.endRow()
	case atom.Table:
		p.closeTable()
	case atom.Main, atom.Article:
		p.main = max(p.main-1, 0)
	case atom.Figure:
		p.figures = max(p.figures-1, 0)
	case atom.Pre:
		p.pre = max(p.pre-1, 0)
	}
}
