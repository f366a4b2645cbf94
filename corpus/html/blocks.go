package html

import (
	"errors"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"footnote/corpus/doc"
)

// Whole is the visible text of a page: of its main or article element where it has
// one, else of its body, without scripts, styles, navigation, footers and what is
// hidden. It reads tokens, not a tree, so that nesting costs no memory.
func Whole(source string) (doc.Document, error) {
	p := htmlParser{tokens: html.NewTokenizer(strings.NewReader(source))}
	for p.tokens.Next() != html.ErrorToken && p.count <= doc.MaxParagraphs {
		p.token(p.tokens.Token())
	}
	if err := p.tokens.Err(); p.count > doc.MaxParagraphs {
		return doc.Document{}, doc.TooManyParagraphs()
	} else if !errors.Is(err, io.EOF) {
		return doc.Document{}, err
	}
	p.endTables()
	return doc.Document{Title: strings.TrimSpace(p.title), Blocks: p.content()}, nil
}

type htmlParser struct {
	tokens *html.Tokenizer
	title  string
	blocks []doc.Block
	inMain []bool // for each block, whether main or article holds it
	count  int    // of blocks, those of open tables included
	tables []*table
	beyond int // tables that are open beyond those

	lastRow *table // whose row the last block is

	text    strings.Builder
	level   int // of the heading that is being read
	skip    skipped
	hidden  hiddenRules
	main    int // depth of main and article
	pre     int
	inTitle bool
}

func (p *htmlParser) token(t html.Token) {
	if p.skip.depth > 0 {
		if p.skip.element == atom.Style && t.Type == html.TextToken {
			p.hidden.learn(t.Data)
		}
		if again := p.skip.token(t); !again {
			return
		}
	}
	switch t.Type {
	case html.TextToken:
		p.write(t.Data)
	case html.StartTagToken, html.SelfClosingTagToken:
		p.start(t)
	case html.EndTagToken:
		p.end(t)
	}
}

func (p *htmlParser) write(data string) {
	switch {
	case p.inTitle:
		p.title += data
	case p.pre > 0:
		p.text.WriteString(data)
	default:
		p.text.WriteString(collapse(data))
	}
}

// collapse turns runs of white space into one space, as a browser does.
func collapse(s string) string {
	words := strings.FieldsFunc(s, isHTMLSpace)
	out := strings.Join(words, " ")
	if len(words) == 0 {
		if s == "" {
			return ""
		}
		return " "
	}
	if isHTMLSpace(rune(s[0])) {
		out = " " + out
	}
	if isHTMLSpace(rune(s[len(s)-1])) {
		out += " "
	}
	return out
}

func isHTMLSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\f' || r == '\r' }

func (p *htmlParser) start(t html.Token) {
	if leftOut(t.DataAtom) || p.hidden.hides(t) && !isVoid(t.DataAtom) {
		// Outside of drawings a browser takes <x/> for <x>.
		if t.Type == html.StartTagToken || t.DataAtom != atom.Svg {
			if isBlock(t.DataAtom) {
				p.flush()
			}
			p.skip = skipped{element: t.DataAtom, name: t.Data, depth: 1}
		}
		return
	}
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
	if t.DataAtom == atom.Td || t.DataAtom == atom.Th {
		p.endCell()
		return
	}
	if !isBlock(t.DataAtom) {
		return
	}
	p.flush()
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

func (p *htmlParser) flush() {
	text := p.text.String()
	p.text.Reset()
	if p.pre == 0 {
		text = strings.TrimSpace(text)
	} else {
		text = strings.Trim(text, "\n")
	}
	if strings.TrimSpace(text) != "" {
		p.count++
		p.place(placed{doc.Block{Text: text, Gap: "\n\n", Level: p.level, Verbatim: p.pre > 0}, p.main > 0, nil})
	}
	p.level = 0
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
