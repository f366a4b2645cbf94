package corpus

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
)

// parseEPUB reads a book of EPUB 2 or 3: its chapters in the order of the spine.
// A chapter without a heading has that of the table of contents. Left out are the
// table of contents itself, the cover, and what the spine calls auxiliary.
func parseEPUB(ctx context.Context, a *archive) (document, error) {
	root, err := a.epubRoot(ctx)
	if err != nil {
		return document{}, err
	}
	b, err := a.epubPackage(ctx, root)
	if err != nil {
		return document{}, err
	}
	locked, err := a.epubLocked(ctx)
	if err != nil {
		return document{}, err
	}
	titles, err := a.epubTitles(ctx, b)
	if err != nil {
		return document{}, err
	}
	d := document{title: b.title, author: strings.Join(b.authors, "、"), published: day(b.date)}
	for _, name := range b.chapters() {
		if locked[name] {
			return document{}, &ReadError{Reason: "is encrypted (DRM)", Hint: "only books without copy protection can be read"}
		}
		blocks, err := a.epubChapter(ctx, name, titles[name])
		if err != nil {
			return document{}, err
		}
		d.blocks = append(d.blocks, blocks...)
	}
	if len(d.blocks) == 0 {
		return document{}, &ReadError{Reason: "is an EPUB that holds no text", Hint: "a book of pictures has none"}
	}
	return d, nil
}

// epubRoot is the name of the package file.
func (a *archive) epubRoot(ctx context.Context) (string, error) {
	root := ""
	err := a.walk(ctx, "META-INF/container.xml", func(_ *xmlReader, token xml.Token) error {
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "rootfile" && root == "" {
			root = attribute(e, "full-path")
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	root, err = within("", root)
	if err == nil && a.find(root) == nil {
		err = &ReadError{Reason: "is an EPUB without a package file", Hint: "download it again"}
	}
	return root, err
}

// within is the name in the archive that a reference in a file of that folder
// means, without its fragment. A reference that leaves the archive is an error.
func within(folder, reference string) (string, error) {
	u, err := url.Parse(strings.ReplaceAll(reference, `\`, "/"))
	if err != nil || u.Scheme != "" || u.Host != "" {
		return "", &ReadError{Reason: fmt.Sprintf("is an EPUB that points out of itself, to %.100q", reference)}
	}
	name := path.Join(folder, u.Path)
	if strings.HasPrefix(u.Path, "/") || u.Path != "" && !filepath.IsLocal(filepath.FromSlash(name)) {
		return "", &ReadError{Reason: fmt.Sprintf("is an EPUB that points out of itself, to %.100q", reference)}
	}
	return name, nil
}

// fontEncryption are the ways to encrypt a font; text is never encrypted so.
var fontEncryption = map[string]bool{
	"http://www.idpf.org/2008/embedding": true,
	"http://ns.adobe.com/pdf/enc#RC":     true,
}

// epubLocked are the files that are encrypted.
func (a *archive) epubLocked(ctx context.Context) (map[string]bool, error) {
	locked := map[string]bool{}
	font := false
	err := a.walk(ctx, "META-INF/encryption.xml", func(_ *xmlReader, token xml.Token) error {
		e, ok := token.(xml.StartElement)
		switch {
		case !ok:
		case e.Name.Local == "EncryptedData":
			font = false
		case e.Name.Local == "EncryptionMethod":
			font = font || fontEncryption[attribute(e, "Algorithm")]
		case e.Name.Local == "CipherReference" && !font:
			name, err := within("", attribute(e, "URI"))
			if err != nil {
				return err
			}
			locked[name] = true
		}
		return nil
	})
	return locked, err
}

// epubChapter reads one file of the spine, of which nothing but its headings and
// paragraphs matters here.
func (a *archive) epubChapter(ctx context.Context, name, title string) ([]block, error) {
	e := a.find(name)
	if e == nil || ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	text, err := a.markup(e)
	if err != nil {
		return nil, err
	}
	d, err := parseHTML(text)
	if err != nil || len(d.blocks) == 0 {
		return nil, err
	}
	for _, b := range d.blocks {
		if b.level > 0 {
			return d.blocks, nil
		}
	}
	title = cmp.Or(title, strings.TrimSpace(d.title))
	if title == "" || len(title) > maxLine {
		return d.blocks, nil
	}
	return append([]block{{text: title, level: 1, gap: "\n\n"}}, d.blocks...), nil
}

// markup is the text of an XHTML file, fit for a reader of HTML.
func (a *archive) markup(e *zip.File) (string, error) {
	raw, err := a.read(e)
	if err != nil {
		return "", err
	}
	f := File{Data: raw}
	text, err := f.text(declaredByPage(raw))
	return openSelfClosed(text), inPart(e.Name, err)
}
