package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"footnote/corpus/doc"
	"footnote/corpus/figure"
	"footnote/corpus/html"
)

// picture takes a picture out of the text: its alternative text is not part of the sentence
// around it, unless it stands for a sign.
func (t *inlineText) picture(n *ast.Image) {
	of := inlineText{source: t.source}
	_ = ast.Walk(n, of.inside)
	alt := of.out.String()
	if sign := figure.Sign(alt); sign != "" {
		t.out.WriteString(sign)
		return
	}
	t.show(n, figure.Picture{Source: string(n.Destination), Alt: alt, Title: string(n.Title)})
}

// show adds a picture to the text if it is a word of the sentence, and takes it out otherwise.
func (t *inlineText) show(n ast.Node, p figure.Picture) {
	t.taken = true
	if !onItsOwn(n) {
		if word := p.InSentence(figure.Tail(t.out.Bytes()), t.following(n), t.earlier); word != "" {
			t.out.WriteString(word)
			p, t.earlier, t.taken = p.AsWord(word), word, false
		}
	}
	t.pictures = append(t.pictures, p)
}

// onItsOwn reports whether a picture, perhaps with a link around it, has a line of its own.
func onItsOwn(n ast.Node) bool {
	for n.PreviousSibling() == nil && n.NextSibling() == nil && n.Parent().Type() == ast.TypeInline {
		n = n.Parent()
	}
	breaks := func(n ast.Node) bool {
		t, ok := n.(*ast.Text)
		return n == nil || ok && (t.SoftLineBreak() || t.HardLineBreak())
	}
	next, _ := n.NextSibling().(*ast.Text)
	return breaks(n.PreviousSibling()) && breaks(n.NextSibling()) && (next == nil || next.Segment.IsEmpty())
}

// maxFollowing is the maximum number of nodes in which a text is looked for that follows another.
const maxFollowing = 50

// following returns a text that follows a node in its paragraph, or "" if there is none.
func (t *inlineText) following(n ast.Node) (text string) {
	nodes := 0
	for ; n != nil && n.Type() == ast.TypeInline; n = n.Parent() {
		for next := n.NextSibling(); next != nil; next = next.NextSibling() {
			if nodes > maxFollowing {
				return text
			}
			_ = ast.Walk(next, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
				nodes++
				if _, picture := n.(*ast.Image); picture {
					return ast.WalkSkipChildren, nil
				}
				if of, ok := n.(*ast.Text); ok && entering {
					text += string(of.Value(t.source))
				}
				if strings.TrimSpace(text) != "" {
					return ast.WalkStop, nil
				}
				return ast.WalkContinue, nil
			})
			if strings.TrimSpace(text) != "" {
				return text
			}
		}
	}
	return ""
}

// headingOf returns the text of a heading that consists of pictures only.
func headingOf(all []figure.Picture) string {
	for _, p := range all {
		if text := figure.Heading(p.Blocks()); text != "" {
			return text
		}
	}
	return ""
}

// inside replaces visit for nodes inside a picture.
func (t *inlineText) inside(n ast.Node, entering bool) (ast.WalkStatus, error) {
	if _, outermost := n.(*ast.Image); outermost {
		return ast.WalkContinue, nil
	}
	return t.visit(n, entering)
}

// pictureTag processes an HTML tag that is a picture.
func (t *inlineText) pictureTag(n ast.Node, tag string) {
	if !strings.HasPrefix(strings.ToLower(tag), "<img") {
		return
	}
	all, sign := html.PictureOf(tag)
	t.out.WriteString(sign)
	for _, p := range all {
		t.show(n, p)
	}
}

// show adds the texts of pictures, and counts the pictures.
func (w markdownWalker) show(all []figure.Picture) {
	for _, p := range all {
		var waiting []string
		w.Blocks, waiting = p.Put(w.Blocks)
		w.Pictures = append(w.Pictures, waiting...)
	}
}

// page adds the texts and captions of the pictures in a block of HTML. The rest of the block is
// left out.
func (w markdownWalker) page(n *ast.HTMLBlock) {
	source := string(n.Lines().Value(w.source))
	if n.HasClosure() {
		source += string(n.ClosureLine.Value(w.source))
	}
	lower := strings.ToLower(source)
	if !strings.Contains(lower, "<img") && !strings.Contains(lower, "<svg") && !strings.Contains(lower, "<figcaption") {
		return
	}
	blocks, sources := html.Figures(source)
	for _, b := range blocks {
		w.add(b)
	}
	var waiting []string
	w.Blocks, waiting = figure.Attach(w.Blocks, sources...)
	w.Pictures = append(w.Pictures, waiting...)
}

// alone returns the texts of pictures in a cell.
func alone(all []figure.Picture, beside string) (texts, sources []string) {
	for _, p := range all {
		if p.IsDecoration() {
			continue
		}
		sources = append(sources, p.Source)
		for _, b := range p.Blocks() {
			if !figure.Repeats(beside, b.Text) {
				texts = append(texts, doc.Cell(b.Text))
			}
		}
	}
	return texts, sources
}
