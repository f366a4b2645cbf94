// Package office reads Word documents (DOCX, ECMA-376).
package office

import (
	"cmp"
	"context"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
)

// Parse reads a Word document: its paragraphs and headings, the numbers of its lists, its
// tables as rows "a | b", its text boxes once, and its foot- and endnotes, each after the
// paragraph that refers to it. It leaves out deleted and hidden text, field codes, comments,
// headers, footers and the table of contents.
func Parse(ctx context.Context, a *archive.Zip) (doc.Document, error) {
	p, err := findParts(ctx, a)
	if err != nil {
		return doc.Document{}, err
	}
	a.ExpectFor(p.styles, "formats such as headings are lost")
	a.ExpectFor(p.numbering, "the numbers of lists are lost")
	a.Expect(p.footnotes)
	a.Expect(p.endnotes)
	styles, err := readStyles(ctx, a, p.styles)
	if err != nil {
		return doc.Document{}, err
	}
	lists, err := readLists(ctx, a, p.numbering)
	if err != nil {
		return doc.Document{}, err
	}
	notes := map[string]note{}
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
	w.addPictures()
	d := doc.Document{Title: w.title, Blocks: w.blocks}
	if w.title != "" {
		lowerHeadings(&d)
	}
	return d, readProperties(ctx, a, p.core, &d)
}

// lowerHeadings lowers all headings below the title if that is one of them.
func lowerHeadings(d *doc.Document) {
	for i, b := range d.Blocks {
		if b.Level > 0 && b.Text != d.Title {
			d.Blocks[i].Level++
		}
	}
}

// parts are the names of the document's parts in the archive.
type parts struct {
	document, core, styles, numbering, footnotes, endnotes string
}

// findParts follows the relationships from the archive to the document, and from there to its
// other parts.
func findParts(ctx context.Context, a *archive.Zip) (parts, error) {
	root, err := a.Relations(ctx, "")
	if err != nil {
		return parts{}, err
	}
	main := archive.Related(root, "officeDocument", "word/document.xml")
	if a.Find(main) == nil {
		return parts{}, &doc.Error{Reason: "is a DOCX without a document in it", Hint: "save it again from the program that made it"}
	}
	of, err := a.Relations(ctx, main)
	return parts{
		document: main, core: archive.Related(root, "core-properties", "docProps/core.xml"),
		styles: archive.Related(of, "styles", ""), numbering: archive.Related(of, "numbering", ""),
		footnotes: archive.Related(of, "footnotes", ""), endnotes: archive.Related(of, "endnotes", ""),
	}, err
}

// readProperties reads title, author and date from the file's properties. The title is used
// only if the text has none.
func readProperties(ctx context.Context, a *archive.Zip, name string, d *doc.Document) error {
	values, err := a.Properties(ctx, name)
	d.Title = cmp.Or(d.Title, values["title"])
	d.Author = values["creator"]
	d.Published = doc.Day(values["created"])
	return err
}
