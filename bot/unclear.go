package bot

import (
	"errors"
	"fmt"
	"strings"

	"footnote/bot/render/markdown"
	"footnote/bot/texts"
)

// maxNamed is how many articles are named where several may be meant.
const maxNamed = 10

// unnamed reports whether an error is that it is not clear which article is
// meant.
func unnamed(err error) bool {
	var ambiguous *ambiguousError
	return errors.Is(err, errNoArticle) || errors.As(err, &ambiguous)
}

// unclear says that no article has that name, or which ones may be meant by it.
func unclear(t *texts.Texts, wanted string, err error) string {
	var ambiguous *ambiguousError
	if !errors.As(err, &ambiguous) {
		return noSuchArticle(t, wanted)
	}
	var out strings.Builder
	fmt.Fprintf(&out, t.Several, markdown.Escape(markdown.Short(oneLine(wanted), maxQuoted)), len(ambiguous.articles))
	for n, a := range ambiguous.articles {
		if n == maxNamed {
			out.WriteString("\n…")
			break
		}
		fmt.Fprintf(&out, "\n- %s · `%s`", markdown.Escape(markdown.Short(oneLine(a.Title), maxQuoted)), a.ID)
	}
	return markdown.Pages(out.String(), maxContent)[0]
}

// noSuchArticle says that there is no article of that name.
func noSuchArticle(t *texts.Texts, wanted string) string {
	return fmt.Sprintf(t.NoArticle, markdown.Escape(markdown.Short(markdown.Clean(wanted), maxQuoted)))
}
