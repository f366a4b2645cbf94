package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A page is what one pass over its tokens tells of it.
type page struct {
	text string

	siteParts int // navigation, asides, footers, scripts, frames, forms
	boxes     int // div elements that have a class or an identifier
	password  bool

	nodes int               // that a tree of the page would have, at most
	depth int               // of its elements, about
	style map[atom.Atom]int // of the elements that style a piece of text, how many are open
	open  int               // the sum of these

	heading   string // the first h1
	headings  []heading
	atHeading heading // that is being read
	linked    []linkedArticle
	metadata  metadata
}

// survey reads the tokens of a page once.
func survey(text string) *page {
	p := &page{text: text, style: map[atom.Atom]int{}, metadata: metadata{}}
	tokens := newTokenizer(text)
	inside, open := atom.Atom(0), 0
	var content strings.Builder
	for {
		t, ok := tokens.next()
		if !ok {
			break
		}
		switch t.Type {
		case html.StartTagToken, html.SelfClosingTagToken:
			p.start(t)
			if !isVoid(t.DataAtom) && t.DataAtom != atom.P && t.DataAtom != atom.Li {
				open++
			}
			if kind := t.DataAtom; kind == atom.Script && strings.EqualFold(strings.TrimSpace(value(t, "type")), linkedData) || headingLevel(kind) > 0 && headingLevel(kind) <= lowestTitle || kind == atom.Title && p.metadata["title"] == "" && tokens.foreign == 0 {
				inside = kind
				content.Reset()
				p.atHeading = heading{level: headingLevel(kind), logo: isLogo(t)}
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
	p.chooseLinked()
	return p
}

const (
	linkedData  = "application/ld+json"
	lowestTitle = 3 // the level of headings that may be titles
)

// keep takes the text of an element that says something of the page.
func (p *page) keep(kind atom.Atom, text string) {
	switch kind {
	case atom.Script:
		if len(p.linked) < maxLinkedArticles {
			p.linked = append(p.linked, linkedArticles(text)...)
		}
	case atom.H1, atom.H2, atom.H3:
		p.keepHeading(text)
	case atom.Title:
		p.metadata.set("title", text)
	}
}

func (p *page) start(t html.Token) {
	p.nodes += 2 // with its text
	switch t.DataAtom {
	case atom.Nav, atom.Aside, atom.Footer, atom.Script, atom.Iframe, atom.Form:
		p.siteParts++
	case atom.Div:
		if value(t, "class") != "" || value(t, "id") != "" {
			p.boxes++
		}
	case atom.Input:
		p.password = p.password || strings.EqualFold(value(t, "type"), "password")
	case atom.Meta:
		p.metadata.readMeta(t)
	case atom.Link:
		if strings.EqualFold(strings.TrimSpace(value(t, "rel")), "canonical") {
			p.metadata.set("canonical", value(t, "href"))
		}
	case atom.Time:
		p.metadata.set("time", value(t, "datetime"))
	case atom.A, atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike, atom.Strong, atom.Tt, atom.U:
		p.style[t.DataAtom]++
		p.open++
	}
	if isBlock(t.DataAtom) { // a tree opens those in every paragraph again
		p.nodes += p.open
	}
}

// manyBoxes is from how many boxes on a page counts as laid out by a site rather
// than written by hand.
const manyBoxes = 3

// isSitePage reports a page with the parts of a site around its text.
func (p *page) isSitePage() bool { return p.siteParts > 0 || p.boxes >= manyBoxes }
