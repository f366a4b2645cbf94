package bot

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"footnote/bot/render/markdown"
	"footnote/bot/rest"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/corpus"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/index"
)

const (
	maxContent = 2000 // UTF-16 units of a message
	maxParts   = 3    // messages of an answer; a longer one is a file
	maxLabel   = 80   // of a button
	// maxHeading is how much of the question stands above its answer, and
	// maxQuoted how much of a sentence in a footnote's line.
	maxHeading, maxQuoted = 300, 90
	maxPlace              = 120 // of the names of an article and its section
	suggested             = 3
	suggestWithin         = time.Second
)

// heading is the question, where nobody else would see it.
func (a asking) heading() string {
	if !a.quoted {
		return ""
	}
	return markdown.Quote(markdown.Short(markdown.Escape(a.question), maxHeading)) + "\n"
}

// showAnswer shows an answer, in as many messages as it takes.
func (b *Bot) showAnswer(ctx context.Context, a asking, r wire.Reply, d desk, got rag.Answer) {
	next := b.suggest(ctx, d, got)
	content := a.heading() + render(got, a.texts)
	parts := markdown.Pages(content, maxContent)
	rows := b.answerButtons(a, d, got, next, r.Private())
	if len(parts) > maxParts {
		b.send.Deliver(ctx, r, b.asFile(a, got, rows))
		return
	}
	for n, part := range parts {
		m := wire.Text(part, 0)
		if n == len(parts)-1 {
			m.Components = rows
		} else if r.Private() {
			m.Components = wire.Buttons(b.button(a.scope, pressPublish, nil, a.texts.Publish))
		}
		var err error
		if n == 0 {
			err = b.send.Deliver(ctx, r, m)
		} else {
			err = b.send.DeliverNext(ctx, r, m)
		}
		if err != nil {
			return // it is logged and told; a part without the one before is nothing
		}
	}
}

// suggest finds what could be asked next, if that is quick.
func (b *Bot) suggest(ctx context.Context, d desk, got rag.Answer) []string {
	ctx, cancel := context.WithTimeout(ctx, suggestWithin)
	defer cancel()
	next, err := d.Suggest(ctx, got, suggested)
	if err != nil && ctx.Err() == nil {
		b.Log.Warn("no questions to ask next", "error", err)
	}
	return next
}

// render is an answer as a message shows it: the text, why it is not a model's
// if it should be, and a line for each footnote; or the passages that come
// nearest.
func render(got rag.Answer, t *texts.Texts) string {
	var out strings.Builder
	out.WriteString(markdown.Escape(got.Text))
	if got.Degraded != "" {
		out.WriteString("\n-# ⚠️ " + markdown.Escape(got.Degraded))
	}
	if got.Abstained {
		out.WriteString("\n" + markdown.Escape(got.Reason))
		if len(got.Nearest) > 0 {
			out.WriteString("\n-# " + t.Nearest)
		}
		for _, h := range got.Nearest {
			out.WriteString("\n" + footnoteLine(t, "~", h.Ref, h.Best.Span))
		}
	}
	for n, f := range got.Footnotes {
		if n == 0 {
			out.WriteString("\n")
		}
		out.WriteString("\n" + footnoteLine(t, fmt.Sprintf("[%d]", f.Number), f.Ref, f.Span))
	}
	return out.String()
}

// footnoteLine is a short line of small text about a sentence: where it stands and how
// it goes.
func footnoteLine(t *texts.Texts, mark string, ref index.Ref, span corpus.Span) string {
	text := strings.Join(strings.Fields(ref.Article.Quote(span)), " ")
	return "-# " + mark + " " + markdown.Escape(placeName(t, ref, span)) + ": " + markdown.Escape(markdown.Short(text, maxQuoted))
}

// placeName names the article, the section and the page of a sentence.
func placeName(t *texts.Texts, ref index.Ref, span corpus.Span) string {
	where := markdown.Short(ref.Place(), maxPlace)
	if page := ref.Article.PageAt(span.Start); page > 0 {
		where += fmt.Sprintf(t.Page, page)
	}
	return where
}

// answerButtons are the buttons under an answer.
func (b *Bot) answerButtons(a asking, d desk, got rag.Answer, next []string, private bool) []wire.Row {
	var first []wire.Button
	if places := placesOf(got); len(places) > 0 {
		s := b.button(a.scope, pressSources, encodePlaces(places), a.texts.Sources)
		s.Emoji, s.Style = &wire.Emoji{Name: "📖"}, wire.StylePrimary
		first = append(first, s)
	}
	first = append(first, b.thumb(a.scope, pressGood, "👍"), b.thumb(a.scope, pressBad, "👎"))
	if private {
		first = append(first, b.button(a.scope, pressPublish, nil, a.texts.Publish))
	}
	rows := wire.Buttons(first...)
	for i, question := range next {
		if markdown.Length(question) <= maxLabel {
			payload := slices.Concat([]byte{byte(i)}, d.code(), b.signer.labelCode(question))
			rows = append(rows, wire.Buttons(b.button(a.scope, pressNext, payload, question))...)
		}
	}
	return rows
}

func (b *Bot) button(scope store.Scope, press byte, payload []byte, label string) wire.Button {
	return wire.Button{Type: wire.TypeButton, Style: wire.StyleSecondary, Label: label, CustomID: b.signer.id(scope, press, payload)}
}

func (b *Bot) thumb(scope store.Scope, press byte, sign string) wire.Button {
	return wire.Button{Type: wire.TypeButton, Style: wire.StyleSecondary, Emoji: &wire.Emoji{Name: sign}, CustomID: b.signer.id(scope, press, nil)}
}

// labelCode ties a button to what stands on it.
func (s signer) labelCode(label string) []byte { return s.sum([]byte("label " + label))[:6] }

// personBytes is a Discord id, which is a number of 64 bits.
func personBytes(id string) []byte {
	n, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		return nil
	}
	return binary.BigEndian.AppendUint64(nil, n)
}

// asFile is an answer that is too long for messages: its beginning, and all of
// it as a file.
func (b *Bot) asFile(a asking, got rag.Answer, rows []wire.Row) wire.Outgoing {
	const beginning = 1500
	head := markdown.Pages(a.heading()+markdown.Escape(got.Text), beginning)[0]
	m := wire.Text(head+"…\n-# "+a.texts.Attached, 0)
	m.Components = rows
	return m.Attach(rest.File{Name: "answer.md", Type: "text/markdown; charset=utf-8", Data: []byte(plainAnswer(a.question, got, a.texts))})
}

// plainAnswer is all of an answer, as text.
func plainAnswer(question string, got rag.Answer, t *texts.Texts) string {
	var out strings.Builder
	out.WriteString(markdown.Quote(markdown.Clean(question)) + "\n\n" + got.Text + "\n")
	for _, f := range got.Footnotes {
		fmt.Fprintf(&out, "\n[%d] %s: %s\n", f.Number, placeName(t, f.Ref, f.Span), f.Quote)
	}
	return out.String()
}
