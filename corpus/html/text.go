package html

import (
	"bytes"
	"slices"
	"strings"

	"footnote/corpus/doc"
	"footnote/corpus/figure"
)

// write appends to the current text.
func (p *htmlParser) write(data string) {
	switch {
	case p.inTitle:
		p.title += collapse(data)
		return
	case p.pre > 0:
		p.text.WriteString(data)
	default:
		text := p.apart(collapse(data))
		if bytes.HasSuffix(p.text.Bytes(), []byte(" ")) && p.taken {
			text = strings.TrimPrefix(strings.TrimPrefix(text, " "), softBreak)
		}
		p.text.WriteString(text)
	}
	p.taken = false
	if strings.TrimSpace(data) == "" {
		return
	}
	if p.texts == 0 {
		p.began = p.page
	}
	p.texts++
}

// truncate removes the current text from an offset on, and forgets what began after that: once
// other text is written there, its offset could be anywhere in it.
func (p *htmlParser) truncate(start int) {
	p.text.Truncate(start)
	isGone := func(at int) bool { return at > start }
	if i := slices.IndexFunc(p.formulas, func(f formula) bool { return slices.ContainsFunc(f.starts, isGone) }); i >= 0 {
		p.formulas = p.formulas[:i]
	}
	if isGone(p.script.start) {
		p.script = script{}
	}
	if isGone(p.reference.start) {
		p.reference = reference{}
	}
}

// flush ends the current text and makes a block of it.
func (p *htmlParser) flush() {
	p.closeScript()
	p.reference, p.formulas = reference{}, nil
	text := p.text.String()
	p.text.Reset()
	p.texts, p.earlier, p.mathEnd = 0, "", 0
	spaced := strings.HasPrefix(text, " ") || strings.HasPrefix(text, softBreak)
	if p.pre == 0 {
		text = strings.TrimSpace(joinLines(text))
	} else {
		text = strings.Trim(text, "\n")
	}
	if p.level > 0 && text == "" {
		text = figure.Heading(p.alternatives)
	}
	if strings.TrimSpace(text) != "" {
		p.continues = p.continues && len(p.blocks) > 0
		if p.continues {
			before := &p.blocks[len(p.blocks)-1]
			before.Gap = gapWithin(before.Text, text, spaced || p.spaced)
		}
		p.total++
		p.place(placed{doc.Block{Text: text, Gap: "\n\n", Level: p.level, Verbatim: p.pre > 0, Page: p.began, Continues: p.continues}, p.main > 0, nil})
	}
	p.level, p.continues = 0, false
	if !p.goesOn {
		p.placePictures()
	}
}

// content returns the blocks of main and article, unless they are a small part of the page:
// then they are a list of teasers rather than the text.
func (p *htmlParser) content() []doc.Block {
	size, all := 0, 0
	for _, b := range p.blocks {
		all += len(b.Text)
		if b.main {
			size += len(b.Text)
		}
	}
	var content []doc.Block
	for _, b := range p.blocks {
		if b.main || size*3 < all {
			content = append(content, b.Block)
		}
	}
	return content
}
