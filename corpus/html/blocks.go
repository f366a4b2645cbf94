package html

import (
	"bytes"
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"footnote/corpus/doc"
)

// Whole is the visible text of a page: of its main or article element where it has
// one, else of its body, without scripts, styles, navigation, footers and what is
// hidden. It reads tokens, not a tree, so that nesting costs no memory.
func Whole(source string) (doc.Document, error) {
	d, _, err := Chapter(source, 0)
	return d, err
}

type htmlParser struct {
	tokens *tokenizer
	count  int // of the tokens so far
	title  string
	blocks []placed
	tables []*table // that are open
	beyond int      // tables that are open beyond those
	total  int      // of blocks so far, those of open tables included

	text   bytes.Buffer
	texts  int  // how many pieces with more than white space text is of
	ended  bool // an element ended right before
	level  int  // of the heading that is being read
	skip   skipped
	hidden hiddenRules
	inherited
	unclosed []int
	open     map[atom.Atom]int // containers, how many of each
	streamed bool              // parts of the page stand behind it
	pending  int               // of the parts that are still to come, how many are within one another here
	before   int               // the blocks before the outermost of them
	main     int               // depth of main and article
	pre      int
	inTitle  bool

	script    script
	reference reference
	formulas  []formula

	page        int  // that the text stands on
	began       int  // the page that the block began on
	continues   bool // the block goes on with the one before it, over a page break
	spaced      bool // the block before it ended with white space
	inPageBreak bool
}

func (p *htmlParser) token(t html.Token) {
	p.inherited.token(t)
	if p.skip.depth > 0 {
		if p.skip.element == atom.Style && t.Type == html.TextToken {
			p.hidden.learn(t.Data)
		}
		if p.inPageBreak && t.Type == html.TextToken {
			p.readPageBreak(t.Data)
		}
		if again := p.skip.token(t); !again {
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
	if pageBreak && t.Type == html.SelfClosingTagToken { // as XHTML has it
		if isBlock(t.DataAtom) {
			p.flush()
		}
		return
	}
	look := p.hidden.look(t)
	aside := pageBreak && !isVoid(t.DataAtom) || isBackLink(t) || isAnnotation(t.Data)
	if aside || leftOut(t.DataAtom) && !slices.Contains(p.unclosed, p.count) || look.hides() && !isFormula(t) && !isVoid(t.DataAtom) {
		// Outside of drawings a browser takes <x/> for <x>.
		if t.Type == html.StartTagToken || t.DataAtom != atom.Svg {
			if isBlock(t.DataAtom) {
				p.flush()
			}
			p.skip = skipped{element: t.DataAtom, name: t.Data, depth: 1, start: p.count, hidden: look.hides()}
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
	case atom.Pre:
		p.pre = max(p.pre-1, 0)
	}
}
