// Package opendocument reads text documents of OpenDocument (ODT), as LibreOffice
// writes them.
package opendocument

import (
	"cmp"
	"context"
	"encoding/xml"
	"path"
	"strings"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
)

const (
	textType    = "application/vnd.oasis.opendocument.text"
	formulaType = "application/vnd.oasis.opendocument.formula"
)

// Parse reads a document: its paragraphs and headings, its lists, its tables as rows "a | b",
// its text boxes, and its foot- and endnotes, each after the paragraph that refers to it. It
// leaves out deleted text, comments, headers, footers and tables of contents.
func Parse(ctx context.Context, a *archive.Zip) (doc.Document, error) {
	formulas, err := check(ctx, a)
	if err != nil {
		return doc.Document{}, err
	}
	styles, err := readShifts(ctx, a)
	if err != nil {
		return doc.Document{}, err
	}
	w := walker{styles: styles, pictures: pictures{formulas: formulas}}
	if err := a.Walk(ctx, "content.xml", w.visit); err != nil {
		return doc.Document{}, err
	}
	if err := w.addPictures(); err != nil {
		return doc.Document{}, err
	}
	if len(w.blocks) == 0 {
		return doc.Document{}, &doc.Error{Reason: "is an OpenDocument file without any text", Hint: "a document of pictures has none"}
	}
	says, err := a.Properties(ctx, "meta.xml")
	return doc.Document{
		Title: cmp.Or(w.title, says["title"]), Author: cmp.Or(says["initial-creator"], says["creator"]),
		Published: doc.Day(cmp.Or(says["creation-date"], says["date"])), Blocks: w.blocks,
	}, err
}

// check returns an error if the archive is another kind of document, or encrypted. formulas are
// the folders of the formulas in it.
func check(ctx context.Context, a *archive.Zip) (formulas map[string]bool, err error) {
	kind, locked := "", false
	formulas = map[string]bool{}
	err = a.Walk(ctx, "META-INF/manifest.xml", func(_ *archive.XML, token xml.Token) error {
		e, ok := token.(xml.StartElement)
		switch {
		case !ok:
		case e.Name.Local == "file-entry" && archive.Attribute(e, "full-path") == "/":
			kind = archive.Attribute(e, "media-type")
		case e.Name.Local == "file-entry" && archive.Attribute(e, "media-type") == formulaType:
			formulas[path.Clean(archive.Attribute(e, "full-path"))] = true
		case e.Name.Local == "encryption-data":
			locked = true
		}
		return nil
	})
	switch {
	case err != nil:
		return nil, err
	case locked:
		return nil, &doc.Error{Reason: "is an OpenDocument file with a password", Hint: "open it in LibreOffice and save it without one"}
	case kind != "" && !strings.HasPrefix(kind, textType):
		other, known := doc.KindOfType(kind)
		if !known || other.IsRead() {
			other.Instead = doc.HintFormats()
		}
		return nil, &doc.Error{Reason: "is an OpenDocument file of another kind, not a text", Hint: other.Instead}
	}
	return formulas, nil
}
