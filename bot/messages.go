package bot

import (
	"context"
	"strings"
	"time"

	"footnote/bot/admit"
	"footnote/bot/conversation"
	"footnote/bot/inflight"
	"footnote/bot/listening"
	"footnote/bot/render"
	"footnote/bot/render/markdown"
	"footnote/bot/rest"
	"footnote/bot/said"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/internal/clock"
	"footnote/rag/lexical"
)

// messages answers direct messages, those that mention the bot, and what is written where
// it listens.
type messages struct {
	send         *wire.Sender
	ask          *questions
	turns        *turns
	preferences  *preferences
	conversation *conversation.Reader
	journal      *inflight.Journal
	roles        *listening.Roles
	threads      *listening.Threads
	free         func() bool    // it is shown messages that do not mention it
	told         *admit.Limiter // who was told that they may not ask, and where
	language     func(text string) lexical.Language
	life         *lifetime
}

// answer answers a message.
func (h *messages) answer(ctx context.Context, m *wire.Message) {
	if !h.written(m) {
		return
	}
	asked := h.addressed(ctx, m)
	if !asked && !h.overheard(ctx, m) {
		return
	}
	ctx, end, first := h.journal.Message(ctx, m, asked)
	if !first {
		return
	}
	defer end()
	if asked {
		h.reply(ctx, m)
		return
	}
	h.volunteer(ctx, m)
}

// reply answers a new message, or goes on with one.
func (h *messages) reply(ctx context.Context, m *wire.Message) {
	question := wire.WithoutMention(m.Content, h.send.Self)
	p, err := h.preferences.of(ctx, m.Scope(), h.preferences.texts.ForLanguage(h.language(question)))
	r := h.send.Answer(m, p.Texts)
	switch {
	case h.life.stopping.Err() != nil:
		h.send.Deliver(ctx, r, wire.Text(p.Stopping, 0))
	case err != nil:
		h.send.Deliver(ctx, r, wire.Text(p.Failed, 0))
	case markdown.Clean(question) == "":
		if h.turns.admit(ctx, authorOf(m), p, m.Record) == nil { // nobody is told twice
			h.unasked(ctx, m, r)
		}
	default:
		h.admitted(ctx, m, question, p, r)
	}
}

// unasked says what is missing to somebody who wrote nothing, in all languages: nothing
// tells theirs.
func (h *messages) unasked(ctx context.Context, m *wire.Message, r wire.Reply) {
	missing := func(t *texts.Texts) string { return t.Empty }
	switch {
	case said.HasMaterial(m):
		if m.Guild == "" && h.goesOn(ctx, m) {
			return
		}
		missing = func(t *texts.Texts) string { return t.AskAbout }
	case m.Guild != "" && !m.IsMentioned(h.send.Self):
		missing = func(t *texts.Texts) string { return t.RoleHidden }
	}
	h.send.Deliver(ctx, r, wire.Text(strings.Join(h.preferences.texts.InAllLanguages(missing), "\n"), 0))
}

// comment is how long the words take at most that somebody writes to what they forward:
// Discord sends them as a message of their own, right after.
const comment = 2 * time.Second

// goesOn waits for these words, and reports whether they came: they are answered then.
func (h *messages) goesOn(ctx context.Context, m *wire.Message) bool {
	h.send.Expect(m.Channel)
	return clock.Sleep(ctx, comment) == nil && h.conversation.Continued(ctx, m)
}

// admitted answers a question if its author may ask it.
func (h *messages) admitted(ctx context.Context, m *wire.Message, question string, p preference, r wire.Reply) {
	if refusal := h.turns.admit(ctx, authorOf(m), p, m.Record); refusal != nil {
		if refusal.Reason == admit.Settings {
			if first, _ := h.told.Take(m.Author.ID + " " + m.Guild); !first {
				return
			}
		}
		h.send.Deliver(ctx, r, wire.Text(p.refused(refusal), 0))
		return
	}
	stopTyping := h.typing(ctx, m.Channel)
	defer stopTyping()
	var past conversation.Past
	read := func(ctx context.Context) { past = h.conversation.Before(ctx, m) }
	h.turns.wait(ctx, m.Author.ID, p.Texts, r, read, func(ctx context.Context, _ wire.Reply, found func()) {
		q := inquiry{
			Question: render.Question{Text: question, Scope: m.Scope(), Asker: m.Author.ID, Texts: p.Texts},
			history:  past.Turns, id: m.ID, retain: p.Retain > 0,
		}
		q.Hidden = past.Hidden && m.Guild != ""
		h.ask.attach(&q, past.About)
		if p.Threads && m.Guild != "" {
			q.channel = m.Channel
		}
		q.found = func() {
			stopTyping()
			found()
		}
		h.ask.answer(ctx, q, r)
	})
}

// written reports whether a person wrote the message.
func (h *messages) written(m *wire.Message) bool {
	if m.ID == "" || m.Author.ID == "" || m.Author.Bot || m.Webhook != "" || m.Author.ID == h.send.Self {
		return false
	}
	return m.Type == wire.MessageDefault || m.Type == wire.MessageReply
}

// addressed reports whether the message is written to the bot.
func (h *messages) addressed(ctx context.Context, m *wire.Message) bool {
	self := h.send.Self
	return m.Guild == "" || m.IsMentioned(self) || h.roles.Mentioned(ctx, m, self) || h.free() && h.threads.GoesOn(ctx, m)
}

const (
	// typingAfter is what an answer may take before the bot types: most answers
	// take less, and every call counts against the limit of all.
	typingAfter = 400 * time.Millisecond
	// typingEvery is how often "is typing" is shown again: Discord takes it away
	// after ten seconds.
	typingEvery = 8 * time.Second
	typingMost  = 5 * time.Minute
)

// typing shows "is typing" until stop is called, unless that is almost at once.
func (h *messages) typing(ctx context.Context, channel string) (stop func()) {
	ctx, cancel := context.WithTimeout(ctx, typingMost)
	h.life.Go(func() {
		clock.Sleep(ctx, typingAfter)
		for ctx.Err() == nil {
			if !h.turns.spare() {
				clock.Sleep(ctx, time.Second)
				continue
			}
			err := h.send.REST.Do(ctx, rest.Request{Method: "POST", Path: wire.ChannelPath(channel) + "/typing", Patience: time.Second})
			if err != nil && rest.Code(err) != 0 {
				return // it may not, and says so again with the answer
			}
			clock.Sleep(ctx, typingEvery)
		}
	})
	return cancel
}
