package html

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"footnote/corpus/doc"
	"footnote/corpus/figure"
)

// isPicture reports whether an element shows a picture and has no text of its own.
func isPicture(t html.Token) bool {
	switch t.DataAtom {
	case atom.Img:
		return true
	case atom.Input:
		return strings.EqualFold(value(t, "type"), "image")
	case atom.Object, atom.Embed:
		kind := strings.ToLower(value(t, "type"))
		return strings.HasPrefix(kind, "image/") || kind == "" && pictureFile().MatchString(value(t, "data"))
	}
	return t.Data == "image" // in a drawing, or an old name of img
}

var pictureFile = doc.Pattern(`(?i)^[^?#]+\.(?:svg|png|jpe?g|gif|webp|avif)(?:$|[?#])`)

// lazy are the attributes that may contain the address of a picture, which a script may show
// later. Those before src have precedence over it.
var lazy = []string{"data-src", "data-original", "data-lazy-src", "data-actualsrc", "data-url", "data-srcset", "src", "srcset", "href", "xlink:href", "data"}

// pictureOf describes the picture of an element. inFigure says whether it has a caption; then
// it is not decoration even if it has no alternative text.
func pictureOf(t html.Token, inFigure bool) figure.Picture {
	var p figure.Picture
	dot := "" // what stands in for a picture that is loaded later
	for _, name := range lazy {
		if p.Source = strings.TrimSpace(value(t, name)); !isDot(p.Source) && p.Source != "" {
			break
		}
		dot, p.Source = cmp.Or(dot, p.Source), ""
	}
	p.Source = cmp.Or(p.Source, dot)
	alt, has := "", false
	for _, a := range t.Attr {
		if a.Key == "alt" {
			alt, has = a.Val, true
		}
	}
	p.Alt, p.Title = cmp.Or(strings.TrimSpace(alt), value(t, "aria-label")), value(t, "title")
	style := value(t, "style")
	p.Width = cmp.Or(pixels(value(t, "width")), styled(style, "width"))
	p.Height = cmp.Or(pixels(value(t, "height")), styled(style, "height"))
	role := strings.ToLower(strings.TrimSpace(value(t, "role")))
	said, _ := figure.Text(p.Alt)
	named, icon := namedDecoration(t)
	p.Icon = icon
	p.Decorative = role == "presentation" || role == "none" || named && !icon ||
		p.Alt == "" && has && !inFigure || isDot(p.Source) && said == "" || p.Source == "" && p.Alt == ""
	p.Source = short(p.Source)
	return p
}

// shortestPicture is the size in bytes from which a picture in a data address is more than a
// dot.
const shortestPicture = 256

// isDot reports whether an address is a picture that consists of a dot.
func isDot(source string) bool {
	return strings.HasPrefix(source, "data:") && len(source) < shortestPicture
}

// namedDecoration reports whether the class of an element says that its picture is not part of
// the article, and if so whether it is an icon, which may be a word of a sentence.
func namedDecoration(t html.Token) (named, icon bool) {
	for _, word := range wordsOf(value(t, "class")) {
		switch word {
		case "avatar", "emoji", "logo", "spacer", "spinner", "badge", "gravatar", "smiley", "pixel", "tracking":
			return true, false
		case "icon", "icons", "sprite", "fa":
			named, icon = true, true
		}
	}
	return named, icon
}

// short returns an address as it is stored: a long one, such as a data address, is replaced by
// its hash.
func short(source string) string {
	if len(source) <= maxShort {
		return source
	}
	sum := sha256.Sum256([]byte(source))
	return "sha256:" + hex.EncodeToString(sum[:])
}

const maxShort = 256

// pixels parses a length such as "24" or "24px". It returns 0 if it is invalid or relative.
func pixels(length string) float64 {
	length = strings.ToLower(strings.TrimSpace(length))
	per := 1.0
	for unit, of := range map[string]float64{"px": 1, "pt": figure.Point, "em": 16, "rem": 16, "ex": 8, "in": figure.Inch, "cm": figure.Inch / 2.54, "mm": figure.Inch / 25.4} {
		if rest, found := strings.CutSuffix(length, unit); found && strings.Trim(rest, "0123456789. ") == "" {
			length, per = strings.TrimSpace(rest), of
		}
	}
	n, err := strconv.ParseFloat(length, 64)
	if err != nil || n < 0 || n > 1e6 {
		return 0
	}
	if n == 0 {
		return 0.1 // practically invisible
	}
	return n * per
}

// styled returns a length in an element's own style.
func styled(style, name string) float64 {
	for declaration := range strings.SplitSeq(style, ";") {
		if property, of, _ := strings.Cut(declaration, ":"); strings.EqualFold(strings.TrimSpace(property), name) {
			of, _, _ = strings.Cut(of, "!")
			return pixels(of)
		}
	}
	return 0
}

// pictures collects the pictures of the current text.
type pictures struct {
	figures      int             // number of open figure elements
	alternatives []doc.Block     // texts of pictures
	uncounted    []string        // pictures without a text
	taken        bool            // whether a picture has just been taken out of the text
	drawing      *drawing        // the drawing that is being skipped
	earlier      string          // the word of the text that the last picture in it has become; empty if none has
	object       *figure.Picture // the object that is being skipped
}

// inObject processes a tag inside an object, which is shown in place of what it holds: a picture
// in it has the text of both.
func (p *pictures) inObject(t html.Token) {
	if p.object.Alt == "" && t.Type != html.EndTagToken && isPicture(t) {
		p.object.Alt = strings.TrimSpace(value(t, "alt"))
	}
}

