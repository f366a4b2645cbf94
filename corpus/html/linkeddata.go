package html

import (
	"encoding/json"
	"strings"

	"footnote/corpus/doc"
)

// linkedArticle is an article that JSON-LD describes.
type linkedArticle struct{ headline, author, published string }

// These limits bound what is read of JSON-LD. Data that describes an article has a few thousand
// bytes.
const (
	maxLinkedData     = 256 << 10
	maxLinkedArticles = 64
	maxLinkedDepth    = 4
)

var (
	cdata   = doc.Pattern(`(?s)^[\s/*]*(?:<!--)?[\s/*]*(?:<!\[CDATA\[)?[\s/*]*(.*?)[\s/*]*(?:\]\]>)?[\s/*]*(?:-->)?[\s/*]*;?\s*$`)
	control = strings.NewReplacer("\n", " ", "\r", " ", "\t", " ")
)

// linkedArticles returns the articles described in a piece of JSON-LD: everything with a
// headline. Pages may wrap JSON-LD in CDATA or a comment, and break lines within strings.
func linkedArticles(text string) []linkedArticle {
	if len(text) > maxLinkedData {
		return nil
	}
	if m := cdata().FindStringSubmatch(text); m != nil {
		text = m[1]
	}
	var value any
	if json.Unmarshal([]byte(control.Replace(text)), &value) != nil {
		return nil
	}
	return findLinked(nil, value, maxLinkedDepth)
}

// findLinked searches lists and graphs down to a depth.
func findLinked(found []linkedArticle, value any, depth int) []linkedArticle {
	if depth == 0 || len(found) >= maxLinkedArticles {
		return found
	}
	switch value := value.(type) {
	case []any:
		for _, v := range value {
			found = findLinked(found, v, depth-1)
		}
	case map[string]any:
		found = findLinked(found, value["@graph"], depth-1)
		if headline := firstString(value["headline"]); headline != "" {
			published, _ := value["datePublished"].(string)
			found = append(found, linkedArticle{headline, strings.Join(authorNames(value["author"]), "、"), published})
		}
	}
	return found
}

// firstString returns a string, or the first string of a list.
func firstString(value any) string {
	if list, ok := value.([]any); ok && len(list) > 0 {
		value = list[0]
	}
	s, _ := value.(string)
	return strings.TrimSpace(s)
}

// authorNames returns the names of a person, of an organisation, or of a list of them.
func authorNames(value any) []string {
	switch value := value.(type) {
	case string:
		if name := person(value); name != "" {
			return []string{name}
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

// chooseLinked uses the JSON-LD of the page's article. If several articles are described, some
// of them may only be linked to; it chooses the one whose headline is the title of the page.
func (p *page) chooseLinked() {
	chosen := p.linked
	if len(chosen) > 1 {
		chosen = nil
		for _, a := range p.linked {
			if p.isTitled(doc.OneLine(unescaped(a.headline))) {
				chosen = []linkedArticle{a}
				break
			}
		}
	}
	for _, a := range chosen {
		p.metadata.set("ld:headline", a.headline)
		p.metadata.set("ld:author", a.author)
		p.metadata.set("ld:datepublished", a.published)
	}
}
