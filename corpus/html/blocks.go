package html

import (
	"bytes"
	"slices"
	"strings"

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
	blocks []doc.Block
	inMain []bool // for each block, whether main or article holds it

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

// comment takes note of a place where a part of the page is still to come; what was
// shown there until it came is dropped.
func (p *htmlParser) comment(text string) {
	switch {
	case !p.streamed:
	case text == pending && p.pending == 0:
		p.flush()
		p.pending, p.before = 1, len(p.blocks)
	case p.pending > 0 && (text == pending || text == "$" || text == "$!"):
		p.pending++
	case p.pending > 0 && text == settled:
		p.flush()
		if p.pending--; p.pending == 0 {
			p.blocks, p.inMain = p.blocks[:p.before], p.inMain[:p.before]
		}
	}
}

func (p *htmlParser) write(data string) {
	switch {
	case p.inTitle:
		p.title += collapse(data)
		return
	case p.pre > 0:
		p.text.WriteString(data)
	default:
		p.text.WriteString(p.apart(collapse(data)))
	}
	if strings.TrimSpace(data) == "" {
		return
	}
	if p.texts == 0 {
		p.began = p.page
	}
	p.texts++
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
		if p.texts > 0 {
			p.text.WriteString(" | ")
		}
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
	if !isBlock(t.DataAtom) {
		return
	}
	p.flush()
	if isContainer(t.DataAtom) {
		p.open[t.DataAtom] = max(p.open[t.DataAtom]-1, 0)
	}
	switch t.DataAtom {
	case atom.Main, atom.Article:
		p.main = max(p.main-1, 0)
	case atom.Pre:
		p.pre = max(p.pre-1, 0)
	}
}

func (p *htmlParser) flush() {
	p.closeScript()
	p.reference, p.formulas = reference{}, nil
	text := p.text.String()
	p.text.Reset()
	p.texts = 0
	spaced := strings.HasPrefix(text, " ") || strings.HasPrefix(text, softBreak)
	if p.pre == 0 {
		text = strings.TrimSpace(joinLines(text))
	} else {
		text = strings.Trim(text, "\n")
	}
	if strings.TrimSpace(text) != "" {
		p.continues = p.continues && len(p.blocks) > 0
		if p.continues {
			p.blocks[len(p.blocks)-1].Gap = gapWithin(p.blocks[len(p.blocks)-1].Text, text, spaced || p.spaced)
		}
		p.blocks = append(p.blocks, doc.Block{Text: text, Gap: "\n\n", Level: p.level, Verbatim: p.pre > 0, Page: p.began, Continues: p.continues})
		p.inMain = append(p.inMain, p.main > 0)
	}
	p.level, p.continues = 0, false
}

// content is the blocks of main and article, unless they are a small part of
// the page: a list of teasers, not the text.
func (p *htmlParser) content() []doc.Block {
	var chosen []doc.Block
	size, all := 0, 0
	for i, b := range p.blocks {
		all += len(b.Text)
		if p.inMain[i] {
			chosen = append(chosen, b)
			size += len(b.Text)
		}
	}
	if size*3 < all {
		return p.blocks
	}
	return chosen
}

// leftOut reports an element that holds no text of the article, or none that is
// shown.
func leftOut(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Svg, atom.Nav, atom.Footer, atom.Iframe, atom.Select, atom.Textarea,
		atom.Rt, atom.Rp, atom.Video, atom.Audio, atom.Object, atom.Canvas, atom.Datalist, atom.Noframes, atom.Noembed:
		return true
	}
	return false
}

// isVoid reports an element that has no end.
func isVoid(a atom.Atom) bool {
	switch a {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta, atom.Source, atom.Track, atom.Wbr:
		return true
	}
	return false
}

func headingLevel(a atom.Atom) int {
	switch a {
	case atom.H1:
		return 1
	case atom.H2:
		return 2
	case atom.H3:
		return 3
	case atom.H4:
		return 4
	case atom.H5:
		return 5
	case atom.H6:
		return 6
	}
	return 0
}

func isBlock(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Header, atom.Aside, atom.Body, atom.Html, atom.Head,
		atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd, atom.Table, atom.Tr, atom.Caption, atom.Blockquote, atom.Pre,
		atom.Figure, atom.Figcaption, atom.Hr, atom.Address, atom.Form, atom.Details, atom.Summary:
		return true
	}
	return headingLevel(a) > 0
}
