package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/corpus"
	"footnote/rag"
	"footnote/rag/index"
)

const (
	searchDepth  = 5
	maxOutline   = 25  // headings of one article
	maxLead      = 300 // characters of what an article is about
	maxShownText = 1900
)

// describe says what articles are about.
func describe(articles []*corpus.Article, t *texts.Texts) string {
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
	return markdown.Pages(out.String(), maxShownText)[0]
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

// search shows the passages that match best, with the sentence that matched.
func (b *Bot) search(ctx context.Context, i *wire.Interaction, t *texts.Texts, r wire.Reply) {
	query := i.Text(wire.OptionQuery)
	shown := markdown.Escape(markdown.Short(markdown.Clean(query), maxQuoted))
	d, err := b.desk(ctx, i.Scope(), i.Text(wire.OptionArticle))
	var hits []index.Hit
	if err == nil {
		hits, err = d.Search(ctx, markdown.Clean(query), searchDepth)
	}
	var text string
	switch {
	case unnamed(err):
		b.send.Deliver(ctx, r, wire.Text(unclear(t, i.Text(wire.OptionArticle), err), 0))
		return
	case errors.Is(err, errNoArticles):
		b.send.Deliver(ctx, r, wire.Text(withoutArticles(t, i.Scope()), 0))
		return
	case b.cut.Err() != nil:
		b.send.CutOff(r, t, "")
		return
	case err != nil:
		b.Log.Warn("a search failed", "error", err)
		text = t.Failed
	case len(hits) == 0:
		text = fmt.Sprintf(t.Nothing, shown)
	default:
		var found []place
		for _, h := range hits {
			found = append(found, place{h.Article, h.Best.Span})
		}
		text = strings.Join(append([]string{fmt.Sprintf(t.Searched, shown)}, sources(found, t)...), "\n\n")
	}
	b.send.DeliverParts(ctx, r, markdown.Pages(text, maxContent))
}

// check says of each sentence of a message how it stands to the articles.
func (b *Bot) check(ctx context.Context, i *wire.Interaction, t *texts.Texts, r wire.Reply) {
	var claims []rag.Claim
	d, err := b.desk(ctx, i.Scope(), "")
	if err == nil {
		claims, err = d.Claims(ctx, markdown.Clean(i.Data.Resolved.Messages[i.Data.Target].Content))
	}
	switch {
	case b.cut.Err() != nil:
		b.send.CutOff(r, t, "")
		return
	case errors.Is(err, errNoArticles):
		b.send.Deliver(ctx, r, wire.Text(withoutArticles(t, i.Scope()), 0))
		return
	case err != nil:
		b.Log.Warn("a message could not be checked", "error", err)
		b.send.Deliver(ctx, r, wire.Text(t.Failed, 0))
		return
	case len(claims) == 0:
		b.send.Deliver(ctx, r, wire.Text(t.Checkable, 0))
		return
	}
	out := []string{t.Checked}
	for _, c := range claims {
		out = append(out, claim(c, t))
	}
	parts := markdown.Pages(strings.Join(out, "\n"), maxContent)
	if len(parts) > maxParts {
		parts = parts[:maxParts]
	}
	b.send.DeliverParts(ctx, r, parts)
}

func claim(c rag.Claim, t *texts.Texts) string {
	finding := map[rag.Finding]string{rag.FindingSupported: t.Supported, rag.FindingOpposed: t.Opposed, rag.FindingAbsent: t.Absent}[c.Finding]
	out := markdown.Quote(markdown.Escape(markdown.Short(strings.Join(strings.Fields(c.Text), " "), maxHeading))) + "\n" + finding
	for _, f := range c.Footnotes {
		out += fmt.Sprintf(" [%d]", f.Number)
	}
	for _, f := range c.Footnotes {
		out += "\n" + footnoteLine(t, fmt.Sprintf("[%d]", f.Number), f.Ref, f.Span)
	}
	return out
}
