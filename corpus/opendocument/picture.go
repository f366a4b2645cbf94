package opendocument

import (
	"encoding/xml"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
	"footnote/corpus/figure"
)

// pictures are the pictures of the open paragraphs.
type pictures struct {
	formulas     map[string]bool  // the folders in the file that are formulas
	frames       []*frame         // the open ones
	depth        int              // the number of open elements
	text         *strings.Builder // the description that is being read; nil if none is
	alternatives []doc.Block      // texts of completed pictures
	uncounted    []string         // pictures without a text
}

// A frame contains a picture, a text box or an object.
type frame struct {
	figure.Picture
	sources    []string // alternatives, of which one is shown
	title, alt strings.Builder
	depth      int  // of its content
	inline     bool // whether it is in a line of text, as a character is
	at         int  // the offset in the text of its paragraph, if it is inline
	object     bool // whether it shows an object
	formula    bool // whether that is a formula
}

func (p *pictures) frame() *frame {
	if len(p.frames) == 0 {
		return nil
	}
	return p.frames[len(p.frames)-1]
}

// isDescription reports whether an element describes a picture or a shape. There are fields of
// the same names, whose words are text.
func isDescription(name xml.Name) bool {
	return strings.HasSuffix(name.Space, ":svg-compatible:1.0") && (name.Local == "title" || name.Local == "desc")
}

func (p *pictures) start(e xml.StartElement) {
	f := p.frame()
	p.depth++
	switch {
	case e.Name.Local == "frame":
		p.frames = append(p.frames, &frame{depth: p.depth + 1, inline: archive.Attribute(e, "anchor-type") == "as-char", Picture: figure.Picture{
			Width: length(archive.Attribute(e, "width")), Height: length(archive.Attribute(e, "height")), Decorative: archive.Attribute(e, "decorative") == "true"}})
	case isDescription(e.Name) && (f == nil || p.depth != f.depth): // of a shape
		p.text = new(strings.Builder)
	case isDescription(e.Name) && e.Name.Local == "title":
		p.text = &f.title
	case isDescription(e.Name):
		p.text = &f.alt
	case f != nil && e.Name.Local == "image" && len(f.sources) == 0: // the others are the same picture for other programs
		f.sources = append(f.sources, archive.Attribute(e, "href"))
	}
}

// object processes the object that a frame shows.
func (p *pictures) object(e xml.StartElement) {
	if f := p.frame(); f != nil {
		f.object = true
		f.formula = p.formulas[path.Clean(archive.Attribute(e, "href"))]
	}
}

// maxName is the maximum number of characters of what LibreOffice describes all formulas with:
// "formula" in its language.
const maxName = 12

// tidyFormula removes what does not come from the author if the frame shows a formula, which
// is no picture.
func (f *frame) tidyFormula() {
	alt := strings.TrimSpace(f.Alt)
	if !f.formula && !(f.object && alt == "formula") {
		return
	}
	f.sources = nil
	if utf8.RuneCountInString(alt) <= maxName {
		f.Alt = ""
	}
}

// says adds text to the open description. It returns false if the text belongs to the document.
func (p *pictures) says(text []byte) bool {
	if p.text == nil {
		return false
	}
	if p.text.Len() < 64<<10 {
		p.text.Write(text)
	}
	return true
}

// end returns the frame that ends, or nil if none does.
func (p *pictures) end(name xml.Name) *frame {
	p.depth--
	switch f := p.frame(); {
	case isDescription(name):
		p.text = nil
	case name.Local == "frame" && f != nil:
		p.frames = p.frames[:len(p.frames)-1]
		f.Title, f.Alt = f.title.String(), f.alt.String()
		f.tidyFormula()
		return f
	}
	return nil
}

// keep keeps the picture of a frame until its paragraph ends.
func (p *pictures) keep(f *frame) {
	if f.IsDecoration() {
		return
	}
	if own := f.Blocks(); len(own) > 0 {
		own[0].Pictures = f.sources
		p.alternatives = append(p.alternatives, own...)
	} else {
		p.uncounted = append(p.uncounted, f.sources...)
	}
}

// endFrame keeps the picture of a frame for its paragraph.
func (w *walker) endFrame(f *frame) {
	if f == nil {
		return
	}
	p := w.paragraph()
	if p == nil || !f.inline {
		w.pictures.keep(f)
		return
	}
	p.stretch.End(&p.text)
	f.at = p.text.Len()
	p.frames = append(p.frames, f)
}

// withWords returns the text of a paragraph, with those of its pictures that are words of its
// sentences. It keeps the pictures of all.
func (w *walker) withWords(p *paragraph) string {
	all := make([]figure.Inline, len(p.frames))
	for i, f := range p.frames {
		all[i] = figure.Inline{Picture: &f.Picture, At: f.at}
	}
	text := figure.Weave(p.text.String(), all)
	for _, f := range p.frames {
		w.pictures.keep(f)
	}
	return text
}

// take returns the texts of completed pictures.
func (p *pictures) take() []doc.Block {
	all := p.alternatives
	p.alternatives = nil
	return all
}

// addPictures adds the texts of the pictures of a paragraph.
func (w *walker) addPictures() error {
	for _, b := range w.pictures.take() {
		if err := w.add(b); err != nil {
			return err
		}
	}
	w.blocks, w.pictures.uncounted = figure.Attach(w.blocks, w.pictures.uncounted...)
	return nil
}

// length returns a length such as "5.2cm" in pixels, or 0 if it is not known.
func length(value string) float64 {
	for unit, per := range map[string]float64{"cm": figure.Inch / 2.54, "mm": figure.Inch / 25.4, "in": figure.Inch, "pt": figure.Point, "pc": 12 * figure.Point, "px": 1} {
		if number, found := strings.CutSuffix(value, unit); found {
			n, err := strconv.ParseFloat(number, 64)
			if err == nil && n > 0 {
				return n * per
			}
		}
	}
	return 0
}
