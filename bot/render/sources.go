package render

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/corpus"
	"footnote/corpus/link"
	"footnote/rag/index"
)

// A source is a passage with the sentences of it that are cited.
type source struct {
	article *corpus.Article
	around  corpus.Span // the passage
	heading string      // the title and the headings above it
	numbers []int
	cited   []corpus.Span
}

// Sources shows the passages that contain places, each once, with the sentences in bold, and
// says what bold means.
func Sources(t *texts.Texts, places []Place) []string {
	return markdown.Pages(small(t.InBold)+"\n"+strings.Join(sources(places, t), "\n\n"), wire.MaxContent)
}

// Nearest shows the passages nearest to a refused question.
func Nearest(t *texts.Texts, places []Place) []string {
	return markdown.Pages(strings.Join(append([]string{t.ComeNearest}, sources(places, t)...), "\n\n"), wire.MaxContent)
}

// Hits shows the passages that match a query best, with the matching sentence of each in
// bold.
func Hits(t *texts.Texts, query string, hits []index.Hit) []string {
	shown := markdown.Escape(markdown.Short(markdown.Clean(query), maxQuoted))
	if len(hits) == 0 {
		return []string{fmt.Sprintf(t.Nothing, shown)}
	}
	parts := append([]string{fmt.Sprintf(t.Searched, shown)}, sources(found(hits), t)...)
	return markdown.Pages(strings.Join(parts, "\n\n"), wire.MaxContent)
}

// sources returns the passages that contain places, each once, numbered from 1 like the
// places.
func sources(places []Place, t *texts.Texts) []string {
	var all []*source
	for n, p := range places {
		one := &source{article: p.article, around: p.Span, heading: p.article.Title}
		if passage, ok := p.passage(); ok {
			one.around, one.heading = passage.Span, p.article.Place(passage.Section)
		}
		i := slices.IndexFunc(all, func(s *source) bool { return s.article == one.article && s.around == one.around })
		if i < 0 {
			i, all = len(all), append(all, one)
		}
		all[i].numbers, all[i].cited = append(all[i].numbers, n+1), append(all[i].cited, p.Span)
	}
	var out []string
	for _, s := range all {
		out = append(out, s.shown(t))
	}
	return out
}

// shown returns the source as a message shows it, with the sentences in bold.
func (s *source) shown(t *texts.Texts) string {
	heading := s.heading + position(t, s.article.At(s.cited[0].Start)) + seenBy(t, s.article.SeenAt(s.cited[0].Start))
	numbers := ""
	for _, n := range s.numbers {
		numbers += fmt.Sprintf("[%d]", n)
	}
	return fmt.Sprintf("**%s** %s\n%s", numbers, linkedPlace(heading, link.To(s.article, s.cited...)), markdown.Quote(strings.TrimSpace(s.marked())))
}

func (s *source) marked() string {
	var out strings.Builder
	at := s.around.Start
	for _, c := range s.runs() {
		out.WriteString(spaced(s.article.Text[at:c.Start]))
		out.WriteString("**" + strings.TrimSpace(markdown.Escape(s.article.Quote(c))) + "**")
		at = c.End
	}
	out.WriteString(spaced(s.article.Text[at:s.around.End]))
	return out.String()
}

// spaced escapes text and keeps the space before and after it, as one space or line break.
func spaced(text string) string {
	edge := func(space string) string {
		switch {
		case space == "":
			return ""
		case strings.Contains(space, "\n"):
			return "\n"
		}
		return " "
	}
	inner := strings.TrimSpace(text)
	if inner == "" {
		return edge(text)
	}
	at := strings.Index(text, inner)
	return edge(text[:at]) + markdown.Escape(inner) + edge(text[at+len(inner):])
}

// runs returns the cited sentences in order, with neighbours joined: two pieces of bold text
// must not touch.
func (s *source) runs() []corpus.Span {
	cited := slices.Clone(s.cited)
	slices.SortFunc(cited, func(a, b corpus.Span) int { return cmp.Compare(a.Start, b.Start) })
	var runs []corpus.Span
	for _, c := range cited {
		last := len(runs) - 1
		if last >= 0 && (c.Start <= runs[last].End || strings.TrimSpace(s.article.Text[runs[last].End:c.Start]) == "") {
			runs[last].End = max(runs[last].End, c.End)
			continue
		}
		runs = append(runs, c)
	}
	return runs
}
