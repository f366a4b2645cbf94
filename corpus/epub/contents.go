package epub

import (
	"context"
	"encoding/xml"
	"fmt"
	"path"
	"strings"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
	"footnote/corpus/html"
)

// readTitles returns the titles of chapters by file name, from the table of contents of EPUB 2
// or 3.
func readTitles(ctx context.Context, a *archive.Zip, b *book) (map[string]string, error) {
	e := a.Find(b.contents)
	if b.contents == "" || e == nil {
		return nil, nil
	}
	t := contents{folder: path.Dir(b.contents), titles: map[string]string{}}
	if b.leftOut[b.contents] {
		text, err := readPage(a, e)
		if err != nil {
			return nil, err
		}
		for link := range html.Links(text) { // EPUB 3
			t.add(link.Address, link.Text)
		}
		return t.titles, nil
	}
	return t.titles, a.Walk(ctx, b.contents, t.ncx)
}

// contents is a table of contents while it is read.
type contents struct {
	folder string
	titles map[string]string
	label  strings.Builder
	inside bool // whether a label is open
}

// add gives a file its title unless it has one: later entries for a file are about parts of it.
func (t *contents) add(reference, title string) {
	name, err := within(t.folder, reference)
	title = strings.Join(strings.Fields(title), " ")
	if err == nil && title != "" && t.titles[name] == "" {
		t.titles[name] = title
	}
}

// ncx reads the table of contents of EPUB 2, in which the label of a point precedes its target.
func (t *contents) ncx(_ *archive.XML, token xml.Token) error {
	switch token := token.(type) {
	case xml.StartElement:
		switch token.Name.Local {
		case "navLabel":
			t.inside = true
			t.label.Reset()
		case "content":
			t.add(archive.Attribute(token, "src"), t.label.String())
		}
	case xml.EndElement:
		if token.Name.Local == "navLabel" {
			t.inside = false
		}
	case xml.CharData:
		if t.inside && t.label.Len() < archive.MaxTag {
			t.label.Write(token)
		}
	}
	return nil
}

// selfClosed matches elements that XHTML may close at once. An HTML parser would take
// everything that follows for their content.
var selfClosed = doc.Pattern(`<(title|script|style|textarea|iframe|noscript)\b([^<>]*)/>`)

func openSelfClosed(text string) string {
	return selfClosed().ReplaceAllString(text, "<$1$2></$1>")
}

// inPart adds to an error the name of the file in the archive.
func inPart(name string, err error) error {
	if bad, ok := err.(*doc.Error); ok {
		return &doc.Error{Reason: fmt.Sprintf("has a part, %.100q, that cannot be read: %s", name, bad.Reason), Hint: bad.Hint}
	}
	return err
}
