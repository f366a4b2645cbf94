package bot

import (
	"bytes"
	"context"
	"log/slog"

	"footnote/bot/conversation"
	"footnote/bot/metrics"
	"footnote/bot/render"
	"footnote/bot/subject"
	"footnote/bot/texts"
	"footnote/bot/wire"
)

// buttons does what the button is for that somebody pressed.
type buttons struct {
	send         *wire.Sender
	signer       render.Signer
	subjects     *subject.Finder
	ask          *questions
	turns        *turns
	conversation *conversation.Reader
	feedback     *feedback
	additions    *additions
	removal      *removal
	privacy      *privacy
	metrics      *metrics.Metrics
	log          *slog.Logger
}

// press does what a button is for. A button that the bot did not make, or made
// in another scope or before its token changed, is answered with a friendly
// text.
func (h *buttons) press(ctx context.Context, i *wire.Interaction, p preference) {
	kind, payload, err := h.signer.Read(i.Scope(), i.Data.CustomID)
	if err != nil || i.Message == nil {
		h.metrics.Failures.WithLabelValues("forged").Inc()
		h.send.Respond(ctx, i, wire.Text(p.Stale, wire.Ephemeral))
		return
	}
	switch kind {
	case render.KindSources:
		h.passages(ctx, i, p, payload, render.Sources)
	case render.KindNearest:
		h.passages(ctx, i, p, payload, render.Nearest)
	case render.KindNext:
		h.next(ctx, i, p, payload)
	case render.KindGood, render.KindBad:
		h.feedback.vote(ctx, i, p.Texts, kind == render.KindGood)
	case render.KindRetry:
		h.retry(ctx, i, p, payload)
	case render.KindPublish:
		h.publish(ctx, i, p)
	case render.KindCancel:
		h.additions.cancel(ctx, i, p.Texts, payload)
	case render.KindForget:
		h.privacy.forget(ctx, i, p.Texts, payload)
	case render.KindRemove, render.KindRestore:
		h.removal.press(ctx, i, p.Texts, kind, string(payload))
	default:
		h.send.Respond(ctx, i, wire.Text(p.Stale, wire.Ephemeral))
	}
}

// asks reports whether a button asks a question.
func (h *buttons) asks(i *wire.Interaction) bool {
	kind, _, err := h.signer.Read(i.Scope(), i.Data.CustomID)
	return err == nil && (kind == render.KindNext || kind == render.KindRetry)
}

// passages shows those that a payload names to the person who pressed.
func (h *buttons) passages(ctx context.Context, i *wire.Interaction, p preference, payload []byte, show func(*texts.Texts, []render.Place) []string) {
	h.send.Promptly(ctx, i, i.Alone(), func(ctx context.Context) []string {
		articles, err := h.subjects.Readable(ctx, i.Scope(), payload)
		if err != nil {
			h.log.Warn("passages could not be read", "error", err)
			return []string{p.Failed}
		}
		places, ok := render.DecodePlaces(payload, articles)
		if !ok || len(places) == 0 {
			return []string{p.Changed}
		}
		return show(p.Texts, places)
	})
}

// next asks the question on the button, of the article that the answer above was
// from.
func (h *buttons) next(ctx context.Context, i *wire.Interaction, p preference, payload []byte) {
	const header = 1 + render.ArticleBytes // its place among the buttons, and the article
	question := i.Message.Label(i.Data.CustomID)
	if question == "" || len(payload) < header || !bytes.Equal(payload[header:], h.signer.LabelCode(question)) {
		h.send.Respond(ctx, i, wire.Text(p.Stale, wire.Ephemeral))
		return
	}
	h.ask.interaction(ctx, i, p, inquiry{Question: render.Question{Text: question}, code: payload[1:header]}, i.Message.Flags&wire.Ephemeral)
}

// retry asks a question again that could not be answered. Only its asker may.
func (h *buttons) retry(ctx context.Context, i *wire.Interaction, p preference, payload []byte) {
	asker := render.PersonBytes(i.Asker())
	if len(payload) != len(asker)+render.ArticleBytes || !bytes.Equal(payload[:len(asker)], asker) {
		h.send.Respond(ctx, i, wire.Text(p.NotYours, wire.Ephemeral))
		return
	}
	code, flags := payload[len(asker):], i.Message.Flags&wire.Ephemeral
	if question := render.QuotedQuestion(i.Message.Content); question != "" {
		h.ask.interaction(ctx, i, p, inquiry{Question: render.Question{Text: question}, code: code}, flags)
		return
	}
	// The question is the message that was answered. Looking for it may take a
	// while, so the deferral goes first.
	h.turns.ofInteraction(ctx, i, p, flags, func(ctx context.Context, r wire.Reply, found func()) {
		asked := h.conversation.Referenced(ctx, i.Message)
		if asked == nil || h.conversation.Question(asked) == "" {
			h.send.Deliver(ctx, r, wire.Text(p.Stale, 0))
			return
		}
		asked.Guild = i.Guild
		q := inquiry{code: code, id: i.ID, retain: p.Retain > 0, found: found}
		q.Question = render.Question{Text: h.conversation.Question(asked), Scope: i.Scope(), Asker: i.Asker(), Texts: p.Texts}
		h.ask.attach(&q, h.conversation.Before(ctx, asked).About)
		h.ask.answer(ctx, q, r)
	})
}

// publish shows a private answer to all, as it stands.
func (h *buttons) publish(ctx context.Context, i *wire.Interaction, p preference) {
	if i.Message.Flags&wire.Ephemeral == 0 || i.Message.Content == "" {
		h.send.Respond(ctx, i, wire.Text(p.Stale, wire.Ephemeral))
		return
	}
	h.send.Respond(ctx, i, h.signer.Public(i.Scope(), p.Texts, i.Message))
}
