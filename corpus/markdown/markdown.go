// Package markdown reads CommonMark with GitHub's tables and front matter.
package markdown

import (
	"context"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"footnote/corpus/doc"
	"footnote/corpus/plain"
	"footnote/corpus/repair"
)

// Parse reads a file of CommonMark with GitHub's tables. It returns the text that a reader of
// the rendered page sees, without link targets and raw HTML. A file that would take a parser
// minutes is read as plain text.
func Parse(_ context.Context, f doc.File) (doc.Document, error) {
	source, err := repair.Text(f, f.Charset)
	if err != nil {
		return doc.Document{}, err
	}
	if strings.Count(source, "\n") > doc.MaxParagraphs {
		return doc.Document{}, doc.TooManyParagraphs()
	}
	d, source := readFrontMatter(source)
	source = withoutMarks(source)
	if costsTooMuch(source) {
		d.Blocks = plain.Blocks(source)
		return d, nil
	}
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough))
	n := newNotes()
	md.Parser().AddOptions(
		parser.WithBlockParsers(util.Prioritized(n, 999)),             // before paragraphs
		parser.WithInlineParsers(util.Prioritized(noteMarks{n}, 101)), // before links
	)
	w := markdownWalker{Document: &d, source: []byte(source)}
	if err := ast.Walk(md.Parser().Parse(text.NewReader(w.source)), w.visit); err != nil {
		return d, err
	}
	return d, nil
}

type markdownWalker struct {
	*doc.Document
	source []byte
}

func (w markdownWalker) visit(n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	switch n := n.(type) {
	case *ast.Heading:
		title, pictures := w.inline(n)
		if strings.TrimSpace(title) == "" {
			title = headingOf(pictures)
		}
		if w.Title == "" && n.Level == 1 {
			w.Title = strings.TrimSpace(title)
		}
		w.add(doc.Block{Text: title, Level: n.Level})
		w.show(pictures)
	case *ast.Paragraph, *ast.TextBlock:
		text, pictures := w.inline(n)
		w.add(doc.Block{Text: text})
		w.show(pictures)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		w.add(doc.Block{Text: strings.TrimRight(string(n.Lines().Value(w.source)), "\n"), Verbatim: true})
	case *east.Table:
		w.table(n)
	case *ast.HTMLBlock:
		w.page(n)
	default:
		return ast.WalkContinue, nil
	}
	return ast.WalkSkipChildren, nil
}

func (w markdownWalker) add(b doc.Block) {
	if strings.TrimSpace(b.Text) != "" {
		b.Gap = "\n\n"
		w.Blocks = append(w.Blocks, b)
	}
}

// table adds a line for each row. Blank lines surround the table but do not separate its rows.
func (w markdownWalker) table(n ast.Node) {
	var grid doc.Grid
	first := len(w.Blocks)
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var sources []string
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			text, pictures := w.inline(cell)
			said, shown := alone(pictures, text)
			grid.Add(doc.Cell(strings.Join(append([]string{text}, said...), " ")), 1, 1)
			sources = append(sources, shown...)
		}
		text, _ := grid.End()
		w.add(doc.Block{Text: text, Pictures: sources})
	}
	for i := first; i < len(w.Blocks)-1; i++ {
		w.Blocks[i].Gap = "\n"
	}
}
