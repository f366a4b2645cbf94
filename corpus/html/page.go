package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A page is the result of one pass over a page's tokens.
type page struct {
	text string

	siteParts int // number of navigation elements, asides, footers, scripts, frames and forms
	boxes     int // number of div elements with a class or an identifier
	password  bool

	nodes int               // maximum number of nodes in a tree of the page
	depth int               // approximate nesting depth of its elements
	style map[atom.Atom]int // number of open elements that style text, by element
	open  int               // the sum of style

	heading   string // the first h1
	headings  []heading
	atHeading heading // the heading that is being read
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
	lowestTitle = 3 // the lowest level of headings that may be titles
)

// keep stores the text of an element that says something about the page.
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
	p.nodes += 2 // one for the element and one for its text
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
	if isBlock(t.DataAtom) { // a tree repeats open style elements in every block
		p.nodes += p.open
	}
}

// manyBoxes is the number of boxes from which a page counts as laid out by a site rather than
// written by hand.
const manyBoxes = 3

// isSitePage reports whether a page has the parts of a site around its text.
func (p *page) isSitePage() bool { return p.siteParts > 0 || p.boxes >= manyBoxes }
