package corpus

import (
	"bytes"
	"context"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
	"footnote/corpus/epub"
	"footnote/corpus/feed"
	"footnote/corpus/html"
	"footnote/corpus/mail"
	"footnote/corpus/markdown"
	"footnote/corpus/notebook"
	"footnote/corpus/office"
	"footnote/corpus/opendocument"
	"footnote/corpus/plain"
	"footnote/corpus/rtf"
	"footnote/corpus/scan"
	"footnote/corpus/sheet"
	"footnote/corpus/slides"
	"footnote/corpus/subtitle"
)

// A format says how files of one kind are read. To add a format, add its kind to [doc.Kinds],
// write a package with a Parse like that of the others, and add it to [Reader.formats].
type format struct {
	kind string // its name in doc.Kinds

	begins func(data []byte) bool  // reports whether a file certainly has this format; may be nil
	looks  func(start []byte) bool // reports whether a text probably has this format; may be nil

	parse  func(context.Context, doc.File) (doc.Document, error)
	packed archive.Kind                                              // the kind of zip archive, if files of this format are archives
	unpack func(context.Context, *archive.Zip) (doc.Document, error) // instead of parse, for such archives
}

// formats returns all formats that can be read. The first has no parser, as a file with such a
// name may contain any text. Pictures have none either: if the reader has an Eye, they are read
// before.
func (r *Reader) formats() []format {
	return []format{
		{kind: doc.Text},
		{kind: doc.Markdown, looks: looksLikeMarkdown, parse: markdown.Parse},
		{kind: doc.HTML, looks: looksLikeHTML, parse: html.Parse},
		{kind: doc.PDF, begins: isPDF, parse: r.parsePDF},
		{kind: doc.DOCX, packed: archive.DOCX, unpack: office.Parse},
		{kind: doc.EPUB, packed: archive.EPUB, unpack: epub.Parse},
		{kind: doc.XLSX, packed: archive.Spreadsheet, unpack: sheet.Parse},
		{kind: doc.CSV, parse: sheet.ParseText},
		{kind: doc.SRT, looks: subtitle.Looks, parse: subtitle.Parse},
		{kind: doc.PPTX, packed: archive.Presentation, unpack: slides.Parse},
		{kind: doc.EML, looks: mail.Looks, parse: r.parseMail},
		{kind: doc.IPYNB, looks: notebook.Looks, parse: notebook.Parse},
		{kind: doc.RTF, begins: rtf.Begins, parse: rtf.Parse},
		{kind: doc.ODT, packed: archive.OpenDocument, unpack: opendocument.Parse},
		{kind: doc.Feed, looks: feed.LooksXML, parse: parseXML},
		{kind: doc.JSON, looks: feed.LooksJSON, parse: parseJSON},
	}
}

// parse reads f in the format that its bytes certainly have; otherwise in that of its media
// type or its ending; otherwise in that which its text looks like; otherwise as plain text.
func (r *Reader) parse(ctx context.Context, f doc.File) (doc.Document, error) {
	return r.parseAs(ctx, f, r.formats())
}

func (r *Reader) parseAs(ctx context.Context, f doc.File, formats []format) (doc.Document, error) {
	find := func(is func(format) bool) func(context.Context, doc.File) (doc.Document, error) {
		i := slices.IndexFunc(formats, is)
		switch {
		case i < 0:
			return nil
		case formats[i].unpack != nil:
			return r.parseArchive
		}
		return formats[i].parse
	}
	start := f.Data[:min(len(f.Data), 4096)]
	if r.Sees() && scan.Kind(f.Data) != "" {
		return r.parsePicture(ctx, f)
	}
	parse := find(func(one format) bool { return one.begins != nil && one.begins(f.Data) })
	if parse == nil && archive.IsZip(f.Data) {
		parse = r.parseArchive
	}
	if kind, known := doc.KindOfType(strings.ToLower(f.Type)); parse == nil && known {
		parse = find(func(one format) bool { return one.kind == kind.Name })
	}
	if kind, known := doc.KindOfEnding(f.Ending()); parse == nil && known {
		parse = find(func(one format) bool { return one.kind == kind.Name })
	}
	if parse == nil { // the first formats of the list have the weakest rules, so they are tried last
		slices.Reverse(formats)
		parse = find(func(one format) bool { return one.looks != nil && one.looks(start) })
	}
	if parse == nil {
		parse = plain.Parse
	}
	return parse(ctx, f)
}

