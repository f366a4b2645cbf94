package bot

import (
	"bytes"
	"context"
	"log/slog"

	"footnote/bot/aging"
	"footnote/bot/answers"
	"footnote/bot/articles"
	"footnote/bot/conversation"
	"footnote/bot/handoff"
	"footnote/bot/insights"
	"footnote/bot/metrics"
	"footnote/bot/pages"
	"footnote/bot/reach"
	"footnote/bot/render"
	"footnote/bot/subject"
	"footnote/bot/texts"
	"footnote/bot/visibility"
	"footnote/bot/wire"
)

// buttons handles presses of buttons.
type buttons struct {
	send         *wire.Sender
	signer       render.Signer
	subjects     *subject.Finder
	ask          *questions
	turns        *turns
	conversation *conversation.Reader
	feedback     *feedback
	pages        *pages.Shower
	additions    *additions
	articles     *articles.Articles
	privacy      *privacy
	insights     *insights.Handler
	answers      *answers.Handler
	caller       *handoff.Caller
	marker       *aging.Marker
	publisher    *visibility.Publisher
	remover      *visibility.Remover
	metrics      *metrics.Metrics
	log          *slog.Logger
}

// press handles the press of a button. A button that the bot did not make, or made in another scope
// or before its token changed, is answered with a friendly text.
func (h *buttons) press(ctx context.Context, i *wire.Interaction, p preference) {
	kind, payload, err := h.signer.Read(i.Scope(), i.Data.CustomID)
	if err != nil || i.Message == nil {
		h.metrics.Failed("forged")
		h.log.InfoContext(ctx, "a button is not the bot's, or of another time", errorIf(err))
		h.send.Respond(ctx, i, wire.Text(p.Stale, wire.Ephemeral))
		return
	}
	if (kind == render.KindNearest || kind == render.KindPublish || kind == render.KindAging) && h.ask.desk.Bars(ctx, i, p.Settings) {
		h.send.Respond(ctx, i, wire.Text(p.ApprovedOnly, wire.Ephemeral))
		return
	}
	switch kind {
	case render.KindSources:
		if r, places := h.passages(ctx, i, p, payload, render.Sources); r != nil {
			h.pages.Show(ctx, i, p.Texts, r, places)
		}
	case render.KindNearest:
		h.passages(ctx, i, p, payload, render.Nearest)
	case render.KindNext:
		h.next(ctx, i, p, payload)
	case render.KindGood, render.KindBad:
		h.feedback.vote(ctx, i, p.Texts, payload, kind == render.KindGood, h.terms(ctx, i, p))
	case render.KindHandoff:
		h.caller.Press(ctx, i, h.terms(ctx, i, p), payload)
	case render.KindApprove:
		h.ask.desk.Press(ctx, i, p.Texts, p.Settings, payload)
	case render.KindRetry:
		h.retry(ctx, i, p, payload)
	case render.KindPublish:
		h.publish(ctx, i, p, payload)
	case render.KindTakeAway:
		h.remover.TakeAway(ctx, i, p.Texts, payload)
	case render.KindCancel:
		h.additions.cancel(ctx, i, p.Texts, payload)
	case render.KindForget:
		h.privacy.forget(ctx, i, p.Texts, payload)
	case render.KindInsights:
		h.insights.Press(ctx, i, p.Texts, payload)
	case render.KindAging:
		h.marker.Press(ctx, i, p.Texts)
	case render.KindAnswers:
		h.answers.Press(ctx, i, p.Texts, payload)
	case render.KindPage, render.KindPick, render.KindRemove, render.KindRestore, render.KindRemoveAll, render.KindRestoreAll:
		h.articles.Press(ctx, i, p.Texts, kind, payload)
	default:
		h.send.Respond(ctx, i, wire.Text(p.Stale, wire.Ephemeral))
	}
}

