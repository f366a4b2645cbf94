package rtf

import (
	"cmp"
	"strings"

	"footnote/corpus/doc"
	"footnote/corpus/figure"
)

// pictures are the pictures of the open paragraph.
type pictures struct {
	open         figure.Picture
	scale        [2]float64      // across and down, in hundredths
	name, value  strings.Builder // of the property that is being read
	inline       []figure.Inline // those in the current paragraph or cell
	alternatives []doc.Block     // texts of completed pictures
	uncounted    []string        // pictures without a text
}

func (p *pictures) begin() {
	p.open, p.scale = figure.Picture{}, [2]float64{100, 100}
	p.name.Reset()
	p.value.Reset()
}

// measure processes a word about the size of a picture, in twentieths of a point.
func (p *pictures) measure(word string, number int) {
	n := float64(max(number, 0))
	switch word {
	case "picwgoal":
		p.open.Width = n * figure.Twip
	case "pichgoal":
		p.open.Height = n * figure.Twip
	case "picscalex":
		p.scale[0] = cmp.Or(n, 100)
	case "picscaley":
		p.scale[1] = cmp.Or(n, 100)
	}
}

// endProperty stores a property that describes a picture.
func (p *pictures) endProperty() {
	if strings.TrimSpace(p.name.String()) == "wzDescription" {
		p.open.Alt = p.value.String()
	}
	p.name.Reset()
	p.value.Reset()
}

// endPicture ends a picture. It keeps it for the text that it is in, which may be a note.
func (r *reader) endPicture(inNote bool) {
	p := &r.pictures
	of := p.open
	of.Width, of.Height = of.Width*p.scale[0]/100, of.Height*p.scale[1]/100
	if inNote {
		p.keep(of)
		return
	}
	r.stretch.End(&r.text)
	p.inline = append(p.inline, figure.Inline{Picture: &of, At: r.text.Len()})
}

// takeText returns the text of the current paragraph or cell, with those of its pictures that
// are words of its sentences. It keeps the pictures of all.
func (r *reader) takeText() string {
	r.stretch.End(&r.text)
	text := figure.Weave(r.text.String(), r.pictures.inline)
	r.text.Reset()
	for _, of := range r.pictures.inline {
		r.pictures.keep(*of.Picture)
	}
	r.pictures.inline = nil
	return tidy(text)
}

// keep keeps a picture until its paragraph ends.
func (p *pictures) keep(of figure.Picture) {
	if of.IsDecoration() {
		return
	}
	if own := of.Blocks(); len(own) > 0 {
		p.alternatives = append(p.alternatives, own...)
	} else {
		p.uncounted = append(p.uncounted, "")
	}
}

// addPictures adds the texts of the pictures of a paragraph that has ended.
func (r *reader) addPictures() error {
	r.blocks = append(r.blocks, r.pictures.alternatives...)
	r.pictures.alternatives = nil
	r.blocks, r.pictures.uncounted = figure.Attach(r.blocks, r.pictures.uncounted...)
	if len(r.blocks) > doc.MaxParagraphs {
		return doc.TooManyParagraphs()
	}
	return nil
}
