// Package site finds the pages of a web site by its sitemaps (sitemaps.org) or by the links of
// its pages. It fetches nothing but sitemaps.
package site

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
)

const (
	// maxUnpacked is the maximum size of a sitemap, as in the protocol.
	maxUnpacked = 50 << 20 // bytes
	// maxEntries is the maximum number of addresses in a sitemap, as in the protocol.
	maxEntries = 50_000
	// maxAddress is the maximum length of an address in bytes, as in the protocol.
	maxAddress = 2048
)

// A sitemap is the list in one file, with addresses as they are in the file.
type sitemap struct {
	pages []string
	maps  []string // other sitemaps, if it is an index
}

var gzipMark = []byte("\x1f\x8b")

// Anything reports whether an address may be that of a packed sitemap, for which servers send
// all kinds of media types.
func Anything(address string) bool {
	return strings.HasSuffix(strings.ToLower(pathOf(address)), ".gz")
}

// IsSitemap reports whether a file from the web is a sitemap: by its root element or, for a
// list in plain text, by its name.
func IsSitemap(f doc.File) bool {
	in, err := unpacked(f.Data)
	if err != nil {
		return false
	}
	start := make([]byte, 4<<10)
	n, _ := io.ReadFull(in, start)
	start = bytes.TrimPrefix(start[:n], []byte("\ufeff"))
	if name := strings.ToLower(path.Base(pathOf(f.Source))); strings.HasPrefix(name, "sitemap") && strings.HasSuffix(strings.TrimSuffix(name, ".gz"), ".txt") {
		return bytes.HasPrefix(bytes.TrimSpace(start), []byte("http"))
	}
	root := rootElement(start)
	return root == "urlset" || root == "sitemapindex"
}

// rootElement returns the name of the first XML element at the beginning of a file.
func rootElement(start []byte) string {
	d := xml.NewDecoder(bytes.NewReader(start))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // element names are ASCII, whatever the encoding
	for range 100 {
		token, err := d.Token()
		if err != nil {
			return ""
		}
		if e, ok := token.(xml.StartElement); ok {
			return e.Name.Local
		}
	}
	return ""
}

// unpacked reads a file that may be compressed with gzip.
func unpacked(data []byte) (io.Reader, error) {
	if !bytes.HasPrefix(data, gzipMark) {
		return bytes.NewReader(data), nil
	}
	return gzip.NewReader(bytes.NewReader(data))
}

// parse parses a sitemap. If it is invalid, the error is a [*doc.Error], even if only its end
// is missing: then some of its entries are unknown.
func parse(ctx context.Context, f doc.File) (sitemap, error) {
	in, err := unpacked(f.Data)
	if err != nil {
		return sitemap{}, &doc.Error{Source: f.Place(), Reason: "is a sitemap that cannot be unpacked"}
	}
	limited := &limited{in: in, left: maxUnpacked}
	var s sitemap
	if buffered := bufio.NewReader(limited); isXML(buffered) {
		s, err = parseXML(ctx, buffered)
	} else {
		s, err = parseText(buffered)
	}
	var bad *doc.Error
	switch {
	case limited.err != nil && limited.err != io.EOF && ctx.Err() == nil:
		return sitemap{}, &doc.Error{Source: f.Place(), Reason: "is a sitemap that " + limited.reason()}
	case errors.As(err, &bad):
		bad.Source = f.Place()
	case err == nil && len(s.pages)+len(s.maps) == 0:
		err = &doc.Error{Source: f.Place(), Reason: "is a sitemap that lists nothing"}
	}
	return s, err
}

// isXML reports whether the first character that is not white space begins XML.
func isXML(in *bufio.Reader) bool {
	start, _ := in.Peek(512)
	return bytes.HasPrefix(bytes.TrimSpace(bytes.TrimPrefix(start, []byte("\ufeff"))), []byte("<"))
}

// A limited reader fails with errTooLong after a number of bytes.
type limited struct {
	in   io.Reader
	left int
	err  error // the error that ended it
}

var errTooLong = errors.New("too long")

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.in.Read(p)
	if l.left -= n; l.left < 0 {
		n, err = 0, errTooLong
	}
	l.err = err
	return n, err
}

func (l *limited) reason() string {
	if errors.Is(l.err, errTooLong) {
		return fmt.Sprintf("is longer than %d MiB", maxUnpacked>>20)
	}
	return "is packed, and breaks off or is damaged"
}

func parseXML(ctx context.Context, in io.Reader) (s sitemap, err error) {
	var open []string // names of the open elements
	var text strings.Builder
	err = archive.WalkReader(ctx, in, func(_ *archive.XML, token xml.Token) error {
		switch t := token.(type) {
		case xml.StartElement:
			if len(open) == 0 && t.Name.Local != "urlset" && t.Name.Local != "sitemapindex" {
				return &doc.Error{Reason: fmt.Sprintf("is no sitemap: it begins with <%.40s>", t.Name.Local), Hint: "it may be a page that says that something is wrong; open it in a browser"}
			}
			open = append(open, t.Name.Local)
			text.Reset()
		case xml.CharData:
			if text.Len() <= maxAddress {
				text.Write(t)
			}
		case xml.EndElement:
			if len(open) == 3 && open[2] == "loc" {
				s.take(open[1], strings.TrimSpace(text.String()))
			}
			open = open[:len(open)-1]
			if len(s.pages)+len(s.maps) > maxEntries {
				return errEntries()
			}
		}
		return nil
	})
	return s, err
}

func errEntries() error {
	return &doc.Error{Reason: fmt.Sprintf("is a sitemap that lists more than %d addresses", maxEntries)}
}

// take stores the address of an entry of a kind.
func (s *sitemap) take(kind, address string) {
	switch {
	case address == "" || len(address) > maxAddress:
	case kind == "url":
		s.pages = append(s.pages, address)
	case kind == "sitemap":
		s.maps = append(s.maps, address)
	}
}

// parseText parses a list with one address per line.
func parseText(in io.Reader) (s sitemap, err error) {
	lines := bufio.NewScanner(in)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if line != "" && !strings.HasPrefix(line, "http://") && !strings.HasPrefix(line, "https://") {
			return s, &doc.Error{Reason: fmt.Sprintf("is no sitemap: line %d is not an address", n)}
		}
		if s.take("url", line); len(s.pages) > maxEntries {
			return s, errEntries()
		}
	}
	if lines.Err() != nil {
		return s, &doc.Error{Reason: "is no sitemap: a line is too long"}
	}
	return s, nil
}
