package html

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"footnote/corpus/doc"
)

// What a tree of the page may cost. A page beyond that is read without a search.
const (
	maxTreeNodes       = 200_000
	maxTreeDepth       = 256
	maxTreeText        = 1 << 20 // bytes of visible text: ten long articles
	minSearchedText    = 300     // bytes that are worth a search: 100 Chinese characters
	searchedCharacters = 200     // characters that readability takes for an article without trying again
)

// article is what readability finds in the page, unless that is less than a third
// of what the page itself marks as its main part. whole is the page without a
// search.
func (p *page) article(whole doc.Document) doc.Document {
	d := whole
	if found, err := p.readable(size(whole.Blocks)); err == nil && size(found)*3 >= size(whole.Blocks) || err == nil && !p.marked() && size(found) > minSearchedText {
		d.Blocks = found
	}
	d.Title = p.title()
	if d.Title != "" && !slices.ContainsFunc(d.Blocks, func(b doc.Block) bool { return b.Level == 1 }) && len(d.Blocks) > 0 {
		d.Blocks = append([]doc.Block{{Text: d.Title, Level: 1, Gap: "\n\n"}}, d.Blocks...)
	}
	return d
}

// marked reports a page that marks its main part.
func (p *page) marked() bool {
	return indexFold(p.text, "<article") >= 0 || indexFold(p.text, "<main") >= 0
}

func size(blocks []doc.Block) int {
	n := 0
	for _, b := range blocks {
		n += len(b.Text)
	}
	return n
}

var errNotSearched = errors.New("the page is too small, too large or too deep for a search")

// readable is what readability finds.
func (p *page) readable(size int) (blocks []doc.Block, err error) {
	if p.nodes > maxTreeNodes || p.depth > maxTreeDepth || size > maxTreeText || size < minSearchedText {
		return nil, errNotSearched
	}
	defer func() { // a library, on a page that anybody may have written
		if e := recover(); e != nil {
			blocks, err = nil, fmt.Errorf("search for the article: %v", e)
		}
	}()
	root, err := html.Parse(strings.NewReader(p.text))
	if err != nil {
		return nil, err
	}
	removeHidden(root, isStreamed(p.text))
	parser := readability.NewParser()
	parser.CharThresholds = searchedCharacters
	parser.DisableJSONLD = true // metadata has it
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

// removeHidden takes out of a tree what is not shown, as readability drops the
// attributes that say so, and the attributes that hold pictures.
func removeHidden(root *html.Node, streamed bool) {
	var u hiddenRules
	for n := range root.Descendants() {
		if n.Type == html.TextNode && n.Parent.DataAtom == atom.Style {
			u.learn(n.Data)
		}
	}
	var gone []*html.Node
	hiding := map[*html.Node]style{} // what elements have inside of what hides
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
			if look.hides() && !isFormula(token(n)) || isPageBreak(token(n)) || isBackLink(token(n)) || (leftOut(n.DataAtom) || n.DataAtom == atom.Button) && !holdsArticle(n) {
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

// isHiding reports an attribute by which a search would take for hidden what is not.
func isHiding(name string) bool { return name == "hidden" || name == "aria-hidden" || name == "style" }

// holdsArticle reports navigation or a footer without an end, which holds all that
// follows.
func holdsArticle(n *html.Node) bool {
	if n.DataAtom != atom.Nav && n.DataAtom != atom.Footer {
		return false
	}
	for inside := range n.Descendants() {
		switch inside.DataAtom {
		case atom.H1, atom.Article, atom.Main:
			return true
		}
	}
	return false
}

func token(n *html.Node) html.Token {
	return html.Token{Type: html.StartTagToken, DataAtom: n.DataAtom, Data: n.Data, Attr: n.Attr}
}