// parseMail reads a message and its attachments. Attached messages are read by package mail
// itself, which limits their depth.
func (r *Reader) parseMail(ctx context.Context, f doc.File) (doc.Document, error) {
	others := slices.DeleteFunc(r.formats(), func(one format) bool { return one.kind == doc.EML })
	return mail.Parse(ctx, f, func(ctx context.Context, attached doc.File) (doc.Document, error) {
		return r.parseAs(ctx, attached, others)
	})
}

// parseXML reads a feed, or a page that was saved as XML.
func parseXML(ctx context.Context, f doc.File) (doc.Document, error) {
	if start := f.Data[:min(len(f.Data), 4096)]; !feed.LooksXML(start) && looksLikeHTML(start) {
		return html.Parse(ctx, f)
	}
	return feed.ParseXML(ctx, f)
}

// parseJSON reads a feed, a notebook without the usual ending, or records.
func parseJSON(ctx context.Context, f doc.File) (doc.Document, error) {
	if notebook.Looks(f.Data[:min(len(f.Data), 4096)]) {
		return notebook.Parse(ctx, f)
	}
	return feed.ParseJSON(ctx, f)
}

// parseArchive reads a zip archive that is one document.
func (r *Reader) parseArchive(ctx context.Context, f doc.File) (doc.Document, error) {
	a, err := archive.Open(bytes.NewReader(f.Data), int64(len(f.Data)))
	if other := doc.NotText(f.Data); err != nil && other != nil && !archive.IsZip(f.Data) {
		return doc.Document{}, other
	}
	if err != nil {
		return doc.Document{}, err
	}
	kind := a.Kind()
	for _, one := range r.formats() {
		if one.packed == kind {
			d, err := one.unpack(ctx, a)
			a.Warn(&d)
			return d, err
		}
	}
	if kind == archive.Bundle {
		return doc.Document{}, &doc.Error{Reason: "is a zip archive, not one article", Hint: "unpack it and name a file in it"}
	}
	return doc.Document{}, &doc.Error{Reason: "is " + string(kind) + ", not a text", Hint: doc.HintFormats()}
}

func (r *Reader) parsePDF(ctx context.Context, f doc.File) (doc.Document, error) {
	if r.PDF == nil {
		return doc.Document{}, &doc.Error{Reason: "is a PDF, and PDFs cannot be read here", Hint: "save it as plain text, Markdown or HTML"}
	}
	if paged, ok := r.PDF.(pagedParser); ok && r.Sees() {
		return paged.ParseSeen(ctx, f, r.see)
	}
	return r.PDF.Parse(ctx, f)
}

// Files selects, by name, the files that a reader can read.
type Files struct {
	Pictures bool // include pictures, as the reader has an Eye
}

// Gather calls yield for the readable files at path. See [archive.Gather].
func (s Files) Gather(ctx context.Context, path string, yield archive.Yield) error {
	return archive.Gather(ctx, path, s.unreadable, yield)
}

// List calls seen for the files of a folder that Gather considers. See [archive.Files].
func (s Files) List(ctx context.Context, path string, seen func(f doc.File, info fs.FileInfo, err error) error) error {
	return archive.Files(ctx, path, s.unreadable, seen)
}

// Unpack calls yield for the readable files in f. See [archive.Unpack].
func (s Files) Unpack(ctx context.Context, f doc.File, yield archive.Yield) error {
	return archive.Unpack(ctx, f, s.unreadable, yield)
}

// unreadable returns why a file of that name is left out, or nil.
func (s Files) unreadable(name string) error {
	kind, known := doc.KindOfEnding(strings.ToLower(filepath.Ext(name)))
	switch {
	case !known:
		return &doc.Error{Reason: "is of a kind that is not read", Hint: doc.HintFormats()}
	case kind.IsPicture() && s.Pictures:
		return nil
	case !kind.IsRead() && !kind.IsByBytes():
		return &doc.Error{Reason: "is " + kind.Name, Hint: kind.Instead}
	}
	return nil
}

func isPDF(data []byte) bool { return bytes.HasPrefix(data, []byte("%PDF-")) }

var htmlStart = doc.Pattern(`(?i)^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype html|html|head|body)\b`)

func looksLikeHTML(start []byte) bool {
	return htmlStart().Match(bytes.TrimPrefix(start, []byte("\xEF\xBB\xBF")))
}

var markdownHeading = doc.Pattern(`(?m)^#{1,6} \S`)

// looksLikeMarkdown looks for headings. A script in an HTML page may contain something like
// one.
func looksLikeMarkdown(start []byte) bool {
	return !looksLikeHTML(start) && markdownHeading().Match(start)
}
