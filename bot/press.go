package bot

import (
	"bytes"
	"context"
	"crypto/sha256"
	"time"

	"footnote/bot/render"
	"footnote/bot/rest"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library/store"
)

// press does what a button is for. A button that the bot did not make, or made
// in another scope or before its token changed, is answered with a friendly
// text.
func (b *Bot) press(ctx context.Context, i *wire.Interaction, house manners) {
	t := house.Texts
	kind, payload, err := b.signer.Read(i.Scope(), i.Data.CustomID)
	if err != nil || i.Message == nil {
		b.metrics.failures.WithLabelValues("forged").Inc()
		b.send.Respond(ctx, i, wire.Text(t.Stale, wire.Ephemeral))
		return
	}
	switch kind {
	case render.KindSources:
		b.showSources(ctx, i, t, payload)
	case render.KindNext:
		b.askNext(ctx, i, house, payload)
	case render.KindGood, render.KindBad:
		b.vote(ctx, i, t, kind == render.KindGood)
	case render.KindRetry:
		b.retry(ctx, i, house, payload)
	case render.KindPublish:
		b.publish(ctx, i, t)
	case render.KindCancel:
		b.cancelAddition(ctx, i, t, payload)
	case render.KindForget:
		b.forget(ctx, i, t, payload)
	case render.KindRemove, render.KindRestore:
		b.pressRemoval(ctx, i, t, kind, string(payload))
	default:
		b.send.Respond(ctx, i, wire.Text(t.Stale, wire.Ephemeral))
	}
}

// showSources shows the passages that an answer rests on, with the sentence
// marked, to whoever pressed.
func (b *Bot) showSources(ctx context.Context, i *wire.Interaction, t *texts.Texts, payload []byte) {
	b.send.Promptly(ctx, i, func(ctx context.Context) []string {
		articles, err := b.readable(ctx, i.Scope())
		if err != nil {
			b.Log.Warn("passages could not be read", "error", err)
			return []string{t.Failed}
		}
		places, ok := render.DecodePlaces(payload, articles)
		if !ok || len(places) == 0 {
			return []string{t.Changed}
		}
		return render.Sources(t, places)
	})
}

// askNext asks the question that stands on the button, of the article that the
// answer above was from.
func (b *Bot) askNext(ctx context.Context, i *wire.Interaction, house manners, payload []byte) {
	question := i.Message.Label(i.Data.CustomID)
	if question == "" || len(payload) < 1+render.ArticleBytes || !bytes.Equal(payload[1+render.ArticleBytes:], b.signer.LabelCode(question)) {
		b.send.Respond(ctx, i, wire.Text(house.Texts.Stale, wire.Ephemeral))
		return
	}
	b.askByInteraction(ctx, i, house, asking{Question: render.Question{Text: question}, code: payload[1 : 1+render.ArticleBytes]}, i.Message.Flags&wire.Ephemeral)
}

// keptWithin is how long a vote may take to be kept: the thanks are Discord's
// first answer, which it wants within three seconds.
const keptWithin = time.Second

// vote keeps what a reader thinks of an answer, no word of it, and gives thanks
// for what is kept.
func (b *Bot) vote(ctx context.Context, i *wire.Interaction, t *texts.Texts, good bool) {
	answer := sha256.Sum256([]byte(i.Message.ID))
	v := store.Vote{Answer: [16]byte(answer[:16]), Reader: b.signer.PersonCode(i.Asker()), Good: good, At: time.Now(), Scope: i.Scope()}
	said := t.Thanks
	if err := b.keepVote(ctx, v); err != nil {
		b.Log.Warn("a vote could not be kept", "error", err)
		b.metrics.failures.WithLabelValues("vote").Inc()
		said = t.Failed
	} else {
		b.metrics.votes.WithLabelValues(map[bool]string{true: "good", false: "bad"}[good]).Inc()
	}
	b.send.Respond(ctx, i, wire.Text(said, wire.Ephemeral))
}

func (b *Bot) keepVote(ctx context.Context, v store.Vote) error {
	if b.Votes == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, keptWithin)
	defer cancel()
	return b.Votes.Vote(ctx, v)
}

// retry asks again what could not be answered, for whom it was.
func (b *Bot) retry(ctx context.Context, i *wire.Interaction, house manners, payload []byte) {
	asker := render.PersonBytes(i.Asker())
	if len(payload) != len(asker)+render.ArticleBytes || !bytes.Equal(payload[:len(asker)], asker) {
		b.send.Respond(ctx, i, wire.Text(house.Texts.NotYours, wire.Ephemeral))
		return
	}
	code := payload[len(asker):]
	question := render.QuotedQuestion(i.Message.Content)
	if question != "" {
		b.askByInteraction(ctx, i, house, asking{Question: render.Question{Text: question}, code: code}, i.Message.Flags&wire.Ephemeral)
		return
	}
	// The question is the message that was answered. Looking for it may take a
	// while, so the deferral goes first.
	b.inTurn(ctx, i, house, i.Message.Flags&wire.Ephemeral, func(ctx context.Context, r wire.Reply, found func()) {
		question := b.referenced(ctx, i.Message)
		if question == "" {
			b.send.Deliver(ctx, r, wire.Text(house.Texts.Stale, 0))
			return
		}
		b.answer(ctx, asking{Question: render.Question{Text: question, Scope: i.Scope(), Asker: i.Asker(), Texts: house.Texts}, code: code, id: i.ID, found: found}, r)
	})
}

// referenced is the question that m replies to, empty if it is gone or none:
// what a button made replies to the answer above it.
func (b *Bot) referenced(ctx context.Context, m *wire.Message) string {
	if m.Reference == nil || m.Reference.Message == "" {
		return ""
	}
	var got wire.Message
	channel := m.Reference.Channel
	if channel == "" {
		channel = m.Channel
	}
	err := b.rest.Do(ctx, rest.Request{Method: "GET", Path: wire.MessagePath(channel, m.Reference.Message), Out: &got})
	if err != nil {
		b.Log.Info("the question of a reply cannot be read", "error", err)
		return ""
	}
	if got.Author.ID == b.self.ID {
		return ""
	}
	return b.withoutMention(got.Content)
}

// publish shows a private answer to all, as it stands.
func (b *Bot) publish(ctx context.Context, i *wire.Interaction, t *texts.Texts) {
	if i.Message.Flags&wire.Ephemeral == 0 || i.Message.Content == "" {
		b.send.Respond(ctx, i, wire.Text(t.Stale, wire.Ephemeral))
		return
	}
	m := wire.Text(i.Message.Content, 0)
	for _, row := range i.Message.Components {
		for _, c := range row.Components {
			if kind, payload, err := b.signer.Read(i.Scope(), c.CustomID); err == nil && kind == render.KindSources {
				m.Components = wire.Buttons(b.signer.Button(i.Scope(), render.KindSources, payload, t.Sources))
			}
		}
	}
	b.send.Respond(ctx, i, m)
}
