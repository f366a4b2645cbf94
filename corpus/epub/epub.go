// Package epub reads books of EPUB 2 and 3.
package epub

import (
	"archive/zip"
	"cmp"
	"context"
	"encoding/xml"
	"fmt"
	"net/url"
	"path"
	"path/filepath"
	"strings"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
	"footnote/corpus/html"
)

// Parse reads a book of EPUB 2 or 3: its chapters in the order of the spine.
// A chapter without a heading has that of the table of contents. Left out are the
// table of contents itself, the cover, and what the spine calls auxiliary.
func Parse(ctx context.Context, a *archive.Zip) (doc.Document, error) {
	root, err := findPackage(ctx, a)
	if err != nil {
		return doc.Document{}, err
	}
	b, err := readPackage(ctx, a, root)
	if err != nil {
		return doc.Document{}, err
	}
	locked, err := encryptedFiles(ctx, a)
	if err != nil {
		return doc.Document{}, err
	}
	titles, err := readTitles(ctx, a, b)
	if err != nil {
		return doc.Document{}, err
	}
	d := doc.Document{Title: b.title, Author: strings.Join(b.authors, "、"), Published: doc.Day(b.date)}
	page := 0
	for _, name := range b.chapters() {
		if locked[name] {
			return doc.Document{}, &doc.Error{Reason: "is encrypted (DRM)", Hint: "only books without copy protection can be read"}
		}
		blocks, last, err := readChapter(ctx, a, name, titles[name], page)
		if err != nil {
			return doc.Document{}, err
		}
		d.Blocks = append(d.Blocks, blocks...)
		page = last
	}
	if len(d.Blocks) == 0 {
		return doc.Document{}, &doc.Error{Reason: "is an EPUB that holds no text", Hint: "a book of pictures has none"}
	}
	return d, nil
}

// findPackage is the name of the package file.
func findPackage(ctx context.Context, a *archive.Zip) (string, error) {
	root := ""
	err := a.Walk(ctx, "META-INF/container.xml", func(_ *archive.XML, token xml.Token) error {
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "rootfile" && root == "" {
			root = archive.Attribute(e, "full-path")
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	root, err = within("", root)
	if err == nil && a.Find(root) == nil {
		err = &doc.Error{Reason: "is an EPUB without a package file", Hint: "download it again"}
	}
	return root, err
}

// within is the name in the archive that a reference in a file of that folder
// means, without its fragment. A reference that leaves the archive is an error.
func within(folder, reference string) (string, error) {
	u, err := url.Parse(strings.ReplaceAll(reference, `\`, "/"))
	if err != nil || u.Scheme != "" || u.Host != "" {
		return "", &doc.Error{Reason: fmt.Sprintf("is an EPUB that points out of itself, to %.100q", reference)}
	}
	name := path.Join(folder, u.Path)
	if strings.HasPrefix(u.Path, "/") || u.Path != "" && !filepath.IsLocal(filepath.FromSlash(name)) {
		return "", &doc.Error{Reason: fmt.Sprintf("is an EPUB that points out of itself, to %.100q", reference)}
	}
	return name, nil
}

// fontEncryption are the ways to encrypt a font; text is never encrypted so.
var fontEncryption = map[string]bool{
	"http://www.idpf.org/2008/embedding": true,
	"http://ns.adobe.com/pdf/enc#RC":     true,
}

// encryptedFiles are the files that are encrypted.
func encryptedFiles(ctx context.Context, a *archive.Zip) (map[string]bool, error) {
	locked := map[string]bool{}
	font := false
	err := a.Walk(ctx, "META-INF/encryption.xml", func(_ *archive.XML, token xml.Token) error {
		e, ok := token.(xml.StartElement)
		switch {
		case !ok:
		case e.Name.Local == "EncryptedData":
			font = false
		case e.Name.Local == "EncryptionMethod":
			font = font || fontEncryption[archive.Attribute(e, "Algorithm")]
		case e.Name.Local == "CipherReference" && !font:
			name, err := within("", archive.Attribute(e, "URI"))
			if err != nil {
				return err
			}
			locked[name] = true
		}
		return nil
	})
	return locked, err
}

// readChapter reads one file of the spine, which begins on a page, and returns the
// page that it ends on. One without a heading gets the title that the table of
// contents or its own head has.
func readChapter(ctx context.Context, a *archive.Zip, name, title string, page int) (blocks []doc.Block, last int, err error) {
	e := a.Find(name)
	if e == nil || ctx.Err() != nil {
		return nil, page, context.Cause(ctx)
	}
	text, err := readPage(a, e)
	if err != nil {
		return nil, page, err
	}
	d, last, err := html.Chapter(text, page)
	if err != nil || len(d.Blocks) == 0 {
		return nil, last, err
	}
	for _, b := range d.Blocks {
		if b.Level > 0 {
			return d.Blocks, last, nil
		}
	}
	title = cmp.Or(title, strings.TrimSpace(d.Title))
	if title == "" || len(title) > doc.MaxLine {
		return d.Blocks, last, nil
	}
	return append([]doc.Block{{Text: title, Level: 1, Gap: "\n\n", Page: d.Blocks[0].Page}}, d.Blocks...), last, nil
}

// readPage is the text of an XHTML file, fit for a reader of HTML.
func readPage(a *archive.Zip, e *zip.File) (string, error) {
	raw, err := a.Read(e)
	if err != nil {
		return "", err
	}
	text, err := html.Text(doc.File{Data: raw})
	return openSelfClosed(text), inPart(e.Name, err)
}
