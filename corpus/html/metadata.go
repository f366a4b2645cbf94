package html

import (
	"html"
	"slices"
	"strings"

	markup "golang.org/x/net/html"

	"footnote/corpus/doc"
)

// metadata is what a page declares about itself, by name in lower case. The first value of a
// name counts.
type metadata map[string]string

func (m metadata) set(name, text string) {
	if name != "canonical" && name != "og:url" {
		text = doc.OneLine(unescaped(text))
	}
	if text != "" && m[name] == "" {
		m[name] = text
	}
}

func unescaped(text string) string { return html.UnescapeString(text) }

// metaNames are the names of the meta elements that are kept.
var metaNames = []string{
	"og:title", "og:url", "twitter:title", "og:site_name", "application-name",
	"author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "byl", "og:article:author",
	"article:published_time", "og:article:published_time", "og:release_date", "datepublished", "pubdate", "publishdate", "publish-date",
	"publish_date", "publish_time", "apub:time", "parsely-pub-date", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.issued",
	"dcterms.date", "weibo:article:create_at", "date",
}

func (m metadata) readMeta(t markup.Token) {
	content := value(t, "content")
	for _, key := range []string{"property", "name", "itemprop"} {
		if name := strings.ToLower(strings.TrimSpace(value(t, key))); slices.Contains(metaNames, name) {
			m.set(name, content)
		}
	}
}

// first returns the value of the first of names that has one.
func (m metadata) first(names ...string) string {
	for _, name := range names {
		if m[name] != "" {
			return m[name]
		}
	}
	return ""
}

func (p *page) published() string {
	if date := p.metadata["ld:datepublished"]; date != "" {
		return date
	}
	for _, name := range metaNames[slices.Index(metaNames, "article:published_time"):] {
		if p.metadata[name] != "" {
			return p.metadata[name]
		}
	}
	return p.metadata["time"]
}

func (p *page) canonical() string { return p.metadata.first("canonical", "og:url") }
