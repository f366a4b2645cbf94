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

// readTitles are the titles of chapters by the names of their files, from the
// table of contents of either version of EPUB.
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
		for link := range html.Links(text) { // of EPUB 3
			t.add(link.Address, link.Text)
		}
		return t.titles, nil
	}
	return t.titles, a.Walk(ctx, b.contents, t.ncx)
}

// contents is a table of contents as it is read.
type contents struct {
	folder string
	titles map[string]string
	label  strings.Builder
	inside bool // a label
}

// add names a file unless an entry before has named it: entries after the first
// are of its parts.
func (t *contents) add(reference, title string) {
	name, err := within(t.folder, reference)
	title = strings.Join(strings.Fields(title), " ")
	if err == nil && title != "" && t.titles[name] == "" {
		t.titles[name] = title
	}
}

// ncx reads that of EPUB 2: the label of a point comes before its target.
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

// In XHTML these may be closed at once; a reader of HTML takes all that follows
// for what they hold.
var selfClosed = doc.Pattern(`<(title|script|style|textarea|iframe|noscript)\b([^<>]*)/>`)

func openSelfClosed(text string) string {
	return selfClosed().ReplaceAllString(text, "<$1$2></$1>")
}

// inPart says in which file of an archive an error is.
func inPart(name string, err error) error {
	if bad, ok := err.(*doc.Error); ok {
		return &doc.Error{Reason: fmt.Sprintf("has a part, %.100q, that cannot be read: %s", name, bad.Reason), Hint: bad.Hint}
	}
	return err
}
