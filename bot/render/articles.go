package render

import (
	"fmt"
	"strings"

	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/corpus"
)

const (
	maxOutline     = 25  // headings of one article
	maxLead        = 300 // characters of the beginning of an article
	maxDescription = 1900
	maxMore        = 50 // characters of the line that says how many articles are not named

	MostDescribed = 100 // articles; maxDescription has no room for more
)

// Articles describes articles. If there is no room for all, it names them instead; all are the
// articles with or without their texts, whole those with their texts.
func Articles(t *texts.Texts, all, whole []*corpus.Article) []string {
	text := described(t, whole)
	if len(all) <= 1 || len(all) == len(whole) && markdown.Length(text) <= maxDescription {
		return markdown.Pages(text, maxDescription)[:1]
	}
	lines := []string{fmt.Sprintf(t.Listed, len(all)), "-# " + t.MoreOfOne}
	room := maxParts*(wire.MaxContent-2*maxQuoted) - maxMore // a page ends between two lines
	for n, a := range all {
		line := listed + named(a.Title)
		if room -= markdown.Length(line) + 1; room < 0 {
			lines = append(lines, fmt.Sprintf(t.MoreArticles, len(all)-n))
			break
		}
		lines = append(lines, line)
	}
	return firstParts(strings.Join(lines, "\n"))
}

// described returns what articles are about, one below the other.
func described(t *texts.Texts, articles []*corpus.Article) string {
	var out strings.Builder
	for _, a := range articles {
		fmt.Fprintf(&out, "**%s**\n", markdown.Escape(a.Title))
		if lead := leading(a); lead != "" {
			out.WriteString(markdown.Quote(markdown.Escape(markdown.Short(lead, maxLead))) + "\n")
		}
		out.WriteString(outline(t, a))
		fmt.Fprintf(&out, "-# %s%s\n", t.From, sourceLink(a))
	}
	return out.String()
}

// outline returns the headings of an article, one per line, or "" if it has none.
func outline(t *texts.Texts, a *corpus.Article) string {
	var out strings.Builder
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
	return out.String()
}

// leading returns the beginning of an article's text.
func leading(a *corpus.Article) string {
	for _, p := range a.Passages {
		text := strings.TrimSpace(a.Quote(p.Span))
		if text != "" && text != a.Title {
			return strings.Join(strings.Fields(text), " ")
		}
	}
	return ""
}

// firstParts splits a text into at most as many messages as one reply may have; the rest is
// dropped.
func firstParts(text string) []string {
	pages := markdown.Pages(text, wire.MaxContent)
	return pages[:min(len(pages), maxParts)]
}