func (p *pictures) endObject() {
	p.show(*p.object)
	p.object = nil
}

// keepObject gives the element of an object in a tree the text of a picture in it. If the rest of
// the page is in it, as its end tag is missing, it becomes an ordinary element that begins with
// the picture.
func keepObject(n *html.Node) (unclosed bool) {
	alt, size, nodes := value(token(n), "aria-label"), 0, 0
	for inner := range n.Descendants() {
		if nodes++; nodes > longestFallback {
			size += nodes
		}
		if size > longestFallback {
			break
		}
		switch {
		case inner.Type == html.TextNode:
			size += len(strings.TrimSpace(inner.Data))
		case alt == "" && inner.DataAtom == atom.Img:
			alt = strings.TrimSpace(value(token(inner), "alt"))
		}
	}
	if size <= longestFallback {
		if alt != "" {
			n.Attr = append(n.Attr, html.Attribute{Key: "alt", Val: alt})
		}
		return false
	}
	if isPicture(token(n)) {
		n.InsertBefore(&html.Node{Type: html.ElementNode, DataAtom: atom.Img, Data: "img", Attr: n.Attr}, n.FirstChild)
	}
	n.DataAtom, n.Data, n.Attr = atom.Div, "div", nil
	return true
}

// longestFallback is the size in bytes, and in nodes, up to which the text in an object is what is shown where
// the object cannot be.
const longestFallback = 600

// show adds the texts of a picture, to follow the current text.
func (p *pictures) show(of figure.Picture) {
	if of.IsDecoration() {
		return
	}
	if own := of.Blocks(); len(own) > 0 {
		p.alternatives = append(p.alternatives, own...)
	} else {
		p.uncounted = append(p.uncounted, of.Source)
	}
}

// placePictures adds the collected pictures after the current text.
func (p *htmlParser) placePictures() {
	alternatives := p.alternatives
	p.alternatives = nil
	for _, b := range alternatives {
		p.total++
		b.Page = p.page
		p.place(placed{b, p.main > 0, nil})
	}
	if into := *p.into(); len(p.uncounted) > 0 && len(into) > 0 && into[len(into)-1].main == (p.main > 0) {
		last := &into[len(into)-1]
		last.Pictures = append(last.Pictures, p.uncounted...)
		p.uncounted = nil
	}
}

// keepPicture simplifies the element of a picture in a tree so that readability does not change
// it. It returns false if the picture is decoration.
func keepPicture(n *html.Node) bool {
	t := token(n)
	if figure.Sign(value(t, "alt")) != "" {
		n.Attr = []html.Attribute{{Key: "src", Val: "sign"}, {Key: "alt", Val: value(t, "alt")}}
		return true
	}
	of := pictureOf(t, inFigure(n))
	if word := wordIn(n, of); word != "" {
		n.Parent.InsertBefore(&html.Node{Type: html.TextNode, Data: word}, n)
		return false
	}
	if of.IsDecoration() {
		return false
	}
	n.DataAtom, n.Data, n.FirstChild, n.LastChild = atom.Img, "img", nil, nil
	n.Attr = []html.Attribute{{Key: "src", Val: cmp.Or(of.Source, "picture")}}
	for _, a := range []html.Attribute{{Key: "alt", Val: of.Alt}, {Key: "title", Val: of.Title}} {
		if a.Val, _ = figure.Text(a.Val); a.Val != "" {
			n.Attr = append(n.Attr, a)
		}
	}
	return true
}

func inFigure(n *html.Node) bool {
	for around := n.Parent; around != nil; around = around.Parent {
		if around.DataAtom == atom.Figure {
			return true
		}
	}
	return false
}

// PictureOf returns the picture of a tag within text of another format. If the picture stands
// for a sign, it returns the sign instead, which is part of the text.
func PictureOf(tag string) (all []figure.Picture, sign string) {
	p := htmlParser{tokens: newTokenizer(tag), open: map[atom.Atom]int{}}
	t, ok := p.tokens.next()
	if !ok || !isPicture(t) || p.hidden.look(t).hides() {
		return nil, ""
	}
	if sign := figure.Sign(value(t, "alt")); sign != "" {
		return nil, sign
	}
	return []figure.Picture{pictureOf(t, false)}, ""
}

// Figures returns the texts and captions of the pictures of a page, and the sources of those
// without a text.
func Figures(page string) (blocks []doc.Block, sources []string) {
	if hasHugeTag(page) {
		return nil, nil
	}
	p := htmlParser{tokens: newTokenizer(page), open: map[atom.Atom]int{}}
	captions, begin := map[int]bool{}, 0 // by index in blocks
	for t, ok := p.tokens.next(); ok; t, ok = p.tokens.next() {
		p.count++
		p.token(t)
		switch {
		case t.DataAtom == atom.Figcaption && t.Type == html.StartTagToken:
			begin = len(p.blocks)
		case t.DataAtom == atom.Figcaption:
			for i := begin; i < len(p.blocks); i++ {
				captions[i] = true
			}
		}
	}
	p.endTables()
	sources = p.uncounted
	for i, b := range p.blocks {
		if b.Alternative || captions[i] {
			blocks = append(blocks, b.Block)
		} else {
			sources = append(sources, b.Pictures...)
		}
	}
	return blocks, sources
}
