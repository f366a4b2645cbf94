// Package feed reads feeds: RSS, Atom and JSON Feed. It also reads any other JSON, as records.
package feed

import (
	"context"
	"encoding/xml"
	"html"
	"net/mail"
	"strings"
	"time"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
	page "footnote/corpus/html"
)

// maxEntries is the maximum number of entries of a feed.
const maxEntries = 10_000

// An entry is one article of a feed.
type entry struct{ title, author, date, summary, content string }

// A feed is the title and the like of a feed, and its entries.
type feed struct {
	title, about, author, date string
	entries                    []entry
}

// LooksXML reports whether a text begins like an XML feed.
func LooksXML(start []byte) bool { return root().Match(start) }

var root = doc.Pattern(`(?is)^(?:\x{FEFF})?\s*(?:<\?xml[^>]*>\s*)?(?:<\?xml-stylesheet[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|rdf:RDF|feed)\b`)

// ParseXML reads an RSS or Atom feed: each entry below its title, with its date and author.
func ParseXML(ctx context.Context, f doc.File) (doc.Document, error) {
	text, err := page.Text(f)
	if err != nil {
		return doc.Document{}, err
	}
	if !LooksXML([]byte(text[:min(len(text), 4096)])) {
		return doc.Document{}, &doc.Error{Reason: "is XML of a kind that is not read: neither RSS nor Atom", Hint: "save it as HTML or plain text"}
	}
	var w walker
	if err := archive.WalkText(ctx, text, w.visit); err != nil {
		return doc.Document{}, err
	}
	return w.feed.document()
}

// A walker reads an XML feed.
type walker struct {
	feed
	path   []string // local names of the open elements
	entry  *entry
	text   strings.Builder
	markup int // nesting depth of markup within a text, which is written out again
}

func (w *walker) visit(x *archive.XML, token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		return w.start(x, t)
	case xml.EndElement:
		w.end(t)
	case xml.CharData:
		switch {
		case w.markup > 0:
			w.text.WriteString(html.EscapeString(string(t)))
		case len(w.path) > 0:
			w.text.Write(t)
		}
	}
	return nil
}

func (w *walker) start(x *archive.XML, e xml.StartElement) error {
	if w.markup > 0 || w.inText() {
		w.markup++
		w.text.WriteString("<" + e.Name.Local)
		for _, a := range e.Attr {
			if e.Name.Local == "img" && a.Name.Local != "style" {
				w.text.WriteString(" " + a.Name.Local + `="` + html.EscapeString(a.Value) + `"`)
			}
		}
		w.text.WriteString(">")
		return nil
	}
	name := e.Name.Local
	if strings.Contains(e.Name.Space, "mrss") { // media elements have titles and descriptions of their own
		name = "media"
	}
	if name == "item" || name == "entry" {
		if len(w.entries) >= maxEntries {
			return x.Fail("has more entries than are read; split it")
		}
		w.entry = &entry{}
	}
	w.path = append(w.path, name)
	w.text.Reset()
	return nil
}

// inText reports whether an element that contains a text is open. Elements in it are markup:
// XHTML, or HTML that was not escaped.
func (w *walker) inText() bool {
	if len(w.path) == 0 {
		return false
	}
	switch w.path[len(w.path)-1] {
	case "title", "description", "summary", "content", "encoded", "subtitle", "tagline":
		return true
	}
	return false
}

func (w *walker) end(e xml.EndElement) {
	if w.markup > 0 {
		w.markup--
		w.text.WriteString("</" + e.Name.Local + ">")
		return
	}
	if len(w.path) == 0 {
		return
	}
	name, parent := w.path[len(w.path)-1], ""
	w.path = w.path[:len(w.path)-1]
	if len(w.path) > 0 {
		parent = w.path[len(w.path)-1]
	}
	text := strings.TrimSpace(w.text.String())
	w.text.Reset()
	switch {
	case (name == "item" || name == "entry") && w.entry != nil:
		w.entries = append(w.entries, *w.entry)
		w.entry = nil
	case w.entry != nil && (parent == "item" || parent == "entry" || parent == "author" || parent == "group"):
		w.entry.set(name, text)
	case w.entry == nil && (parent == "channel" || parent == "feed" || parent == "author"):
		w.set(name, text)
	}
}

func (e *entry) set(name, text string) {
	switch name {
	case "title":
		first(&e.title, text)
	case "creator", "name":
		e.author = text
	case "author":
		first(&e.author, text)
	case "pubDate", "published", "date", "issued":
		e.date = text
	case "updated", "modified":
		first(&e.date, text)
	case "encoded", "content":
		first(&e.content, text)
	case "description", "summary":
		first(&e.summary, text)
	}
}

func (f *feed) set(name, text string) {
	switch name {
	case "title":
		first(&f.title, text)
	case "description", "subtitle", "tagline":
		first(&f.about, text)
	case "name", "managingEditor", "creator":
		first(&f.author, text)
	case "updated", "lastBuildDate", "pubDate", "date":
		first(&f.date, text)
	}
}

func first(s *string, text string) {
	if *s == "" {
		*s = text
	}
}

// document returns the content of the feed.
func (f *feed) document() (doc.Document, error) {
	d := doc.Document{Title: plain(f.title), Author: plain(f.author), Published: day(f.date)}
	if d.Title != "" {
		d.Blocks = append(d.Blocks, doc.Block{Text: d.Title, Level: 1, Gap: "\n\n"})
	}
	about, pictures, err := body(f.about)
	if err != nil {
		return doc.Document{}, err
	}
	d.Pictures = append(d.Pictures, pictures...)
	d.Blocks = append(d.Blocks, about...)
	texts := 0
	for _, e := range f.entries {
		longest := e.content
		if len(e.summary) > len(longest) {
			longest = e.summary
		}
		text, pictures, err := body(longest)
		if err != nil {
			return doc.Document{}, err
		}
		d.Pictures = append(d.Pictures, pictures...)
		texts += len(text)
		if title := plain(e.title); title != "" {
			d.Blocks = append(d.Blocks, doc.Block{Text: title, Level: 2, Gap: "\n\n"})
		}
		if line := strings.Trim(day(e.date)+" · "+plain(e.author), " ·"); line != "" {
			d.Blocks = append(d.Blocks, doc.Block{Text: line, Gap: "\n\n"})
		}
		d.Blocks = append(d.Blocks, text...)
		if len(d.Blocks) > doc.MaxParagraphs {
			return doc.Document{}, doc.TooManyParagraphs()
		}
	}
	if texts == 0 {
		return doc.Document{}, &doc.Error{Reason: "is a feed whose entries have no text", Hint: "add the pages that it names"}
	}
	return d, nil
}

// body returns the text of an entry, which is HTML or plain text, or the pictures of an entry
// without text.
func body(text string) ([]doc.Block, []string, error) {
	d, err := page.Whole(text)
	if err != nil {
		return nil, nil, err
	}
	for i := range d.Blocks {
		if d.Blocks[i].Level > 0 {
			d.Blocks[i].Level += 2
		}
	}
	return d.Blocks, d.Pictures, nil
}

// plain returns text without markup in one line. Titles of RSS may or may not be HTML.
func plain(text string) string {
	return doc.OneLine(html.UnescapeString(tags().ReplaceAllString(text, "")))
}

var tags = doc.Pattern(`</?[a-zA-Z][^<>]{0,200}>`)

// day returns a date as 2006-01-02 if it is valid.
func day(text string) string {
	if t, err := mail.ParseDate(text); err == nil {
		return t.Format(time.DateOnly)
	}
	return doc.OneLine(doc.Day(text))
}
