package mail

import (
	"bytes"
	"html"
	"image"
	_ "image/gif"
	_ "image/jpeg"
	_ "image/png"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"footnote/corpus/doc"
	"footnote/corpus/figure"
)

// isShown reports whether a part is a picture in the text of the message, not an attachment. Some
// programs declare any attached picture as inline.
func (r *reader) isShown(p part, kind string) bool {
	if !strings.HasPrefix(kind, "image/") {
		return false
	}
	_, named := r.shown[p.contentID()]
	return named || !p.isAttached()
}

// contentID returns the address by which HTML parts refer to a part, or "" if they cannot.
func (p part) contentID() string {
	id := strings.Trim(strings.TrimSpace(p.get("Content-ID")), "<>")
	if id == "" || len(id) > doc.MaxLine {
		return ""
	}
	return address(scheme + id)
}

// scheme begins the address of a part.
const scheme = "cid:"

// address returns an address in the form in which they are compared. Programs encode the same one
// in several ways.
func address(source string) string {
	if len(source) < len(scheme) || !strings.EqualFold(source[:len(scheme)], scheme) {
		return source
	}
	id := source[len(scheme):]
	if plain, err := url.PathUnescape(id); err == nil {
		id = plain
	}
	return scheme + id
}

// count counts a picture in the text unless it is decoration, as decided by the HTML part that
// refers to it or by its size.
func (r *reader) count(p part) error {
	id := p.contentID()
	if shown, named := r.shown[id]; named {
		if shown {
			r.pictures = append(r.pictures, id) // counts once, together with the reference to it
		}
		return nil
	}
	data, err := p.data()
	if err != nil {
		return nil // it cannot be decoded, so it is not shown either
	}
	if !isDecoration(data) {
		r.pictures = append(r.pictures, id)
	}
	return nil
}

// isDecoration reports whether a picture is decoration by its size.
func isDecoration(data []byte) bool {
	size, _, err := image.DecodeConfig(bytes.NewReader(data))
	of := figure.Picture{Width: float64(size.Width), Height: float64(size.Height)}
	return of.IsDecoration() || err != nil && len(data) < smallest
}

// isInline reports whether a program that shows the message shows the part in it.
func (p part) isInline() bool {
	disposition, _, _ := strings.Cut(p.get("Content-Disposition"), ";")
	return p.contentID() != "" && strings.EqualFold(strings.TrimSpace(disposition), "inline")
}

// smallest is the size in bytes from which a picture is more than a dot.
const smallest = 256

// addresses matches the addresses of parts in a page.
var addresses = doc.Pattern(`(?i)cid:[^"'<> \t\r\n)]*`)

// name records which pictures of the message an HTML part refers to.
func (r *reader) name(page string, d doc.Document) {
	counted := map[string]bool{}
	for _, source := range slices.Concat(d.Pictures, figure.Sources(d.Blocks)) {
		counted[source] = true
	}
	for rest := page; len(r.shown) <= maxParts; {
		at := addresses().FindStringIndex(rest)
		if at == nil {
			return
		}
		id := address(html.UnescapeString(rest[at[0]:at[1]]))
		r.shown[id] = r.shown[id] || counted[id]
		rest = rest[at[1]:]
	}
}

// isPicture reports whether data is a picture.
func isPicture(kind string, data []byte) bool {
	return strings.HasPrefix(kind, "image/") || strings.HasPrefix(http.DetectContentType(data), "image/")
}
