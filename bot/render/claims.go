package render

import (
	"fmt"
	"strings"

	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/rag"
	"footnote/rag/footnotes"
)

// Claims returns checked sentences, in at most maxParts messages.
func Claims(t *texts.Texts, claims []rag.Claim) []string {
	text := checked(claims, t, true)
	if markdown.Length(text) > wire.MaxContent {
		text = checked(claims, t, false)
	}
	return firstParts(text)
}

func checked(claims []rag.Claim, t *texts.Texts, linked bool) string {
	out := []string{t.Checked}
	for _, c := range claims {
		out = append(out, claim(c, t, linked))
	}
	return strings.Join(out, "\n")
}

func claim(c rag.Claim, t *texts.Texts, linked bool) string {
	finding := map[rag.Finding]string{rag.FindingSupported: t.Supported, rag.FindingUnsure: t.Unsure, rag.FindingOpposed: t.Opposed, rag.FindingAbsent: t.Absent}[c.Finding]
	out := markdown.Quote(markdown.Escape(markdown.Short(strings.Join(strings.Fields(c.Text), " "), maxHeading))) + "\n" + finding
	for _, f := range c.Footnotes {
		out += fmt.Sprintf(" [%d]", f.Number)
	}
	for _, f := range c.Footnotes {
		out += "\n" + footnoteLine(t, footnotes.NewLine(f, inLanguage(t)(f)), linked)
	}
	return out
}
