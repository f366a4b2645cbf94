package html

import (
	"slices"

	"footnote/corpus/doc"
)

// maxLead is the maximum number of text blocks between a title and the article.
const maxLead = 12

// withLead adds the paragraphs between the title and the text found before that text, as
// readability takes the lead of an article for a teaser. body is the text of the page.
func (p *page) withLead(found, body []doc.Block) []doc.Block {
	begin, inBody := firstParagraph(found, body)
	if begin < 0 {
		return found
	}
	title := p.title()
	for i := inBody - 1; i >= max(0, inBody-maxLead); i-- {
		if b := body[i]; b.Level != 1 && b.Text != p.heading && b.Text != title {
			continue
		}
		return slices.Insert(slices.Clone(found), begin, missing(found, body[i+1:inBody])...)
	}
	return found
}

// firstParagraph returns the index of the first paragraph in found, and its index in body, or
// -1 if it is not there.
func firstParagraph(found, body []doc.Block) (begin, inBody int) {
	for i, b := range found {
		if !isParagraph(b) {
			continue
		}
		if at := slices.IndexFunc(body, func(c doc.Block) bool { return c.Text == b.Text }); at >= 0 {
			return i, at
		}
	}
	return -1, -1
}

// missing returns the paragraphs of sentences in before that are not in found.
func missing(found, before []doc.Block) []doc.Block {
	var lead []doc.Block
	for _, b := range before {
		if isParagraph(b) && doc.EndsSentence(b.Text) && !slices.ContainsFunc(found, func(c doc.Block) bool { return c.Text == b.Text }) {
			lead = append(lead, b)
		}
	}
	return lead
}
