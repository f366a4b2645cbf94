package render

import (
	"fmt"
	"strings"

	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/corpus"
	"footnote/corpus/fetch"
	"footnote/corpus/link"
	"footnote/library/store"
)

// Facts describe an article.
type Facts struct {
	store.Summary
	Whole    *corpus.Article
	Original int64 // size of the stored file in bytes; 0 if none is stored
}

// Info shows all facts about an article, with the button that removes it. reader is who sees
// them. The store has only a code of the person who added an article, so readers can
// recognise only their own.
func (s Signer) Info(scope store.Scope, t *texts.Texts, k Facts, reader string) wire.Outgoing {
	var out strings.Builder
	fmt.Fprintf(&out, "**%s**\n", Title(k.Title))
	if lead := leading(k.Whole); lead != "" {
		out.WriteString(markdown.Quote(markdown.Escape(markdown.Short(lead, maxLead))) + "\n")
	}
	size := fmt.Sprintf(t.Sizes, k.Characters, k.Passages)
	if k.Pages > 0 {
		size += fmt.Sprintf(t.PageCount, k.Pages)
	}
	original := ""
	if k.Original > 0 {
		original = fmt.Sprintf("%.1f MB", max(float64(k.Original)/1e6, 0.1))
	}
	for _, line := range []struct{ name, value string }{
		{"id", "`" + k.ID + "`"},
		{"size", size},
		{"added", fmt.Sprintf("<t:%d:f>", k.Added.Unix())},
		{"by", addedBy(s, t, k.By, reader)},
		{"author", named(k.Author)},
		{"published", named(k.Published)},
		{"source", sourceLink(k.Whole)},
		{"original", original},
		{"seen", markdown.Escape(k.SeenBy)},
	} {
		if line.value != "" {
			fmt.Fprintf(&out, t.Setting+"\n", t.Facts[line.name], line.value)
		}
	}
	if said := unreadPictures(t, k.Whole.Pictures); said != "" {
		out.WriteString("-# " + said + "\n")
	}
	out.WriteString(outline(t, k.Whole))
	m := wire.Text(markdown.Pages(out.String(), maxDescription)[0], 0)
	remove := s.Button(scope, KindRemove, []byte(k.ID), labelWith(t.Remove, k.Title))
	remove.Style = wire.StyleDanger
	m.Components = wire.Buttons(remove)
	return m
}

// addedBy says who added an article, as far as reader may know.
func addedBy(s Signer, t *texts.Texts, by [16]byte, reader string) string {
	switch by {
	case [16]byte{}:
		return t.ByUnknown
	case s.PersonCode(reader):
		return fmt.Sprintf("<@%s>", reader)
	}
	return t.ByOther
}

// sourceLink says where an article comes from: as a link if the address is public, otherwise
// as the address without possible secrets, or as a name.
func sourceLink(a *corpus.Article) string {
	if to := link.To(a); to.Public {
		return "<" + to.Page + ">"
	}
	source := a.Source
	if strings.Contains(source, "://") {
		source = fetch.Redacted(source)
	}
	return markdown.Escape(markdown.Short(oneLine(source), maxHeading))
}
