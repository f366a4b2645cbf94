package epub

import (
	"context"
	"encoding/xml"
	"path"
	"strings"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
)

// A book is the content of an EPUB's package file.
type book struct {
	title   string
	authors []string
	date    string

	items    map[string]bookItem // by identifier
	spine    []string            // identifiers
	contents string              // the name of the table of contents
	leftOut  map[string]bool     // the names of covers and tables of contents
}

type bookItem struct {
	name string // its name in the archive
	text bool   // whether it is XHTML
}

// readPackage reads the package file.
func readPackage(ctx context.Context, a *archive.Zip, name string) (*book, error) {
	b := &book{items: map[string]bookItem{}, leftOut: map[string]bool{name: true}}
	folder, element, contents := path.Dir(name), "", ""
	err := a.Walk(ctx, name, func(_ *archive.XML, token xml.Token) error {
		switch t := token.(type) {
		case xml.StartElement:
			element = t.Name.Local
			if element == "spine" {
				contents = archive.Attribute(t, "toc")
			}
			return b.element(t, folder)
		case xml.EndElement:
			element = ""
		case xml.CharData:
			b.metadata(element, strings.TrimSpace(string(t)))
		}
		return nil
	})
	if b.contents == "" {
		b.contents = b.items[contents].name
	}
	return b, err
}

func (b *book) metadata(element, text string) {
	switch {
	case text == "" || len(text) > 8*doc.MaxLine:
	case element == "title" && b.title == "":
		b.title = text
	case element == "creator" && len(b.authors) < doc.MaxAuthors:
		b.authors = append(b.authors, text)
	case element == "date" && b.date == "":
		b.date = text
	}
}

func (b *book) element(e xml.StartElement, folder string) error {
	switch e.Name.Local {
	case "item":
		return b.item(e, folder)
	case "itemref":
		if archive.Attribute(e, "linear") != "no" {
			b.spine = append(b.spine, archive.Attribute(e, "idref"))
		}
	case "reference": // in the guide of EPUB 2
		name, err := within(folder, archive.Attribute(e, "href"))
		if kind := archive.Attribute(e, "type"); kind == "cover" || kind == "toc" {
			b.leftOut[name] = true
		}
		return err
	}
	return nil
}

func (b *book) item(e xml.StartElement, folder string) error {
	if strings.Contains(archive.Attribute(e, "href"), "://") {
		return nil // a picture or a video outside the archive
	}
	name, err := within(folder, archive.Attribute(e, "href"))
	if err != nil {
		return err
	}
	kind, id := archive.Attribute(e, "media-type"), archive.Attribute(e, "id")
	b.items[id] = bookItem{name, kind == "application/xhtml+xml" || kind == "text/html" || kind == "text/x-oeb1-document"}
	properties := " " + archive.Attribute(e, "properties") + " "
	base := strings.ToLower(path.Base(name))
	switch {
	case strings.Contains(properties, " nav "):
		b.contents = name
		b.leftOut[name] = true
	case id == "cover" || strings.TrimSuffix(base, path.Ext(base)) == "cover":
		b.leftOut[name] = true
	}
	return nil
}

// chapters returns the names of the texts in the spine, each once.
func (b *book) chapters() []string {
	var names []string
	seen := map[string]bool{}
	for _, id := range b.spine {
		item := b.items[id]
		if !item.text || b.leftOut[item.name] || seen[item.name] {
			continue
		}
		seen[item.name] = true
		names = append(names, item.name)
	}
	return names
}
