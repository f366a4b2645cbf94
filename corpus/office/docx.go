// Package office reads Word documents (DOCX, ECMA-376).
package office

import (
	"cmp"
	"context"
	"encoding/xml"
	"path"
	"strings"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
)

// Parse reads a Word document: its paragraphs with their headings, the
// numbers of its lists, its tables as rows "a | b", its text boxes once, and its
// foot- and endnotes, each after the paragraph that has its mark. Left out are
// deleted and hidden text, field codes, comments, headers, footers and the table
// of contents.
func Parse(ctx context.Context, a *archive.Zip) (doc.Document, error) {
	p, err := findParts(ctx, a)
	if err != nil {
		return doc.Document{}, err
	}
	styles, err := readStyles(ctx, a, p.styles)
	if err != nil {
		return doc.Document{}, err
	}
	lists, err := readLists(ctx, a, p.numbering)
	if err != nil {
		return doc.Document{}, err
	}
	notes := map[string]string{}
	for kind, name := range map[string]string{"footnote": p.footnotes, "endnote": p.endnotes} {
		w := walker{styles: styles, lists: lists, notes: notes, noteKind: kind}
		if err := a.Walk(ctx, name, w.visit); err != nil {
			return doc.Document{}, err
		}
	}
	w := walker{styles: styles, lists: lists, notes: notes}
	if err := a.Walk(ctx, p.document, w.visit); err != nil {
		return doc.Document{}, err
	}
	d := doc.Document{Title: w.title, Blocks: w.blocks}
	if w.title != "" {
		lowerHeadings(&d)
	}
	return d, readProperties(ctx, a, p.core, &d)
}

// lowerHeadings puts all headings under the title, which is one of them.
func lowerHeadings(d *doc.Document) {
	for i, b := range d.Blocks {
		if b.Level > 0 && b.Text != d.Title {
			d.Blocks[i].Level++
		}
	}
}

// parts are where the parts of the document are in the archive.
type parts struct {
	document, core, styles, numbering, footnotes, endnotes string
}

// findParts follows the relationships from the archive to the document and from
// there to what belongs to it.
func findParts(ctx context.Context, a *archive.Zip) (parts, error) {
	root, err := relations(ctx, a, "_rels/.rels", "")
	if err != nil {
		return parts{}, err
	}
	main := cmp.Or(root["officeDocument"], "word/document.xml")
	if a.Find(main) == nil {
		return parts{}, &doc.Error{Reason: "is a DOCX without a document in it", Hint: "save it again from the program that made it"}
	}
	folder, base := path.Split(main)
	of, err := relations(ctx, a, folder+"_rels/"+base+".rels", folder)
	return parts{
		document: main, core: cmp.Or(root["core-properties"], "docProps/core.xml"),
		styles: of["styles"], numbering: of["numbering"], footnotes: of["footnotes"], endnotes: of["endnotes"],
	}, err
}

// relations are the targets inside the archive, by the last word of their type.
func relations(ctx context.Context, a *archive.Zip, name, folder string) (map[string]string, error) {
	targets := map[string]string{}
	err := a.Walk(ctx, name, func(r *archive.XML, token xml.Token) error {
		e, ok := token.(xml.StartElement)
		if _, isType := token.(xml.Directive); isType {
			return r.Fail("has a document type, which no DOCX has")
		}
		if !ok || e.Name.Local != "Relationship" || archive.Attribute(e, "TargetMode") == "External" {
			return nil
		}
		target := archive.Attribute(e, "Target")
		if !strings.HasPrefix(target, "/") {
			target = folder + target
		}
		kind := path.Base(archive.Attribute(e, "Type"))
		if targets[kind] == "" {
			targets[kind] = strings.TrimPrefix(path.Clean("/"+target), "/")
		}
		return nil
	})
	return targets, err
}

// readProperties takes title, author and date from the properties of the file,
// the title only where the text has none.
func readProperties(ctx context.Context, a *archive.Zip, name string, d *doc.Document) error {
	var element string
	values := map[string]string{}
	err := a.Walk(ctx, name, func(r *archive.XML, token xml.Token) error {
		switch t := token.(type) {
		case xml.Directive:
			return r.Fail("has a document type, which no DOCX has")
		case xml.StartElement:
			element = t.Name.Local
		case xml.EndElement:
			element = ""
		case xml.CharData:
			if len(values[element])+len(t) < archive.MaxTag {
				values[element] += string(t)
			}
		}
		return nil
	})
	d.Title = cmp.Or(d.Title, strings.TrimSpace(values["title"]))
	d.Author = strings.TrimSpace(values["creator"])
	d.Published = doc.Day(values["created"])
	return err
}
