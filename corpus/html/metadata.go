package html

import (
	"cmp"
	"encoding/json"
	"html"
	"slices"
	"strings"

	markup "golang.org/x/net/html"

	"footnote/corpus/doc"
)

// metadata is what a page says of itself, by the names that it uses, in lower case.
// The first of a name counts.
type metadata map[string]string

func (m metadata) set(name, text string) {
	if name != "canonical" && name != "og:url" {
		text = doc.OneLine(html.UnescapeString(text))
	}
	if text != "" && m[name] == "" {
		m[name] = text
	}
}

// metaNames are the names of meta elements that are kept.
var metaNames = []string{
	"og:title", "og:url", "twitter:title",
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

// first is the first of the names that the page says something of.
func (m metadata) first(names ...string) string {
	for _, name := range names {
		if m[name] != "" {
			return m[name]
		}
	}
	return ""
}

func (p *page) title() string {
	title := p.metadata.first("ld:headline", "og:title", "twitter:title")
	if title != "" {
		return title
	}
	// A site writes its own name behind the title of the article.
	if p.heading != "" && strings.Contains(p.metadata["title"], p.heading) {
		return p.heading
	}
	return cmp.Or(p.metadata["title"], p.heading)
}

func (p *page) author() string {
	if name := p.metadata.first("ld:author", "author", "dc.creator", "dcterms.creator", "parsely-author", "byl"); name != "" {
		return name
	}
	name := p.metadata.first("article:author", "og:article:author")
	if strings.Contains(name, "://") { // the page of the author
		name = ""
	}
	return cmp.Or(name, p.metadata["byline"])
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

// maxLinkedData bounds one piece of JSON-LD: one that describes an article has a
// few thousand bytes.
const maxLinkedData = 256 << 10

// readLinkedData takes title, author and date from JSON-LD, from whatever in it has a
// headline.
func (m metadata) readLinkedData(text string) {
	var value any
	if len(text) > maxLinkedData || json.Unmarshal([]byte(text), &value) != nil {
		return
	}
	m.search(value, 4)
}

// search looks through lists and graphs, to that depth.
func (m metadata) search(value any, depth int) {
	if depth == 0 {
		return
	}
	switch value := value.(type) {
	case []any:
		for _, v := range value {
			m.search(v, depth-1)
		}
	case map[string]any:
		m.search(value["@graph"], depth-1)
		headline, _ := value["headline"].(string)
		if headline == "" {
			return
		}
		m.set("ld:headline", headline)
		m.set("ld:author", strings.Join(authorNames(value["author"]), "、"))
		if date, ok := value["datePublished"].(string); ok {
			m.set("ld:datepublished", date)
		}
	}
}

// authorNames are those of a person, an organisation or a list of them.
func authorNames(value any) []string {
	switch value := value.(type) {
	case string:
		if !strings.Contains(value, "://") {
			return []string{value}
		}
	case map[string]any:
		return authorNames(value["name"])
	case []any:
		var all []string
		for _, v := range value[:min(len(value), doc.MaxAuthors)] {
			all = append(all, authorNames(v)...)
		}
		return all
	}
	return nil
}
