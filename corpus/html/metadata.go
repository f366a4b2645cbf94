package html

import (
	"cmp"
	"encoding/json"
	"html"
	"slices"
	"strings"

	"footnote/corpus/doc"

	markup "golang.org/x/net/html"
)

// facts are what a page says of itself, by the names that it uses, in lower case.
// The first of a name counts.
type facts map[string]string

func (f facts) set(name, text string) {
	if name != "canonical" && name != "og:url" {
		text = doc.OneLine(html.UnescapeString(text))
	}
	if text != "" && f[name] == "" {
		f[name] = text
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

func (f facts) meta(t markup.Token) {
	content := value(t, "content")
	for _, key := range []string{"property", "name", "itemprop"} {
		if name := strings.ToLower(strings.TrimSpace(value(t, key))); slices.Contains(metaNames, name) {
			f.set(name, content)
		}
	}
}

// first is the first of the names that the page says something of.
func (f facts) first(names ...string) string {
	for _, name := range names {
		if f[name] != "" {
			return f[name]
		}
	}
	return ""
}

func (p *page) title() string {
	title := p.facts.first("ld:headline", "og:title", "twitter:title")
	if title != "" {
		return title
	}
	// A site writes its own name behind the title of the article.
	if p.heading != "" && strings.Contains(p.facts["title"], p.heading) {
		return p.heading
	}
	return cmp.Or(p.facts["title"], p.heading)
}

func (p *page) author() string {
	if name := p.facts.first("ld:author", "author", "dc.creator", "dcterms.creator", "parsely-author", "byl"); name != "" {
		return name
	}
	name := p.facts.first("article:author", "og:article:author")
	if strings.Contains(name, "://") { // the page of the author
		name = ""
	}
	return cmp.Or(name, p.facts["byline"])
}

func (p *page) published() string {
	if date := p.facts["ld:datepublished"]; date != "" {
		return date
	}
	for _, name := range metaNames[slices.Index(metaNames, "article:published_time"):] {
		if p.facts[name] != "" {
			return p.facts[name]
		}
	}
	return p.facts["time"]
}

func (p *page) canonical() string { return p.facts.first("canonical", "og:url") }

// maxLinkedData bounds one piece of JSON-LD: one that describes an article has a
// few thousand bytes.
const maxLinkedData = 256 << 10

// learn takes title, author and date from JSON-LD, from whatever in it has a
// headline.
func (f facts) learn(text string) {
	var value any
	if len(text) > maxLinkedData || json.Unmarshal([]byte(text), &value) != nil {
		return
	}
	f.search(value, 4)
}

// search looks through lists and graphs, to that depth.
func (f facts) search(value any, depth int) {
	if depth == 0 {
		return
	}
	switch value := value.(type) {
	case []any:
		for _, v := range value {
			f.search(v, depth-1)
		}
	case map[string]any:
		f.search(value["@graph"], depth-1)
		headline, _ := value["headline"].(string)
		if headline == "" {
			return
		}
		f.set("ld:headline", headline)
		f.set("ld:author", strings.Join(names(value["author"]), "、"))
		if date, ok := value["datePublished"].(string); ok {
			f.set("ld:datepublished", date)
		}
	}
}

// names are those of a person, an organisation or a list of them.
func names(value any) []string {
	switch value := value.(type) {
	case string:
		if !strings.Contains(value, "://") {
			return []string{value}
		}
	case map[string]any:
		return names(value["name"])
	case []any:
		var all []string
		for _, v := range value[:min(len(value), doc.MaxAuthors)] {
			all = append(all, names(v)...)
		}
		return all
	}
	return nil
}
