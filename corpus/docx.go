package corpus

import (
	"cmp"
	"context"
	"encoding/xml"
	"path"
	"strings"
)

// parseDOCX reads a Word document: its paragraphs with their headings, the
// numbers of its lists, its tables as rows "a | b", its text boxes once, and its
// foot- and endnotes, each after the paragraph that has its mark. Left out are
// deleted and hidden text, field codes, comments, headers, footers and the table
// of contents.
func parseDOCX(ctx context.Context, a *archive) (document, error) {
	p, err := a.docxParts(ctx)
	if err != nil {
		return document{}, err
	}
	styles, err := a.docxStyles(ctx, p.styles)
	if err != nil {
		return document{}, err
	}
	lists, err := a.docxLists(ctx, p.numbering)
	if err != nil {
		return document{}, err
	}
	notes := map[string]string{}
	for kind, name := range map[string]string{"footnote": p.footnotes, "endnote": p.endnotes} {
		w := docxWalker{styles: styles, lists: lists, notes: notes, noteKind: kind}
		if err := a.walk(ctx, name, w.visit); err != nil {
			return document{}, err
		}
	}
	w := docxWalker{styles: styles, lists: lists, notes: notes}
	if err := a.walk(ctx, p.document, w.visit); err != nil {
		return document{}, err
	}
	d := document{title: w.title, blocks: w.blocks}
	if w.title != "" {
		d.lowerHeadings()
	}
	return d, a.docxProperties(ctx, p.core, &d)
}

// lowerHeadings puts all headings under the title, which is one of them.
func (d *document) lowerHeadings() {
	for i, b := range d.blocks {
		if b.level > 0 && b.text != d.title {
			d.blocks[i].level++
		}
	}
}

// docxParts are where the parts of the document are in the archive.
type docxParts struct {
	document, core, styles, numbering, footnotes, endnotes string
}

// docxParts follows the relationships from the archive to the document and from
// there to what belongs to it.
func (a *archive) docxParts(ctx context.Context) (docxParts, error) {
	root, err := a.relations(ctx, "_rels/.rels", "")
	if err != nil {
		return docxParts{}, err
	}
	main := cmp.Or(root["officeDocument"], "word/document.xml")
	if a.find(main) == nil {
		return docxParts{}, &ReadError{Reason: "is a DOCX without a document in it", Hint: "save it again from the program that made it"}
	}
	folder, base := path.Split(main)
	of, err := a.relations(ctx, folder+"_rels/"+base+".rels", folder)
	return docxParts{
		document: main, core: cmp.Or(root["core-properties"], "docProps/core.xml"),
		styles: of["styles"], numbering: of["numbering"], footnotes: of["footnotes"], endnotes: of["endnotes"],
	}, err
}

// relations are the targets inside the archive, by the last word of their type.
func (a *archive) relations(ctx context.Context, name, folder string) (map[string]string, error) {
	targets := map[string]string{}
	err := a.walk(ctx, name, func(r *xmlReader, token xml.Token) error {
		e, ok := token.(xml.StartElement)
		if _, isType := token.(xml.Directive); isType {
			return r.fail("has a document type, which no DOCX has")
		}
		if !ok || e.Name.Local != "Relationship" || attribute(e, "TargetMode") == "External" {
			return nil
		}
		target := attribute(e, "Target")
		if !strings.HasPrefix(target, "/") {
			target = folder + target
		}
		kind := path.Base(attribute(e, "Type"))
		if targets[kind] == "" {
			targets[kind] = strings.TrimPrefix(path.Clean("/"+target), "/")
		}
		return nil
	})
	return targets, err
}

// docxProperties takes what the file says of itself where the text does not.
func (a *archive) docxProperties(ctx context.Context, name string, d *document) error {
	var element string
	values := map[string]string{}
	err := a.walk(ctx, name, func(r *xmlReader, token xml.Token) error {
		switch t := token.(type) {
		case xml.Directive:
			return r.fail("has a document type, which no DOCX has")
		case xml.StartElement:
			element = t.Name.Local
		case xml.EndElement:
			element = ""
		case xml.CharData:
			if len(values[element])+len(t) < maxTag {
				values[element] += string(t)
			}
		}
		return nil
	})
	d.title = cmp.Or(d.title, strings.TrimSpace(values["title"]))
	d.author = strings.TrimSpace(values["creator"])
	d.published = day(values["created"])
	return err
}
