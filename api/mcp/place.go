package mcp

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"footnote/api/value"
	"footnote/corpus"
	"footnote/corpus/doc"
)

// scheme is the scheme of the URIs of articles and of their sentences:
//
//	footnote://SCOPE/ARTICLE
//	footnote://SCOPE/ARTICLE#START-END
//
// START and END are byte offsets into the article's text.
const scheme = "footnote://"

// uri returns the URI of an article or, with a span, of a part of it.
func (s *Server) uri(id string, spans ...corpus.Span) string {
	address := scheme + s.Scope + "/" + id
	for _, part := range spans {
		address += fmt.Sprintf("#%d-%d", part.Start, part.End)
	}
	return address
}

// A place is what a URI refers to.
type place struct {
	article string
	part    *corpus.Span // nil means the whole article
}

// placeOf parses a URI of this server.
func (s *Server) placeOf(uri string) (place, error) {
	rest, ours := strings.CutPrefix(uri, scheme+s.Scope+"/")
	id, fragment, hasPart := strings.Cut(rest, "#")
	if !ours || id == "" {
		return place{}, advise("%q is no address of an article here: they look like %s, and list shows them", short(uri), s.uri("ID"))
	}
	if !hasPart {
		return place{article: id}, nil
	}
	var part corpus.Span
	if n, err := fmt.Sscanf(fragment, "%d-%d", &part.Start, &part.End); n != 2 || err != nil || fragment != fmt.Sprintf("%d-%d", part.Start, part.End) {
		return place{}, advise("%q is no part of an article: it looks like %s", short(uri), s.uri("ID", corpus.Span{Start: 0, End: 100}))
	}
	return place{id, &part}, nil
}

// short shortens text from a client for use in an error.
func short(text string) string {
	const most = 100
	text, _ = doc.RemoveInvisible(strings.Join(strings.Fields(text), " "))
	if utf8.RuneCountInString(text) > most {
		return string([]rune(text)[:most]) + "…"
	}
	return text
}

// within returns an error if part is not within the article, or begins or ends within a
// character.
func within(a *corpus.Article, part corpus.Span) (corpus.Span, error) {
	if part.Start < 0 || part.End <= part.Start || part.End > len(a.Text) || !utf8.RuneStart(a.Text[part.Start]) || part.End < len(a.Text) && !utf8.RuneStart(a.Text[part.End]) {
		return part, advise("the article has %d bytes, and no part from %d to %d", len(a.Text), part.Start, part.End)
	}
	return part, nil
}

// sectionAt returns the index of the section that contains a byte offset.
func sectionAt(a *corpus.Article, at int) int {
	for i, s := range a.Sections {
		if at >= s.Span.Start && at < s.Span.End {
			return i
		}
	}
	return 0
}

// where names the article, the section and the page of a sentence, on one line.
func where(a *corpus.Article, section int, at int) string {
	place := line(a.Place(section))
	if on := a.At(at).String(); on != "" {
		return place + ", " + on
	}
	return place
}

// line puts foreign text on one line and removes invisible characters.
func line(text string) string {
	text, _ = doc.RemoveInvisible(strings.Join(strings.Fields(text), " "))
	return text
}

// quoted prefixes each line of an article's text with "> ", so that none of it can pass for
// anything else.
func quoted(text string) string {
	return "> " + strings.ReplaceAll(strings.TrimRight(text, "\n"), "\n", "\n> ")
}

// source returns where an article comes from, without revealing anything about this machine.
func source(a *corpus.Article) string { return line(value.Origin(a.Source)) }
