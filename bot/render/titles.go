package render

import (
	"fmt"
	"strings"

	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/corpus"
	"footnote/library/store"
)

// oneLine cleans a stranger's text and removes its line breaks.
func oneLine(text string) string { return strings.Join(strings.Fields(markdown.Clean(text)), " ") }

// Title returns a title in a form that is safe within a sentence of the bot.
func Title(title string) string {
	return markdown.Escape(markdown.Short(oneLine(title), maxHeading))
}

// maxNamed is the most articles that are named if several match.
const maxNamed = 10

// Ambiguous says which articles match a name.
func Ambiguous(t *texts.Texts, wanted string, articles []*corpus.Article) string {
	var out strings.Builder
	fmt.Fprintf(&out, t.Several, named(wanted), len(articles))
	for n, a := range articles {
		if n == maxNamed {
			out.WriteString("\n…")
			break
		}
		fmt.Fprintf(&out, "\n- %s · `%s`", named(a.Title), a.ID)
	}
	return markdown.Pages(out.String(), wire.MaxContent)[0]
}

// NoSuchArticle says that there is no article of that name. missing is the text that says so:
// NoArticle, or NoArticleKept for those who manage the library.
func NoSuchArticle(missing, wanted string) string {
	return fmt.Sprintf(missing, markdown.Escape(markdown.Short(markdown.Clean(wanted), maxQuoted)))
}

// named returns the name that somebody gave an article, in a form that is safe within a
// sentence of the bot.
func named(wanted string) string { return markdown.Escape(markdown.Short(oneLine(wanted), maxQuoted)) }

// NoArticles says that a scope has no articles and how to add some.
func NoArticles(t *texts.Texts, scope store.Scope) string {
	if strings.HasPrefix(string(scope), string(store.Guild(""))) {
		return t.NoArticles
	}
	return t.NoOwnArticles
}
