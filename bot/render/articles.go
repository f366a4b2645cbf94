package render

import (
	"fmt"
	"strings"

	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/corpus"
	"footnote/library"
	"footnote/library/store"
)

const (
	maxOutline     = 25  // headings of one article
	maxLead        = 300 // characters of what an article is about
	maxDescription = 1900

	MostDescribed = 100 // articles, more than maxDescription has room for
)

// Articles says what articles are about.
func Articles(t *texts.Texts, articles []*corpus.Article) string {
	var out strings.Builder
	for _, a := range articles {
		fmt.Fprintf(&out, "**%s**\n", markdown.Escape(a.Title))
		if lead := leading(a); lead != "" {
			out.WriteString(markdown.Quote(markdown.Escape(markdown.Short(lead, maxLead))) + "\n")
		}
		n := 0
		for _, s := range a.Sections {
			if s.Title == "" || s.Title == a.Title || n == maxOutline {
				continue
			}
			if n == 0 {
				fmt.Fprintf(&out, "**%s**\n", t.Outline)
			}
			n++
			fmt.Fprintf(&out, "- %s\n", markdown.Escape(s.Title))
		}
		fmt.Fprintf(&out, "-# %s%s\n", t.From, markdown.Escape(a.Source))
	}
	return markdown.Pages(out.String(), maxDescription)[0]
}

// leading is how an article begins.
func leading(a *corpus.Article) string {
	for _, p := range a.Passages {
		text := strings.TrimSpace(a.Quote(p.Span))
		if text != "" && text != a.Title {
			return strings.Join(strings.Fields(text), " ")
		}
	}
	return ""
}

// Library lists the articles of a scope, and what is being added to it, in at
// most maxParts messages. standing is that others answer in place of none.
func Library(t *texts.Texts, all []store.Summary, standing bool, additions []library.Progress) []string {
	var out strings.Builder
	switch {
	case standing:
		out.WriteString(t.Standing)
	case len(all) == 0:
		out.WriteString(t.EmptyLibrary)
	default:
		fmt.Fprintf(&out, t.Listed, len(all))
	}
	for n, k := range all {
		fmt.Fprintf(&out, "\n%d. **%s**\n", n+1, markdown.Escape(markdown.Short(k.Title, maxHeading)))
		fmt.Fprintf(&out, "-# "+t.Sizes+" · <t:%d:d> · %s", k.Characters, k.Passages, k.Added.Unix(), k.ID)
	}
	for _, p := range additions {
		out.WriteString("\n" + Progress(t, p))
	}
	return firstParts(out.String())
}

// firstParts are as many messages of a text as one reply may take.
func firstParts(text string) []string {
	pages := markdown.Pages(text, wire.MaxContent)
	return pages[:min(len(pages), maxParts)]
}
