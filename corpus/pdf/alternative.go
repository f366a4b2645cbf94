package pdf

import (
	"slices"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"footnote/corpus/doc"
	"footnote/corpus/figure"
)

// The maximum number of structure elements to read, and how deeply they may be nested.
const (
	mostElements = 1_000  // of a page
	mostTags     = 20_000 // of a document
	deepestTag   = 60
)

// alternatives returns the alternative texts of the pictures on a tagged page, in order. It
// subtracts the number of elements that it reads from left, the number that may still be read.
func (p page) alternatives(left *int) []string {
	tree, err := p.FPDF_StructTree_GetForPage(&requests.FPDF_StructTree_GetForPage{Page: p.request()})
	if err != nil {
		return nil
	}
	defer func() {
		_, _ = p.FPDF_StructTree_Close(&requests.FPDF_StructTree_Close{StructTree: tree.StructTree}) // as with pages
	}()
	top, err := p.FPDF_StructTree_CountChildren(&requests.FPDF_StructTree_CountChildren{StructTree: tree.StructTree})
	if err != nil {
		return nil
	}
	t := tags{page: p, left: min(mostElements, *left)}
	before := t.left
	for i := range top.Count {
		if t.left <= 0 {
			break
		}
		if child, err := p.FPDF_StructTree_GetChildAtIndex(&requests.FPDF_StructTree_GetChildAtIndex{StructTree: tree.StructTree, Index: i}); err == nil {
			t.read(child.StructElement, 0)
		}
	}
	*left -= before - max(t.left, 0)
	return t.found
}

// tags collects the alternative texts of a page.
type tags struct {
	page
	left  int
	found []string
}

func (t *tags) read(e references.FPDF_STRUCTELEMENT, depth int) {
	if t.left--; t.left < 0 || depth > deepestTag {
		return
	}
	if said, err := t.FPDF_StructElement_GetAltText(&requests.FPDF_StructElement_GetAltText{StructElement: e}); err == nil && said.AltText != "" {
		kind, err := t.FPDF_StructElement_GetType(&requests.FPDF_StructElement_GetType{StructElement: e})
		if err == nil && kind.Type == "Figure" { // formulas and links have alternative texts, too
			t.found = append(t.found, said.AltText)
			return
		}
	}
	children, err := t.FPDF_StructElement_CountChildren(&requests.FPDF_StructElement_CountChildren{StructElement: e})
	if err != nil {
		return
	}
	for i := range children.Count {
		if t.left <= 0 {
			return
		}
		child, err := t.FPDF_StructElement_GetChildAtIndex(&requests.FPDF_StructElement_GetChildAtIndex{StructElement: e, Index: i})
		if err == nil { // otherwise the child is content, not an element
			t.read(child.StructElement, depth+1)
		}
	}
}

// described returns the alternative texts of a page as blocks, and the names of the pictures
// that are left without one.
func described(number int, names, alternatives []string) (blocks []doc.Block, rest []string) {
	rest = slices.Clone(names)
	for _, text := range alternatives {
		own := figure.Picture{Alt: text}.Blocks()
		for i := range own {
			own[i].Page, own[i].Pictures = number, nil
		}
		if len(own) > 0 && len(rest) > 0 {
			own[0].Pictures, rest = rest[:1:1], rest[1:]
		}
		blocks = append(blocks, own...)
	}
	return blocks, rest
}

// besides inserts the texts of pictures after the text of a page, whose first block is at index
// begin. If goesOn, its last paragraph may continue on the next page, and the texts go before
// it. They get the number of the page, so that pages stay in order. besides returns the texts
// that have no place yet as waiting.
func besides(all []doc.Block, begin int, texts []doc.Block, goesOn bool) (blocks, waiting []doc.Block) {
	if len(texts) == 0 || begin == len(all) || goesOn && begin+1 == len(all) {
		return all, texts
	}
	for i := range texts {
		texts[i].Page = all[begin].Page
	}
	if goesOn {
		return slices.Insert(all, len(all)-1, texts...), nil
	}
	return append(all, texts...), nil
}
