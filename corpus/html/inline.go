package html

import (
	"iter"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"footnote/corpus/figure"
)

// take takes a picture out of the text. If it stands for a sign or a word of the sentence around
// it, take returns that, which is part of the text.
func (p *htmlParser) take(t html.Token) (text string) {
	if sign := figure.Sign(value(t, "alt")); sign != "" {
		return sign
	}
	of, word := pictureOf(t, p.figures > 0), ""
	repeats := p.mathEnd > 0 && p.mathEnd == p.text.Len() // as MediaWiki shows formulas twice
	if p.figures == 0 && of.Alt != "" && !repeats {
		before := strings.ReplaceAll(figure.Tail(p.text.Bytes()), softBreak, " ")
		word = of.InSentence(before, p.tokens.following(), p.earlier)
	}
	if word != "" {
		p.earlier = word
		of = of.AsWord(word)
	} else {
		p.taken = true
	}
	p.show(of)
	return word
}

// The number of bytes and tags of a page in which a text is looked for that follows a picture.
const (
	maxFollowing = 1024
	maxTags      = 8
)

// following returns the beginning of the text that follows the current token in its line, or
// "" if there is none. It looks at the source only, so as to be quick.
func (u *tokenizer) following() string {
	rest := u.page[min(u.end, len(u.page)):]
	rest = rest[:min(len(rest), maxFollowing)]
	space := ""
	for tags := 0; rest != "" && tags < maxTags; {
		if rest[0] != '<' {
			text := rest
			if end := strings.IndexByte(rest, '<'); end >= 0 {
				text = rest[:end]
			}
			rest = rest[len(text):]
			text = html.UnescapeString(text[:min(len(text), 64)])
			if trimmed := strings.TrimLeftFunc(text, isHTMLSpace); trimmed != "" {
				if len(trimmed) < len(text) {
					space = " "
				}
				return space + trimmed
			}
			space = " "
			continue
		}
		tag, after, closed := strings.Cut(rest, ">")
		if !closed {
			return ""
		}
		name := strings.TrimLeft(tag, "</")
		if end := strings.IndexAny(name, " \t\r\n\f/"); end >= 0 {
			name = name[:end]
		}
		kind := atom.Lookup([]byte(strings.ToLower(name)))
		if isBlock(kind) || kind == atom.Br || kind == atom.Td || kind == atom.Th || leftOut(kind) {
			return ""
		}
		rest = after
		tags++
	}
	return ""
}

// wordIn returns what the element of a picture in a tree says if it is a word of its sentence. It
// considers only pictures that would be removed as decoration; the others stay in the tree.
func wordIn(n *html.Node, of figure.Picture) string {
	if !of.IsDecoration() || of.Alt == "" {
		return ""
	}
	return of.InSentence(before(n), after(n), "")
}

// before returns the text before a node in its line, and after the text after it.
func before(n *html.Node) string {
	return figure.Tail([]byte(beside(n, func(n *html.Node) *html.Node { return n.PrevSibling })))
}

func after(n *html.Node) string {
	return beside(n, func(n *html.Node) *html.Node { return n.NextSibling })
}

// maxBeside is the maximum number of nodes in which a text beside another one is looked for.
const maxBeside = 50

// beside returns the nearest text beside a node in its line. step leads from a node to the one
// beside it.
func beside(n *html.Node, step func(*html.Node) *html.Node) string {
	left := maxBeside
	for ; n != nil && !isBlock(n.DataAtom) && n.DataAtom != atom.Td && n.DataAtom != atom.Th; n = n.Parent {
		for next := step(n); next != nil; next = step(next) {
			if isBlock(next.DataAtom) || next.DataAtom == atom.Br {
				return ""
			}
			text := ""
			for inner := range withDescendants(next) {
				if left--; left < 0 {
					return ""
				}
				if inner.Type == html.TextNode && inner.Parent.DataAtom != atom.Style && inner.Parent.DataAtom != atom.Script {
					text += inner.Data
				}
			}
			if strings.TrimSpace(text) != "" {
				return strings.ReplaceAll(collapse(text), softBreak, " ")
			}
		}
	}
	return ""
}

func withDescendants(n *html.Node) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		if !yield(n) {
			return
		}
		for inner := range n.Descendants() {
			if !yield(inner) {
				return
			}
		}
	}
}
