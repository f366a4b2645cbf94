package html

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"footnote/corpus/doc"
	"footnote/corpus/figure"
)

// A drawing is an SVG element that is being skipped, and what is known about it.
type drawing struct {
	figure.Picture
	counts  bool // whether it is more than an icon
	inTitle bool
	title   strings.Builder
}

// newDrawing returns a visible SVG.
func newDrawing(t html.Token) *drawing {
	d := &drawing{Picture: pictureOf(t, true)}
	d.Source, d.Alt = "", value(t, "aria-label")
	named, icon := namedDecoration(t)
	d.Icon = icon
	d.Decorative = named && !icon || strings.EqualFold(value(t, "role"), "presentation") || strings.EqualFold(value(t, "role"), "none")
	if box := strings.FieldsFunc(value(t, "viewbox"), func(r rune) bool { return r == ' ' || r == ',' }); len(box) == 4 && d.Width == 0 && d.Height == 0 {
		d.Width, d.Height = pixels(box[2]), pixels(box[3])
		d.counts = false
	} else {
		d.counts = d.Width >= largeDrawing && d.Height >= largeDrawing
	}
	d.counts = d.counts || strings.EqualFold(value(t, "role"), "img")
	return d
}

// largeDrawing is the width and height, in pixels, from which a drawing is not an icon.
const largeDrawing = 100

// token processes a tag or a text inside a drawing.
func (d *drawing) token(t html.Token) {
	switch {
	case t.DataAtom == atom.Title || t.Data == "desc":
		d.inTitle = t.Type == html.StartTagToken && (t.DataAtom == atom.Title || d.title.Len() == 0)
	case t.Type == html.TextToken && d.inTitle && d.title.Len() < 64<<10:
		d.title.WriteString(t.Data)
	case t.Data == "use": // an icon of a set
		d.Decorative = d.Decorative || d.Width < largeDrawing
	case isPicture(t) && t.Type != html.EndTagToken:
		d.Source, d.counts = pictureOf(t, true).Source, true
	}
}

// endDrawing counts an SVG as a picture if it has a description or is large.
func (p *pictures) endDrawing() {
	d := p.drawing
	p.drawing = nil
	d.Title = d.title.String()
	text, _ := figure.Text(cmp.Or(strings.TrimSpace(d.Alt), d.Title))
	if d.Source == "" && text != "" {
		d.Source = "svg:" + short(text) // the same icon may be repeated many times
	}
	if large := d.Width >= largeDrawing && d.Height >= largeDrawing; d.counts || text != "" && large {
		p.show(d.Picture)
	}
}

// keepDrawing turns an SVG in a tree into a picture. It returns false if it is an icon.
func keepDrawing(n *html.Node) bool {
	var out strings.Builder
	if html.Render(&out, n) != nil {
		return false
	}
	p := htmlParser{tokens: newTokenizer(out.String()), open: map[atom.Atom]int{}}
	for t, ok := p.tokens.next(); ok; t, ok = p.tokens.next() {
		p.token(t)
	}
	all := append(slices.Clone(p.uncounted), picturesIn(p.alternatives)...)
	if len(all) == 0 {
		return false
	}
	n.DataAtom, n.Data, n.Namespace, n.FirstChild, n.LastChild = atom.Img, "img", "", nil, nil
	n.Attr = []html.Attribute{{Key: "src", Val: cmp.Or(all[0], "drawing")}}
	for i, b := range p.alternatives[:min(len(p.alternatives), 2)] {
		n.Attr = append(n.Attr, html.Attribute{Key: []string{"alt", "title"}[i], Val: b.Text})
	}
	return true
}

func picturesIn(blocks []doc.Block) (all []string) {
	for _, b := range blocks {
		all = append(all, b.Pictures...)
	}
	return all
}
