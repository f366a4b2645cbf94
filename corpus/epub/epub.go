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
	"footnote/corpus/figure"
	"footnote/corpus/html"
)

// Parse reads a book in EPUB 2 or 3: its chapters in the order of the spine. A chapter without
// a heading gets that of the table of contents. It leaves out the table of contents itself, the
// cover, and what the spine marks as auxiliary.
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
		blocks, pictures, last, err := readChapter(ctx, a, name, titles[name], page)
		if err != nil {
			return doc.Document{}, err
		}
		d.Blocks = append(d.Blocks, blocks...)
		d.Pictures = append(d.Pictures, pictures...)
		page = last
	}
	if len(d.Blocks) == 0 {
		return doc.Document{}, &doc.Error{Reason: "is an EPUB that holds no text", Hint: "a book of pictures has none"}
	}
	return d, nil
}

// findPackage returns the name of the package file.
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

// within resolves a reference in a file of a folder to a name in the archive, without its
// fragment. A reference that leads out of the archive is an error.
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

// fontEncryption are the algorithms for encrypting fonts, which are never used for text.
var fontEncryption = map[string]bool{
	"http://www.idpf.org/2008/embedding": true,
	"http://ns.adobe.com/pdf/enc#RC":     true,
}

// encryptedFiles returns the names of the encrypted files.
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

// readChapter reads one file of the spine, which begins on page, and returns the page on which
// it ends. If it has no heading, it gets the title given by the table of contents or by its own
// head. pictures are the pictures of a file without text.
func readChapter(ctx context.Context, a *archive.Zip, name, title string, page int) (blocks []doc.Block, pictures []string, last int, err error) {
	a.Expect(name)
	e := a.Find(name)
	if e == nil || ctx.Err() != nil {
		return nil, nil, page, context.Cause(ctx)
	}
	text, err := readPage(a, e)
	if err != nil {
		return nil, nil, page, err
	}
	d, last, err := html.Chapter(text, page)
	figure.Rename(&d, func(source string) string { return resolve(path.Dir(name), source) })
	if err != nil || len(d.Blocks) == 0 {
		return nil, d.Pictures, last, err
	}
	for _, b := range d.Blocks {
		if b.Level > 0 {
			return d.Blocks, nil, last, nil
		}
	}
	title = cmp.Or(title, strings.TrimSpace(d.Title))
	if title == "" || len(title) > doc.MaxLine {
		return d.Blocks, nil, last, nil
	}
	return append([]doc.Block{{Text: title, Level: 1, Gap: "\n\n", Page: d.Blocks[0].Page}}, d.Blocks...), nil, last, nil
}

// resolve returns the address of a picture in a file of a folder as it is in the archive. Other
// addresses stay as they are.
func resolve(folder, source string) string {
	u, err := url.Parse(source)
	if err != nil || u.Scheme != "" || u.Host != "" || strings.HasPrefix(u.Path, "/") {
		return source
	}
	u.Path = path.Join(folder, u.Path)
	return u.Path + "?" + u.RawQuery + "#" + u.Fragment
}

// readPage returns the text of an XHTML file in a form that an HTML parser can read.
func readPage(a *archive.Zip, e *zip.File) (string, error) {
	raw, err := a.Read(e)
	if err != nil {
		return "", err
	}
	text, err := html.Text(doc.File{Data: raw})
	return openSelfClosed(text), inPart(e.Name, err)
}
