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

// oneLine is a stranger's text without breaks of lines.
func oneLine(text string) string { return strings.Join(strings.Fields(markdown.Clean(text)), " ") }

// Title is a title in a sentence of ours.
func Title(title string) string {
	return markdown.Escape(markdown.Short(oneLine(title), maxHeading))
}

// maxnamed is how many articles are named where several may be meant.
const maxNamed = 10

// Ambiguous says which articles may be meant by a name.
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

// NoSuchArticle says that there is no article of that name.
func NoSuchArticle(t *texts.Texts, wanted string) string {
	return fmt.Sprintf(t.NoArticle, markdown.Escape(markdown.Short(markdown.Clean(wanted), maxQuoted)))
}

// named is what somebody named an article, in a sentence of ours.
func named(wanted string) string { return markdown.Escape(markdown.Short(oneLine(wanted), maxQuoted)) }

// NoArticles says that a scope has no articles and how to add some.
func NoArticles(t *texts.Texts, scope store.Scope) string {
	if strings.HasPrefix(string(scope), string(store.Guild(""))) {
		return t.NoArticles
	}
	return t.NoOwnArticles
}
