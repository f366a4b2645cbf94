package html

import (
	"errors"
	"fmt"
	"slices"

	"golang.org/x/net/html/atom"

	"footnote/corpus/doc"
)

// article returns the part of the page that is its article. whole is the text of the whole
// page.
func (p *page) article(whole doc.Document) doc.Document {
	d := whole
	if found, err := p.search(size(whole.Blocks)); err == nil {
		d.Blocks = found
	}
	d.Title = p.title()
	d.Blocks = headed(d.Title, d.Blocks)
	return d
}

// headed returns the text of an article with its title at the beginning, once.
func headed(title string, blocks []doc.Block) []doc.Block {
	if title == "" || len(blocks) == 0 || slices.ContainsFunc(blocks, func(b doc.Block) bool { return b.Level == 1 }) {
		return blocks
	}
	if blocks[0].Text == title {
		blocks = blocks[1:]
	}
	return append([]doc.Block{{Text: title, Level: 1, Gap: "\n\n"}}, blocks...)
}

func size(blocks []doc.Block) int {
	n := 0
	for _, b := range blocks {
		n += len(b.Text)
	}
	return n
}

// muchLess is the factor by which the prose that readability finds may be less than that in the
// part that the page marks as its article. If it is even less, the marked part is used.
const muchLess = 2

// search returns what readability finds, with the lead that it leaves out, or the part that the
// page marks. size is the size of the page's text.
func (p *page) search(size int) (found []doc.Block, err error) {
	if p.nodes > maxTreeNodes || p.depth > maxTreeDepth || size > maxTreeText || size < minSearchedText {
		return nil, errNotSearched
	}
	defer func() { // the library may panic on a hostile page
		if e := recover(); e != nil {
			found, err = nil, fmt.Errorf("search for the article: %v", e)
		}
	}()
	root, err := p.tree()
	if err != nil {
		return nil, err
	}
	all := weigh(root)
	marked, err := part(markedPart(root, all), all, true)
	if err != nil {
		return nil, err
	}
	body, err := part(first(root, atom.Body), all, false)
	if err != nil {
		return nil, err
	}
	found, err = p.readable(root) // if it finds nothing, the marked part is used
	if p.prose(found)*muchLess < p.prose(marked) {
		return marked, nil
	}
	if err != nil || p.prose(found) == 0 {
		return nil, errors.Join(errNotSearched, err)
	}
	return p.withLead(found, body), nil
}

// prose returns the width of the paragraphs in blocks. For a short text that is not an article
// it returns 0.
func (p *page) prose(blocks []doc.Block) int {
	n := 0
	for _, b := range blocks {
		if isParagraph(b) {
			n += doc.Width(b.Text)
		}
	}
	if n < 4*fewWords && p.holdsNoArticle(doc.Document{Blocks: blocks}) {
		return 0
	}
	return n
}

func isParagraph(b doc.Block) bool {
	return b.Level == 0 && !b.Alternative && doc.Width(b.Text) >= paragraphWidth
}
