package bot

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"footnote/bot/listening"
	"footnote/bot/render"
	"footnote/bot/render/markdown"
	"footnote/bot/subject"
	"footnote/bot/wire"
	"footnote/rag"
	"footnote/rag/fixed"
)

// overheard reports whether a message that does not address the bot may be answered: it is a
// question, in a place that its server has chosen for that.
func (h *messages) overheard(ctx context.Context, m *wire.Message) bool {
	if !h.free() || m.Guild == "" || h.life.stopping.Err() != nil || !listening.Asks(markdown.Clean(m.Content)) {
		return false
	}
	p, err := h.preferences.of(ctx, m.Scope(), nil)
	return err == nil && h.threads.Chosen(ctx, m, p.Listen)
}

// volunteer answers a question that was not put to the bot, if the answer is sure. Otherwise, also
// at a limit or after a failure, the bot says nothing.
func (h *messages) volunteer(ctx context.Context, m *wire.Message) {
	p, err := h.preferences.of(ctx, m.Scope(), h.preferences.texts.ForLanguage(h.language(m.Content)))
	if err != nil || h.turns.admit(ctx, authorOf(m), p, nil) != nil {
		return
	}
	q := inquiry{
		Question: render.Question{Text: m.Content, Scope: m.Scope(), Asker: m.Author.ID, Texts: p.Texts},
		id:       m.ID,
	}
	q.to, q.unasked = m.ID, true
	h.ask.applySettings(ctx, &q, p, m.Channel)
	q.setViewer(p, h.author(ctx, m, p))
	if p.Threads {
		q.channel = m.Channel
	}
	h.turns.silently(ctx, m.Author.ID, func(ctx context.Context, found func()) {
		q.found = found
		h.ask.volunteer(ctx, q, h.send.Volunteer(m, p.Texts))
	})
}

// volunteer answers a question that was not put to the bot, if the answer is sure.
func (h *questions) volunteer(ctx context.Context, q inquiry, r wire.Reply) {
	began := time.Now()
	q.Answer = h.signer.AnswerCode(q.id)
	asking := h.asking(ctx, q)
	about, got, err := h.answered(ctx, q, rag.Question{Text: markdown.Clean(q.Text), Hint: q.Texts.Sources}, func(string) error { return nil })
	q.found()
	if err != nil || ctx.Err() != nil || got.Tier != rag.TierSure && got.Tier != fixed.Tier {
		level := slog.LevelDebug
		if err != nil && ctx.Err() == nil && !errors.Is(err, subject.ErrNoArticles) {
			level = slog.LevelWarn
		}
		h.log.Log(ctx, level, "a question is left to others", "id", q.id, "tier", string(got.Tier), errorIf(err))
		return
	}
	outcome := h.conclude(ctx, q, r, about, got, "", nil)
	h.metrics.Answered(outcome, time.Since(began))
	h.openThread(ctx, q, r, got)
	h.record.End(context.WithoutCancel(ctx), asking, got, outcome)
	h.log.InfoContext(ctx, "question", "id", q.id, "outcome", outcome, "unasked", true, "took", time.Since(began).Round(time.Millisecond), "mode", string(got.Mode), "footnotes", len(got.Footnotes))
}
