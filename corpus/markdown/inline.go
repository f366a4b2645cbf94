package markdown

import (
	"bytes"
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"footnote/corpus/doc"
	"footnote/corpus/figure"
)

// inline returns the visible text of n's children, and the pictures in it.
func (w markdownWalker) inline(n ast.Node) (string, []figure.Picture) {
	t := inlineText{source: w.source}
	// The visitor never returns an error, so Walk does not either.
	_ = ast.Walk(n, t.visit)
	t.endScript()
	text := t.out.String()
	if len(t.pictures) > 0 {
		text = strings.TrimRight(text, " \n")
	}
	return text, t.pictures
}

// An inlineText is the text of a paragraph while it is read.
type inlineText struct {
	source []byte
	out    bytes.Buffer
	script string // "sup" or "sub" while such an element is open
	start  int    // offset of its text in out
	note   bool   // whether a link in it or around it leads to a note
	linked int    // number of open links to a place on the page, as those to notes are

	pictures []figure.Picture
	taken    bool   // whether a picture has just been taken out of the text
	earlier  string // the word of the text that the last picture in it has become; empty if none has
}

func (t *inlineText) visit(n ast.Node, entering bool) (ast.WalkStatus, error) {
	switch n := n.(type) {
	case *ast.Link:
		t.link(string(n.Destination), entering)
	case *east.Strikethrough:
		t.struck(n, entering)
	}
	if !entering {
		return ast.WalkContinue, nil
	}
	switch n := n.(type) {
	case *ast.Text:
		t.text(n)
	case *ast.String:
		t.out.Write(n.Value)
	case *ast.Image:
		t.picture(n)
		return ast.WalkSkipChildren, nil
	case *ast.AutoLink:
		t.out.Write(n.Label(t.source))
	case *ast.RawHTML:
		tag := string(n.Segments.Value(t.source))
		t.tag(tag)
		t.pictureTag(n, tag)
	}
	return ast.WalkContinue, nil
}

func (t *inlineText) text(n *ast.Text) {
	value := string(n.Value(t.source))
	if _, code := n.Parent().(*ast.CodeSpan); !code {
		value = t.raise(html.UnescapeString(unescapeMarkdown(value)))
	}
	apart := t.taken && (t.out.Len() == 0 || bytes.HasSuffix(t.out.Bytes(), []byte(" ")))
	if apart {
		value = strings.TrimLeft(value, " ")
	}
	t.taken = t.taken && value == ""
	t.out.WriteString(value)
	switch {
	case n.SoftLineBreak() && apart && value == "":
	case n.HardLineBreak():
		t.out.WriteByte('\n')
	case n.SoftLineBreak() && isLabel(n.PreviousSibling()) && value == "":
		t.out.WriteByte(' ')
	case n.SoftLineBreak():
		before, _ := utf8.DecodeLastRune(t.out.Bytes())
		t.out.WriteString(doc.SoftBreak(string(before), t.after(n)))
	}
}

// isLabel reports whether emphasis is at the beginning of a paragraph. Then a space may be all
// that separates it from the text.
func isLabel(n ast.Node) bool { return n != nil && n.PreviousSibling() == nil }

// after returns the text that follows a node.
func (t *inlineText) after(n ast.Node) string {
	for n = n.NextSibling(); n != nil; n = n.FirstChild() {
		if next, ok := n.(*ast.Text); ok {
			return string(next.Value(t.source))
		}
	}
	return ""
}

var caret = doc.Pattern(`\^([0-9A-Za-z+−-]{1,12})\^`)

// raise rewrites the superscripts of Pandoc, such as 10^6^.
func (t *inlineText) raise(text string) string {
	marks := caret().FindAllStringSubmatchIndex(text, -1)
	if len(marks) == 0 {
		return text
	}
	var out strings.Builder
	end := 0
	for _, m := range marks {
		before := text[end:m[0]]
		out.WriteString(before)
		last, _ := utf8.DecodeLastRuneInString(before)
		if before == "" {
			last, _ = utf8.DecodeLastRune(t.out.Bytes())
		}
		out.WriteString(doc.Superscript(string(last), text[m[2]:m[3]]))
		end = m[1]
	}
	return out.String() + text[end:]
}

// link processes the beginning or end of a link.
func (t *inlineText) link(to string, entering bool) {
	switch {
	case !strings.Contains(to, "#"):
	case entering:
		t.linked++
		t.note = true
	default:
		t.linked--
	}
}

var scriptTag = doc.Pattern(`^<(/?)(?i:(sup|sub)|a)\b([^>]*)>$`)

// tag processes an HTML tag that begins or ends text above or below the line.
func (t *inlineText) tag(tag string) {
	m := scriptTag().FindStringSubmatch(tag)
	switch {
	case m == nil:
	case m[2] == "" && m[1] == "":
		t.link(m[3], true)
	case m[2] == "":
		t.linked = 0
	case m[1] == "/":
		t.endScript()
	case t.script == "":
		t.begin(strings.ToLower(m[2]))
	}
}

func (t *inlineText) begin(script string) {
	t.script, t.start, t.note = script, t.out.Len(), t.linked > 0
}

// endScript rewrites text above or below the line in plain text.
func (t *inlineText) endScript() {
	if t.script == "" {
		return
	}
	text := string(t.out.Bytes()[t.start:])
	t.out.Truncate(t.start)
	last, _ := utf8.DecodeLastRune(t.out.Bytes())
	if t.script == "sub" {
		t.out.WriteString(doc.Subscript(text))
	} else {
		t.out.WriteString(doc.Raised(string(last), text, t.note))
	}
	t.script = ""
}

// struck treats text such as H~2~O as a subscript, as Pandoc does, although GitHub strikes it
// out.
func (t *inlineText) struck(n *east.Strikethrough, entering bool) {
	first, ok := n.FirstChild().(*ast.Text)
	if !ok || n.ChildCount() > 1 || t.script != "" && entering {
		return
	}
	at := first.Segment.Start
	last, _ := utf8.DecodeLastRune(t.out.Bytes())
	switch {
	case !entering && t.script == "~":
		t.script = "sub"
		t.endScript()
	case entering && unicode.IsLetter(last) && (at < 2 || t.source[at-2] != '~') && len(strings.Trim(string(first.Value(t.source)), "0123456789")) == 0:
		t.begin("~")
	}
}

var markdownEscape = doc.Pattern("\\\\([!-/:-@\\[-`{-~])")

func unescapeMarkdown(s string) string { return markdownEscape().ReplaceAllString(s, "$1") }
