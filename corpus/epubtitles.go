package corpus

import (
	"context"
	"encoding/xml"
	"fmt"
	"path"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// epubTitles are the titles of chapters by the names of their files, from the
// table of contents of either version of EPUB.
func (a *archive) epubTitles(ctx context.Context, b *book) (map[string]string, error) {
	e := a.find(b.contents)
	if b.contents == "" || e == nil {
		return nil, nil
	}
	t := contents{folder: path.Dir(b.contents), titles: map[string]string{}}
	if b.leftOut[b.contents] {
		text, err := a.markup(e)
		if err != nil {
			return nil, err
		}
		t.nav(text)
		return t.titles, nil
	}
	return t.titles, a.walk(ctx, b.contents, t.ncx)
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
func (t *contents) ncx(_ *xmlReader, token xml.Token) error {
	switch token := token.(type) {
	case xml.StartElement:
		switch token.Name.Local {
		case "navLabel":
			t.inside = true
			t.label.Reset()
		case "content":
			t.add(attribute(token, "src"), t.label.String())
		}
	case xml.EndElement:
		if token.Name.Local == "navLabel" {
			t.inside = false
		}
	case xml.CharData:
		if t.inside && t.label.Len() < maxTag {
			t.label.Write(token)
		}
	}
	return nil
}

// nav reads that of EPUB 3: a list of links.
func (t *contents) nav(text string) {
	tokens := html.NewTokenizer(strings.NewReader(text))
	reference := ""
	for tokens.Next() != html.ErrorToken {
		token := tokens.Token()
		switch {
		case token.DataAtom == atom.A && token.Type == html.StartTagToken:
			reference = value(token, "href")
			t.label.Reset()
		case token.DataAtom == atom.A && token.Type == html.EndTagToken:
			t.add(reference, t.label.String())
			reference = ""
		case token.Type == html.TextToken && reference != "":
			t.label.WriteString(token.Data)
		}
	}
}

// value is that of the attribute of that name.
func value(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// In XHTML these may be closed at once; a reader of HTML takes all that follows
// for what they hold.
var selfClosed = regexp.MustCompile(`<(title|script|style|textarea|iframe|noscript)\b([^<>]*)/>`)

func openSelfClosed(text string) string {
	return selfClosed.ReplaceAllString(text, "<$1$2></$1>")
}

// inPart says in which file of an archive an error is.
func inPart(name string, err error) error {
	if bad, ok := err.(*ReadError); ok {
		return &ReadError{Reason: fmt.Sprintf("has a part, %.100q, that cannot be read: %s", name, bad.Reason), Hint: bad.Hint}
	}
	return err
}
