package corpus

import (
	"bytes"
	"path/filepath"
	"regexp"
	"strings"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
)

// A document is what a format is read into, before repair and splitting.
type document struct {
	title     string
	author    string
	published string

	blocks []block
}

// A block is a paragraph, a heading or a piece of code.
type block struct {
	text     string
	gap      string // line ends that follow it in the article's text
	level    int    // of a heading, 1 the outermost; 0 is not a heading
	verbatim bool   // code: never repaired

	page      int  // that it stands on, from 1; 0 where the format has none
	continues bool // it is of one paragraph with the block before it, over a page break
}

// head is where a heading lies in the article's text, and its level.
type head struct {
	Span
	level int
}

// layout is where the headings and the other blocks lie.
type layout struct {
	heads      []head
	paragraphs []Span
}

// assemble writes the blocks into a.Text and says where each went. It fills
// a.Pages.
func (d document) assemble(a *Article) layout {
	var text strings.Builder
	var l layout
	open := false // the block before is the end of a paragraph
	for _, b := range d.blocks {
		span := Span{text.Len(), text.Len() + len(b.text)}
		a.begin(b.page, span.Start)
		text.WriteString(b.text)
		text.WriteString(b.gap)
		switch {
		case strings.TrimSpace(b.text) == "":
		case b.continues && open:
			l.paragraphs[len(l.paragraphs)-1].End = span.End
		case b.level > 0:
			l.heads = append(l.heads, head{span, b.level})
		case b.verbatim: // every line of code is a sentence
			for line := range strings.Lines(b.text) {
				l.paragraphs = append(l.paragraphs, Span{span.Start, span.Start + len(line)})
				span.Start += len(line)
			}
		default:
			l.paragraphs = append(l.paragraphs, span)
		}
		open = b.level == 0 && strings.TrimSpace(b.text) != ""
	}
	a.Text = text.String()
	return l
}

// A format is a way to write an article down.
type format struct {
	// declared returns the encoding that the file names, or nil.
	declared func(raw []byte) encoding.Encoding
	parse    func(text string) (document, error)
}

func undeclared([]byte) encoding.Encoding { return nil }

var (
	htmlStart    = regexp.MustCompile(`(?i)^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype html|html|head|body)\b`)
	markdownHead = regexp.MustCompile(`(?m)^#{1,6} \S`)
)

// formatOf goes by the ending of the name and, where that says nothing, by how
// the file starts.
func formatOf(source string, raw []byte) format {
	plain := format{undeclared, parsePlain}
	markdown := format{undeclared, parseMarkdown}
	web := format{declaredByHTML, parseHTML}
	switch strings.ToLower(filepath.Ext(source)) {
	case ".md", ".markdown", ".mdown":
		return markdown
	case ".html", ".htm", ".xhtml":
		return web
	}
	start := raw[:min(len(raw), 4096)]
	if htmlStart.Match(bytes.TrimPrefix(start, []byte("\xEF\xBB\xBF"))) {
		return web
	}
	if markdownHead.Match(start) {
		return markdown
	}
	return plain
}

// declaredByHTML reads the encoding of a meta element. A page without one is
// told by its text.
func declaredByHTML(raw []byte) encoding.Encoding {
	enc, name, certain := charset.DetermineEncoding(raw, "")
	if !certain || name == "utf-8" {
		return nil
	}
	return enc
}
