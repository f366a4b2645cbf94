package html

import (
	"strings"

	"footnote/corpus/doc"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A page is what one look over HTML tells of it.
type page struct {
	text string

	fixtures int // navigation, asides, footers, scripts, frames, forms
	boxes    int // div elements that have a class or an identifier
	password bool

	nodes int               // that a tree of the page would have, at most
	depth int               // of its elements, about
	style map[atom.Atom]int // of the elements that style a piece of text, how many are open
	open  int               // the sum of these

	heading string // the first h1
	facts   facts
}

// survey reads the tokens of a page once.
func survey(text string) *page {
	p := &page{text: text, style: map[atom.Atom]int{}, facts: facts{}}
	tokens := html.NewTokenizer(strings.NewReader(text))
	inside, open := atom.Atom(0), 0
	var content strings.Builder
	for tokens.Next() != html.ErrorToken {
		t := tokens.Token()
		switch t.Type {
		case html.StartTagToken, html.SelfClosingTagToken:
			p.start(t)
			if !isVoid(t.DataAtom) && t.DataAtom != atom.P && t.DataAtom != atom.Li {
				open++
			}
			if kind := t.DataAtom; kind == atom.Script && value(t, "type") == linkedData || kind == atom.H1 && p.heading == "" || kind == atom.Title && p.facts["title"] == "" {
				inside = kind
				content.Reset()
			}
		case html.EndTagToken:
			open = max(open-1, 0)
			if p.style[t.DataAtom] > 0 {
				p.style[t.DataAtom]--
				p.open--
			}
			if t.DataAtom == inside {
				p.keep(inside, content.String())
				inside = 0
			}
		case html.TextToken:
			if inside != 0 && content.Len() < maxLinkedData {
				content.WriteString(t.Data)
			}
		}
		p.depth = max(p.depth, open)
	}
	return p
}

const linkedData = "application/ld+json"

// keep files the text of an element that was waited for.
func (p *page) keep(kind atom.Atom, text string) {
	switch kind {
	case atom.Script:
		p.facts.learn(text)
	case atom.H1:
		p.heading = doc.OneLine(text)
	case atom.Title:
		p.facts.set("title", text)
	}
}

func (p *page) start(t html.Token) {
	p.nodes += 2 // with its text
	switch t.DataAtom {
	case atom.Nav, atom.Aside, atom.Footer, atom.Script, atom.Iframe, atom.Form:
		p.fixtures++
	case atom.Div:
		if value(t, "class") != "" || value(t, "id") != "" {
			p.boxes++
		}
	case atom.Input:
		p.password = p.password || strings.EqualFold(value(t, "type"), "password")
	case atom.Meta:
		p.facts.meta(t)
	case atom.Link:
		if strings.EqualFold(strings.TrimSpace(value(t, "rel")), "canonical") {
			p.facts.set("canonical", value(t, "href"))
		}
	case atom.Time:
		p.facts.set("time", value(t, "datetime"))
	case atom.A, atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike, atom.Strong, atom.Tt, atom.U:
		p.style[t.DataAtom]++
		p.open++
	}
	if isBlock(t.DataAtom) { // a tree opens those in every paragraph again
		p.nodes += p.open
	}
}

// manyBoxes is where a page is laid out rather than written.
const manyBoxes = 3

// furnished reports a page of a site, with something around its text.
func (p *page) furnished() bool { return p.fixtures > 0 || p.boxes >= manyBoxes }
