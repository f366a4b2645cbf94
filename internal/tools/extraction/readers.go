package main

import (
	"bytes"
	"context"
	"strings"

	"codeberg.org/readeck/go-readability/v2"

	"footnote/corpus/doc"
	"footnote/corpus/html"
)

// A reader is a program that finds the article of a page.
type reader struct {
	name string
	read func(ctx context.Context, set string, p page) string
}

// footnote is the text of the article as corpus/html reads it, but for the title that
// it puts in front, which the sets do not count as text. A page that is refused has
// none.
func footnote(ctx context.Context, _ string, p page) string {
	d, err := html.Parse(ctx, file(p))
	if err != nil {
		return ""
	}
	var text strings.Builder
	for i, b := range d.Blocks {
		if i > 0 || b.Level != 1 || b.Text != d.Title {
			text.WriteString(b.Text + b.Gap)
		}
	}
	return text.String()
}

func file(p page) doc.File { return doc.File{Name: "page.html", Data: p.data} }

// readable is what go-readability finds with nothing around it.
func readable(_ context.Context, _ string, p page) string {
	source, err := html.Text(file(p))
	if err != nil {
		source = string(p.data)
	}
	parser := readability.NewParser()
	found, err := parser.Parse(strings.NewReader(source), nil)
	if err != nil || found.Node == nil {
		return ""
	}
	var text bytes.Buffer
	if err := found.RenderText(&text); err != nil {
		return ""
	}
	return text.String()
}
