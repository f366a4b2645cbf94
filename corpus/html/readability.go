package html

import (
	"errors"
	"slices"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"footnote/corpus/doc"
)

// These limits bound the cost of a tree of the page. A page beyond them is read whole.
const (
	maxTreeNodes       = 200_000
	maxTreeDepth       = 256
	maxTreeText        = 1 << 20 // bytes of visible text: ten long articles
	minSearchedText    = 300     // bytes from which a search is worthwhile: 100 Chinese characters
	searchedCharacters = 200     // characters from which readability accepts a text without trying again
)

var errNotSearched = errors.New("the page is too small, too large or too deep for a search")

// tree returns a tree of the page without hidden elements and without those whose names say
// that they are not part of the article.
func (p *page) tree() (*html.Node, error) {
	root, err := html.Parse(strings.NewReader(p.text))
	if err != nil {
		return nil, err
	}
	removeHidden(root, isStreamed(p.text))
	removeBeside(root)
	return root, nil
}

// readable returns what readability finds in a tree, which it modifies.
func (p *page) readable(root *html.Node) ([]doc.Block, error) {
	parser := readability.NewParser()
	parser.CharThresholds = searchedCharacters
	parser.DisableJSONLD = true // already in p.metadata
	found, err := parser.ParseAndMutate(root, nil)
	if err != nil || found.Node == nil {
		return nil, errors.Join(errNotSearched, err)
	}
	p.metadata.set("byline", bylineMark().ReplaceAllString(found.Byline(), ""))
	var out strings.Builder
	if err := found.RenderHTML(&out); err != nil {
		return nil, err
	}
	d, err := Whole(out.String())
	return d.Blocks, err
}

var bylineMark = doc.Pattern(`^(?i:\s*(by|作者|記者|记者|文|撰文)\s*[:：/／]?\s+|\s*(作者|記者|记者|文|撰文)[:：/／])\s*`)

// removeHidden removes hidden elements from a tree, as readability drops the attributes by
// which they are recognized, and attributes that contain pictures.
func removeHidden(root *html.Node, streamed bool) {
	var u hiddenRules
	for n := range root.Descendants() {
		if n.Type == html.TextNode && n.Parent.DataAtom == atom.Style {
			u.learn(n.Data)
		}
	}
	holding := holders(root)
	var gone []*html.Node
	drawn := map[*html.Node]bool{}   // drawings and their descendants
	hiding := map[*html.Node]style{} // what elements inherit
	for n := range root.Descendants() {
		before := hiding[n.Parent]
		switch {
		case n.Type == html.CommentNode:
			gone = append(gone, n)
			if streamed && n.Data == pending {
				gone = append(gone, placeholders(n)...)
			}
		case n.Type == html.TextNode && before.hidesText():
			gone = append(gone, n)
		case n.Type == html.ElementNode:
			look := u.look(token(n))
			if n.DataAtom == atom.Object && !look.hides() && !drawn[n.Parent] && keepObject(n) {
				continue
			}
			shown := !look.hides() && !before.hidesText() && !drawn[n.Parent]
			if drawn[n.Parent] || n.DataAtom == atom.Svg {
				drawn[n] = true
			}
			if shown && (n.DataAtom == atom.Svg && keepDrawing(n) || isPicture(token(n)) && keepPicture(n)) {
				continue
			}
			if isPicture(token(n)) {
				gone = append(gone, n)
				continue
			}
			if look.hides() && !isFormula(token(n)) || isPageBreak(token(n)) || isBackLink(token(n)) || (leftOut(n.DataAtom) || n.DataAtom == atom.Button) && !(holding[n] && mayBeUnclosed(n.DataAtom)) {
				gone = append(gone, n)
				continue
			}
			if after := look.over(before); after.hidesText() {
				hiding[n] = style{visibility: after.visibility, font: after.font}
			}
			n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return len(a.Val) > maxAttribute || isHiding(a.Key) })
		}
	}
	for _, n := range gone {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
}

// isHiding reports whether readability could misread the attribute and hide a visible element.
func isHiding(name string) bool { return name == "hidden" || name == "aria-hidden" || name == "style" }

// mayBeUnclosed reports whether pages tend to omit the end tag of an element, navigation or a
// footer, so that it contains everything after it.
func mayBeUnclosed(a atom.Atom) bool { return a == atom.Nav || a == atom.Footer }

func token(n *html.Node) html.Token {
	return html.Token{Type: html.StartTagToken, DataAtom: n.DataAtom, Data: n.Data, Attr: n.Attr}
}
