package corpus

import (
	"bytes"
	"context"
	"net/http"
	"regexp"
	"strings"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
)

// A parser reads a file of one format.
type parser func(context.Context, File) (document, error)

// typeFormats are the media types that say what a file is. Others, text/plain and
// application/octet-stream first among them, are what servers say of anything.
var typeFormats = map[string]string{
	"application/pdf": "pdf",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": "archive",
	"application/epub+zip":  "archive",
	"text/html":             "html",
	"application/xhtml+xml": "html",
	"text/markdown":         "markdown",
	"text/x-markdown":       "markdown",
}

// endingFormats are the endings of files that are read. Those with no format may
// hold any text.
var endingFormats = map[string]string{
	".txt": "", ".text": "",
	".md": "markdown", ".markdown": "markdown", ".mdown": "markdown",
	".html": "html", ".htm": "html", ".xhtml": "html",
	".pdf": "pdf", ".docx": "archive", ".epub": "archive",
}

// parser returns what reads f.
func (r *Reader) parser(f File) parser {
	switch formatOf(f) {
	case "pdf":
		return parsePDF(r.PDF)
	case "archive":
		return parseArchive
	case "html":
		return parseWeb
	case "markdown":
		return textParser(parseMarkdown)
	}
	return textParser(parsePlain)
}

// formatOf goes by what f certainly is, then by what is said of it, then by how
// the text starts.
func formatOf(f File) string {
	if format := signature(f.Data); format != "" {
		return format
	}
	if format := typeFormats[strings.ToLower(f.Type)]; format != "" {
		return format
	}
	if format := endingFormats[f.ending()]; format != "" {
		return format
	}
	return look(f.Data)
}

func signature(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte("%PDF-")):
		return "pdf"
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return "archive"
	}
	return ""
}

var (
	htmlStart    = regexp.MustCompile(`(?i)^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype html|html|head|body)\b`)
	markdownHead = regexp.MustCompile(`(?m)^#{1,6} \S`)
)

func look(data []byte) string {
	start := data[:min(len(data), 4096)]
	switch {
	case htmlStart.Match(bytes.TrimPrefix(start, []byte("\xEF\xBB\xBF"))):
		return "html"
	case markdownHead.Match(start):
		return "markdown"
	}
	return ""
}

// textParser reads a format that is nothing but text.
func textParser(parse func(text string) (document, error)) parser {
	return func(_ context.Context, f File) (document, error) {
		text, err := f.text(named(f.Charset))
		if err != nil {
			return document{}, err
		}
		return parse(text)
	}
}

// text is what f holds, with "\n" line ends.
func (f File) text(declared encoding.Encoding) (string, error) {
	if kind := foreign(f.Data); kind != "" {
		return "", &ReadError{Reason: "is " + kind + ", not text", Hint: hintFormats}
	}
	text, err := decode(f.Data, declared)
	if err != nil || !strings.Contains(text, "\r") {
		return text, err
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), nil
}

// foreign names the kind of file that raw is, where that is certain and it is
// not text. Files it does not know are told by their bytes in decode.
func foreign(raw []byte) string {
	kind, _, _ := strings.Cut(http.DetectContentType(raw), ";")
	switch {
	case bytes.HasPrefix(raw, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return "an Office file of before 2007, or one with a password"
	case bytes.HasPrefix(raw, []byte(`{\rtf`)):
		return "an RTF file"
	case strings.HasPrefix(kind, "text/"), kind == "application/octet-stream":
		return ""
	}
	return "a file of type " + kind
}

// named is the encoding of that label, or nil. UTF-8 is told by the text itself.
func named(label string) encoding.Encoding {
	enc, name := charset.Lookup(label)
	if name == "utf-8" || name == "replacement" {
		return nil
	}
	return enc
}