// submitted handles what somebody wrote in a window.
func (h *buttons) submitted(ctx context.Context, i *wire.Interaction, p preference) {
	kind, payload, err := h.signer.Read(i.Scope(), i.Data.CustomID)
	switch {
	case err == nil && kind == render.KindAnswers:
		h.answers.Written(ctx, i, p.Texts, payload)
	case err == nil && kind == render.KindApprove:
		h.ask.desk.Press(ctx, i, p.Texts, p.Settings, payload)
	default:
		h.send.Respond(ctx, i, wire.Text(p.Stale, wire.Ephemeral))
	}
}

// asks reports whether a button asks a question.
func (h *buttons) asks(i *wire.Interaction) bool {
	kind, _, err := h.signer.Read(i.Scope(), i.Data.CustomID)
	return err == nil && (kind == render.KindNext || kind == render.KindRetry)
}

// passages shows the presser the passages that a payload names. It returns the reply and the places
// of the passages, which are nil if none could be shown.
func (h *buttons) passages(ctx context.Context, i *wire.Interaction, p preference, payload []byte, show func(*texts.Texts, []render.Place) []string) (r wire.Reply, places []render.Place) {
	r = h.send.Promptly(ctx, i, i.Alone(), func(ctx context.Context) []string {
		articles, err := h.subjects.Readable(ctx, reach.Alone(i), payload)
		if err != nil {
			h.log.WarnContext(ctx, "passages could not be read", "error", err)
			return []string{p.Failed}
		}
		decoded, ok := render.DecodePlaces(payload, articles)
		if !ok || len(decoded) == 0 {
			return []string{p.Changed}
		}
		places = decoded
		return show(p.Texts, places)
	})
	return r, places
}

// next asks the question on the button, of the article that the answer above came from.
func (h *buttons) next(ctx context.Context, i *wire.Interaction, p preference, payload []byte) {
	const header = 1 + render.ArticleBytes // the button's position, and the article
	question := i.Message.Label(i.Data.CustomID)
	if question == "" || len(payload) < header || !bytes.Equal(payload[header:], h.signer.LabelCode(question)) {
		h.send.Respond(ctx, i, wire.Text(p.Stale, wire.Ephemeral))
		return
	}
	h.ask.interaction(ctx, i, p, inquiry{Question: render.Question{Text: question}, code: payload[1:header]}, i.Message.Flags&wire.Ephemeral)
}

// retry asks a question again that could not be answered. Only its asker may do so.
func (h *buttons) retry(ctx context.Context, i *wire.Interaction, p preference, payload []byte) {
	asker := render.PersonBytes(i.Asker())
	if len(payload) != len(asker)+render.ArticleBytes || !bytes.Equal(payload[:len(asker)], asker) {
		h.send.Respond(ctx, i, wire.Text(p.NotYours, wire.Ephemeral))
		return
	}
	code, flags := payload[len(asker):], i.Message.Flags&wire.Ephemeral|reach.Confided(i, p.rules)
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
		q := inquiry{Question: render.Question{Text: h.conversation.Question(asked)}, code: code}
		h.ask.setAsker(ctx, i, p, &q, r, found)
		h.ask.attach(&q, h.conversation.Before(ctx, asked).About)
		h.ask.answer(ctx, q, r)
	})
}

// terms returns the terms on which somebody calls the helpers.
func (h *buttons) terms(ctx context.Context, i *wire.Interaction, p preference) handoff.Terms {
	return handoff.Terms{Texts: p.Texts, Role: p.Helpers, Welcome: h.turns.policy.Welcome(ctx, askerOf(i), p.Settings)}
}

// publish makes a private answer public. It counts as a question of the person who pressed the
// button, as far as limits go.
func (h *buttons) publish(ctx context.Context, i *wire.Interaction, p preference, payload []byte) {
	// A button that is not on this message belongs to another one.
	closed := len(p.rules) > 0 && i.Message.Label(i.Data.CustomID) == "" || !reach.MayBePublic(h.signer, i, payload, p.rules)
	h.publisher.Publish(ctx, i, p.Texts, visibility.Rules{Private: p.sealed(i), Closed: closed, Open: len(p.rules) == 0, Admit: func() string {
		if refusal := h.turns.admit(ctx, askerOf(i), p, nil); refusal != nil {
			return p.refused(refusal)
		}
		return ""
	}})
}
