package approval

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"footnote/bot/render"
	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/rag"
)

// An answer is what is sent to the asker.
type answer struct {
	parts     []part
	footnotes []rag.Footnote
	edited    bool
}

// chosen returns the answer that the helper wants sent: the original, or the text that the
// helper wrote instead, with the helper's name. The sentences of a new text are checked
// again; those that the articles support get a footnote, the others get none.
func (d *Desk) chosen(ctx context.Context, i *wire.Interaction, it *item, t *texts.Texts) (got answer, err error) {
	if it.Sent != nil { // an earlier process was killed, or could not send all of it
		return it.delivered(), nil
	}
	written := strings.TrimSpace(markdown.Clean(i.Written(answerField)))
	if written == "" || written == strings.TrimSpace(markdown.Clean(it.Answer)) {
		return answer{it.Parts, footnotes(it.Cited), false}, nil
	}
	text := unmarked(written)
	var footnotes []rag.Footnote
	if !it.Aside { // the files of a question are not kept
		claims, err := d.check(ctx, it, text)
		if err != nil {
			return got, err
		}
		text, footnotes = marked(text, claims)
	}
	q := it.question(i.Scope(), t)
	parts := partsOf(render.Edited(d.Signer, q, rag.Answer{Text: text, Tier: rag.TierSure, Mode: rag.ModeLLM, Footnotes: footnotes}, i.Asker()))
	return answer{parts, footnotes, true}, nil
}

// check compares the sentences of a text with the articles in which the answer was found.
func (d *Desk) check(ctx context.Context, it *item, text string) ([]rag.Claim, error) {
	about, err := d.Subjects.Coded(ctx, it.Viewer, it.Article)
	if err != nil { // the article is gone: no sentence can be supported
		d.Log.InfoContext(ctx, "an edited answer cannot be checked", "error", err)
		return nil, nil
	}
	return about.Claims(ctx, text)
}

// mark matches a footnote mark, and anything that a reader would take for one.
var mark = regexp.MustCompile(`\s*[\[［【][0-9]{1,2}[\]］】]`)

// unmarked returns a text without footnote marks. The helper may have kept the marks of the
// original answer, or written some.
func unmarked(text string) string { return mark.ReplaceAllString(text, "") }

// marked adds a footnote mark after each supported sentence of a text, and returns the
// footnotes, each cited sentence once.
func marked(text string, claims []rag.Claim) (string, []rag.Footnote) {
	var out strings.Builder
	var footnotes []rag.Footnote
	for _, c := range claims {
		at := strings.Index(text, c.Text)
		if at < 0 || c.Finding != rag.FindingSupported {
			continue
		}
		end := at + len(c.Text)
		out.WriteString(text[:end])
		text = text[end:]
		var numbers []int
		for _, f := range c.Footnotes {
			n := slices.IndexFunc(footnotes, func(have rag.Footnote) bool { return have.Article == f.Article && have.Span == f.Span })
			if n < 0 {
				n = len(footnotes)
				f.Number = n + 1
				footnotes = append(footnotes, f)
			}
			numbers = append(numbers, n+1)
		}
		slices.Sort(numbers)
		for n, number := range slices.Compact(numbers) {
			if n == 0 {
				out.WriteString(" ")
			}
			out.WriteString("[" + strconv.Itoa(number) + "]")
		}
		if text != "" && strings.TrimLeft(text, " \n") == text {
			out.WriteString(" ")
		}
	}
	return out.String() + text, footnotes
}
