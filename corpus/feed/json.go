package feed

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"footnote/corpus/doc"
	"footnote/corpus/repair"
)

// A jsonFeed is a JSON Feed, version 1 or 1.1 (jsonfeed.org).
type jsonFeed struct {
	Version     string   `json:"version"`
	Title       string   `json:"title"`
	Description string   `json:"description"`
	Author      person   `json:"author"`
	Authors     []person `json:"authors"`
	Items       []struct {
		Title     string   `json:"title"`
		HTML      string   `json:"content_html"`
		Text      string   `json:"content_text"`
		Summary   string   `json:"summary"`
		Published string   `json:"date_published"`
		Author    person   `json:"author"`
		Authors   []person `json:"authors"`
	} `json:"items"`
}

type person struct {
	Name string `json:"name"`
}

func names(one person, all []person) string {
	var some []string
	for _, p := range append(all, one) {
		if p.Name != "" && len(some) < doc.MaxAuthors {
			some = append(some, p.Name)
		}
	}
	return strings.Join(some, "、")
}

var feedVersion = doc.Pattern(`"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org`)

// ParseJSON reads a JSON Feed in the same way as one in XML, and any other JSON as records.
func ParseJSON(ctx context.Context, f doc.File) (doc.Document, error) {
	text, err := repair.Text(f, "")
	if err != nil {
		return doc.Document{}, err
	}
	if !feedVersion().MatchString(text[:min(len(text), 64<<10)]) {
		return records(ctx, text)
	}
	if strings.Count(text, "{") > 10*maxEntries {
		return doc.Document{}, &doc.Error{Reason: fmt.Sprintf("is a feed of more than %d entries", maxEntries), Hint: "split it"}
	}
	var all jsonFeed
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		return doc.Document{}, &doc.Error{Reason: "is no JSON Feed: " + err.Error(), Hint: "download it again"}
	}
	one := feed{title: all.Title, about: all.Description, author: names(all.Author, all.Authors)}
	for _, item := range all.Items {
		one.entries = append(one.entries, entry{
			title: item.Title, author: names(item.Author, item.Authors), date: item.Published,
			summary: item.Summary, content: cmp.Or(item.HTML, plainHTML(item.Text)),
		})
	}
	return one.document()
}

// plainHTML returns plain text as HTML, with its paragraphs.
func plainHTML(text string) string {
	if text == "" {
		return ""
	}
	return "<pre>" + strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(text) + "</pre>"
}

// LooksJSON reports whether a text begins like a JSON Feed.
func LooksJSON(start []byte) bool {
	return bytes.HasPrefix(bytes.TrimSpace(start), []byte("{")) && feedVersion().Match(start)
}
