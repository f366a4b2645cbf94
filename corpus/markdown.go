package corpus

import (
	"html"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// parseMarkdown reads CommonMark with GitHub's tables: the text that a reader
// of the rendered page sees, link targets and raw HTML left out. What would take
// a renderer minutes is read as plain text.
func parseMarkdown(source string) (document, error) {
	if strings.Count(source, "\n") > maxParagraphs {
		return document{}, tooMany()
	}
	d, source := readFrontMatter(source)
	if isTangled(source) {
		d.blocks = plainBlocks(source)
		return d, nil
	}
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough))
	w := markdownWalker{document: &d, source: []byte(source)}
	if err := ast.Walk(md.Parser().Parse(text.NewReader(w.source)), w.visit); err != nil {
		return d, err
	}
	return d, nil
}

type markdownWalker struct {
	*document
	source []byte
}

func (w markdownWalker) visit(n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	switch n := n.(type) {
	case *ast.Heading:
		title := w.inline(n)
		if w.title == "" && n.Level == 1 {
			w.title = strings.TrimSpace(title)
		}
		w.add(block{text: title, level: n.Level})
	case *ast.Paragraph, *ast.TextBlock:
		w.add(block{text: w.inline(n)})
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		w.add(block{text: strings.TrimRight(string(n.Lines().Value(w.source)), "\n"), verbatim: true})
	case *east.TableHeader, *east.TableRow:
		w.add(block{text: w.row(n)})
	case *ast.HTMLBlock:
	default:
		return ast.WalkContinue, nil
	}
	return ast.WalkSkipChildren, nil
}

func (w markdownWalker) add(b block) {
	if strings.TrimSpace(b.text) != "" {
		b.gap = "\n\n"
		w.blocks = append(w.blocks, b)
	}
}

func (w markdownWalker) row(n ast.Node) string {
	var cells []string
	for cell := n.FirstChild(); cell != nil; cell = cell.NextSibling() {
		cells = append(cells, w.inline(cell))
	}
	return strings.Join(cells, " | ")
}

// inline is the text of n's children as a reader sees it.
func (w markdownWalker) inline(n ast.Node) string {
	var out strings.Builder
	// The visitor never returns an error, so Walk does not either.
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			value := string(n.Value(w.source))
			if _, code := n.Parent().(*ast.CodeSpan); !code {
				value = html.UnescapeString(unescapeMarkdown(value))
			}
			out.WriteString(value)
			if n.HardLineBreak() {
				out.WriteByte('\n')
			} else if n.SoftLineBreak() {
				out.WriteString(softBreak(value, w.after(n)))
			}
		case *ast.String:
			out.Write(n.Value)
		case *ast.AutoLink:
			out.Write(n.Label(w.source))
		}
		return ast.WalkContinue, nil
	})
	return out.String()
}

func (w markdownWalker) after(n *ast.Text) string {
	if next, ok := n.NextSibling().(*ast.Text); ok {
		return string(next.Value(w.source))
	}
	return ""
}

// softBreak is what a line break inside a paragraph stands for: nothing within
// Chinese or Japanese writing, a space elsewhere.
func softBreak(before, after string) string {
	last := []rune(lastRune(before))
	if len(last) == 1 && isWide(last[0]) && after != "" && isWide([]rune(after)[0]) {
		return ""
	}
	return " "
}

var markdownEscape = regexp.MustCompile("\\\\([!-/:-@\\[-`{-~])")

func unescapeMarkdown(s string) string { return markdownEscape.ReplaceAllString(s, "$1") }
