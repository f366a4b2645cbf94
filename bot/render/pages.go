package render

import (
	"slices"
	"strings"

	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/corpus"
	"footnote/corpus/doc"
)

// Article returns the article that the place is in.
func (p Place) Article() *corpus.Article { return p.article }

// ArticlesOf returns the articles of places, each once, in their order.
func ArticlesOf(places []Place) (all []*corpus.Article) {
	for _, p := range places {
		if !slices.Contains(all, p.article) {
			all = append(all, p.article)
		}
	}
	return all
}

// HavePages reports whether any place is on a page.
func HavePages(places []Place) bool {
	return slices.ContainsFunc(places, func(p Place) bool { return p.article.PageAt(p.Start) > 0 })
}

// PageOf names a page of an article, in plain text.
func PageOf(t *texts.Texts, a *corpus.Article, number int) string {
	return markdown.Short(markdown.Clean(a.Title), maxName) + position(t, corpus.Page{Number: number, Unit: doc.Pages}) + seenBy(t, a.SeenOn(number))
}

// maxAlt is the most characters of a file's description.
// docs.discord.com/developers/resources/message#attachment-object
const maxAlt = 1024

// AltText describes the picture of a page to those who cannot see it: with the sentences
// marked on it or, without any, with the name of the page.
func AltText(marked, place string) string {
	if marked = strings.TrimSpace(markdown.Clean(marked)); marked == "" {
		marked = place
	}
	return markdown.Short(marked, maxAlt)
}
