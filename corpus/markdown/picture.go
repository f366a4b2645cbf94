package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

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
	p := figure.Picture{Source: string(n.Destination), Alt: alt, Title: string(n.Title)}
	if word := figure.Word(alt); word != "" && !p.IsDecoration() && t.isWord(n) {
		t.out.WriteString(word)
		t.worded = true
		if p.Alt = ""; figure.Repeats(word, p.Title) {
			p.Title = ""
		}
		t.pictures = append(t.pictures, p)
		return
	}
	t.taken = true
	t.pictures = append(t.pictures, p)
}

// isWord reports whether a picture is within a sentence, as that of a key, rather than between
// two.
func (t *inlineText) isWord(n *ast.Image) bool {
	if onItsOwn(n) {
		return false
	}
	before, _ := utf8.DecodeLastRune(bytes.TrimRight(t.out.Bytes(), " "))
	after, _ := utf8.DecodeRuneInString(strings.TrimLeft(t.following(n), " "))
	if t.out.Len() == 0 || before == '\n' || before == utf8.RuneError || doc.IsSentenceEnd(before) || before == '.' || before == ':' || before == '：' {
		return unicode.IsLower(after) || after == '+' // the sentence begins with the picture
	}
	return after != utf8.RuneError || t.worded
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

// following returns a text that follows a node in its paragraph, or "" if there is none.
func (t *inlineText) following(n ast.Node) (text string) {
	for ; n != nil && n.Type() == ast.TypeInline; n = n.Parent() {
		for next := n.NextSibling(); next != nil; next = next.NextSibling() {
			_ = ast.Walk(next, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
				if _, picture := n.(*ast.Image); picture {
					return ast.WalkSkipChildren, nil
				}
				if of, ok := n.(*ast.Text); ok && entering {
					text = string(bytes.TrimSpace(of.Value(t.source)))
				}
				if text != "" {
					return ast.WalkStop, nil
				}
				return ast.WalkContinue, nil
			})
			if text != "" {
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
func (t *inlineText) pictureTag(tag string) {
	if !strings.HasPrefix(strings.ToLower(tag), "<img") {
		return
	}
	of, sign := html.PictureOf(tag)
	t.out.WriteString(sign)
	t.pictures, t.taken = append(t.pictures, of...), sign == ""
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
