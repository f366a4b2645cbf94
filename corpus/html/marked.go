package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"footnote/corpus/doc"
)

// These are the ways in which a page marks its article, the most reliable first.
const (
	markedBody    = iota // the text of an article
	markedArticle        // an article element
	markedStory          // named like an article
	markedContent        // named like the content of the page
	markedMain           // named like its main part
	unmarked
)

var (
	bodyNames    = doc.Pattern(`(?i)(?:^|\s)(?:(?:entry|article|art|post|story)[-_]{0,2}(?:content|body|text)|body-text|js_content)(?:\s|$)`)
	bodyClasses  = doc.Pattern(`(?i)(?:^|\s)(?:post|entry|post-?entry|(?:page|text|single|theme|blog)[-_]{0,2}(?:content|body|text))(?:\s|$)`)
	storyNames   = doc.Pattern(`(?i)(?:^|\s)(?:article|story|primary|fulltext|postarea|field-body|main-column|single-post)(?:\s|$)`)
	contentNames = doc.Pattern(`(?i)(?:^|\s)(?:content|main-?content|content-?main|content-?body|page-?content)(?:\s|$)`)
	mainNames    = doc.Pattern(`(?i)(?:^|\s)main`)
)

// markOf returns how an element is marked.
func markOf(n *html.Node) int {
	if !isBlock(n.DataAtom) || n.DataAtom == atom.Body || n.DataAtom == atom.Html {
		return unmarked
	}
	t := token(n)
	class, names := value(t, "class"), value(t, "class")+" "+value(t, "id")
	switch {
	case strings.EqualFold(value(t, "itemprop"), "articleBody"), bodyNames().MatchString(names), bodyClasses().MatchString(class):
		return markedBody
	case n.DataAtom == atom.Article:
		return markedArticle
	case storyNames().MatchString(names):
		return markedStory
	case contentNames().MatchString(names):
		return markedContent
	case n.DataAtom == atom.Main, strings.EqualFold(value(t, "role"), "main"), mainNames().MatchString(names):
		return markedMain
	}
	return unmarked
}

// muchOfPage is the minimum share of a page's paragraphs that are in its article: one in
// muchOfPage.
const muchOfPage = 4

// markedPart returns the element that a page marks as its article or, of several marked in the
// same way, the one with the longest paragraphs. If none is marked, it returns the body.
func markedPart(root *html.Node, all map[*html.Node]weight) *html.Node {
	var best [unmarked]*html.Node
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if mark := markOf(n); mark != unmarked && (best[mark] == nil || all[n].prose > all[best[mark]].prose) {
			best[mark] = n
		}
	}
	for _, n := range best {
		if n != nil && all[n].prose*muchOfPage > all[root].prose {
			return n
		}
	}
	return first(root, atom.Body)
}

// first returns the first element with that name.
func first(root *html.Node, name atom.Atom) *html.Node {
	for n := range root.Descendants() {
		if n.DataAtom == name {
			return n
		}
	}
	return root
}

// part returns the text of an element without asides, forms and lists of links, with or without
// its figures.
func part(n *html.Node, all map[*html.Node]weight, figures bool) ([]doc.Block, error) {
	var out strings.Builder
	if err := html.Render(&out, without(n, func(n *html.Node) bool {
		switch n.DataAtom {
		case atom.Aside, atom.Form:
			return true
		case atom.Figure:
			return !figures
		case atom.Ul, atom.Ol, atom.Dl, atom.Li, atom.Div, atom.Section, atom.Table, atom.P, atom.Header:
			return all[n].prose == 0 && all[n].links*2 > all[n].text
		}
		return false
	})); err != nil {
		return nil, err
	}
	d, err := Whole(out.String())
	return d.Blocks, err
}

// without returns a copy of an element without the elements in it for which leave returns true.
func without(n *html.Node, leave func(*html.Node) bool) *html.Node {
	same := &html.Node{Type: n.Type, DataAtom: n.DataAtom, Data: n.Data, Attr: n.Attr, Namespace: n.Namespace}
	for child := range n.ChildNodes() {
		if !leave(child) {
			same.AppendChild(without(child, leave))
		}
	}
	return same
}
