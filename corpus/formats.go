package corpus

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"strings"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
	"footnote/corpus/epub"
	"footnote/corpus/html"
	"footnote/corpus/markdown"
	"footnote/corpus/office"
	"footnote/corpus/plain"
)

// A format is a kind of file that can be read. To add one, write a package with a
// Parse like the others' and give it a line in [Reader.formats].
type format struct {
	endings []string // of file names, in lower case; the usual one first
	types   []string // media types that say that a file has this format

	begins func(data []byte) bool  // reports a file that certainly has it; may be nil
	looks  func(start []byte) bool // reports a text that probably has it; may be nil

	parse  func(context.Context, doc.File) (doc.Document, error)
	kind   archive.Kind                                              // where files of this format are zip archives, of which kind
	unpack func(context.Context, *archive.Zip) (doc.Document, error) // instead of parse, for such archives
}

// formats are all formats that can be read, a line each. Media types that servers
// give to anything, such as text/plain and application/octet-stream, are in no
// line. The first line has no parser: a file of such a name may hold any text.
func (r *Reader) formats() []format {
	return []format{
		{endings: []string{".txt", ".text"}},
		{endings: []string{".md", ".markdown", ".mdown"}, types: []string{"text/markdown", "text/x-markdown"}, looks: looksLikeMarkdown, parse: markdown.Parse},
		{endings: []string{".html", ".htm", ".xhtml"}, types: []string{"text/html", "application/xhtml+xml"}, looks: looksLikeHTML, parse: html.Parse},
		{endings: []string{".pdf"}, types: []string{"application/pdf"}, begins: isPDF, parse: r.parsePDF},
		{endings: []string{".docx"}, types: []string{"application/vnd.openxmlformats-officedocument.wordprocessingml.document"}, kind: archive.DOCX, unpack: office.Parse},
		{endings: []string{".epub"}, types: []string{"application/epub+zip"}, kind: archive.EPUB, unpack: epub.Parse},
	}
}

// parse reads f in the format that its bytes certainly have; else the one that its
// media type or its ending says; else the one that its text looks like; else as
// plain text.
func (r *Reader) parse(ctx context.Context, f doc.File) (doc.Document, error) {
	formats := r.formats()
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
	parse := find(func(one format) bool { return one.begins != nil && one.begins(f.Data) })
	if parse == nil && archive.IsZip(f.Data) {
		parse = r.parseArchive
	}
	if parse == nil {
		parse = find(func(one format) bool { return slices.Contains(one.types, strings.ToLower(f.Type)) })
	}
	if parse == nil {
		parse = find(func(one format) bool { return slices.Contains(one.endings, f.Ending()) })
	}
	if parse == nil {
		parse = find(func(one format) bool { return one.looks != nil && one.looks(start) })
	}
	if parse == nil {
		parse = plain.Parse
	}
	return parse(ctx, f)
}

// parseArchive reads a zip archive that is one document.
func (r *Reader) parseArchive(ctx context.Context, f doc.File) (doc.Document, error) {
	a, err := archive.Open(bytes.NewReader(f.Data), int64(len(f.Data)))
	if other := doc.NotText(f.Data); err != nil && other != "" && !archive.IsZip(f.Data) {
		return doc.Document{}, &doc.Error{Reason: "is " + other + ", not what its name says", Hint: doc.HintFormats}
	}
	if err != nil {
		return doc.Document{}, err
	}
	kind := a.Kind()
	for _, one := range r.formats() {
		if one.kind == kind {
			return one.unpack(ctx, a)
		}
	}
	if kind == archive.Bundle {
		return doc.Document{}, &doc.Error{Reason: "is a zip archive, not one article", Hint: "unpack it and name a file in it"}
	}
	return doc.Document{}, &doc.Error{Reason: "is " + string(kind) + ", not a text", Hint: doc.HintFormats}
}

func (r *Reader) parsePDF(ctx context.Context, f doc.File) (doc.Document, error) {
	if r.PDF == nil {
		return doc.Document{}, &doc.Error{Reason: "is a PDF, and PDFs cannot be read here", Hint: "save it as plain text, Markdown or HTML"}
	}
	return r.PDF.Parse(ctx, f)
}

// Gather finds the files at path that can be read, as [archive.Gather] does.
func Gather(ctx context.Context, path string, yield archive.Yield) error {
	return archive.Gather(ctx, path, unreadable, yield)
}

// Unpack yields the files in f that can be read, as [archive.Unpack] does.
func Unpack(ctx context.Context, f doc.File, yield archive.Yield) error {
	return archive.Unpack(ctx, f, unreadable, yield)
}

// unreadable says why a file of that name is left out; nil lets it pass.
func unreadable(name string) error {
	var usual []string
	for _, one := range new(Reader).formats() {
		if slices.Contains(one.endings, strings.ToLower(filepath.Ext(name))) {
			return nil
		}
		usual = append(usual, one.endings[0])
	}
	return &doc.Error{Reason: "is of a kind that is not read", Hint: "kinds that are: " + strings.Join(usual, " ") + " .zip"}
}

func isPDF(data []byte) bool { return bytes.HasPrefix(data, []byte("%PDF-")) }

var htmlStart = doc.Pattern(`(?i)^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype html|html|head|body)\b`)

func looksLikeHTML(start []byte) bool {
	return htmlStart().Match(bytes.TrimPrefix(start, []byte("\xEF\xBB\xBF")))
}

var markdownHeading = doc.Pattern(`(?m)^#{1,6} \S`)

// looksLikeMarkdown goes by headings. A page of HTML may have what looks like one,
// in a script.
func looksLikeMarkdown(start []byte) bool {
	return !looksLikeHTML(start) && markdownHeading().Match(start)
}
