package main

import (
	"bytes"
	"context"
	"strings"

	"codeberg.org/readeck/go-readability/v2"

	"footnote/corpus/doc"
	"footnote/corpus/html"
)

// A reader is a program that finds the article in a page.
type reader struct {
	name string
	read func(ctx context.Context, set string, p page) string
}

// footnote returns the article as corpus/html reads it, without the title that corpus/html
// puts in front, which the sets do not count as text. It returns "" for a page that
// corpus/html rejects.
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

// readable returns what go-readability finds without Footnote's own rules.
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
