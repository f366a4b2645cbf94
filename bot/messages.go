package bot

import (
	"context"
	"strings"
	"time"

	"footnote/bot/admit"
	"footnote/bot/conversation"
	"footnote/bot/handoff"
	"footnote/bot/inflight"
	"footnote/bot/listening"
	"footnote/bot/reach"
	"footnote/bot/render"
	"footnote/bot/render/markdown"
	"footnote/bot/said"
	"footnote/bot/texts"
	"footnote/bot/typing"
	"footnote/bot/wire"
	"footnote/internal/clock"
	"footnote/internal/rate"
	"footnote/internal/request"
	"footnote/library/access"
	"footnote/rag/lexical"
)

// messages answers direct messages, messages that mention the bot, and those in channels where it
// listens.
type messages struct {
	send         *wire.Sender
	ask          *questions
	turns        *turns
	preferences  *preferences
	conversation *conversation.Reader
	journal      *inflight.Journal
	typing       *typing.Indicators
	roles        *listening.Roles
	threads      *listening.Threads
	silence      *handoff.Silence
	free         func() bool   // reports whether Discord sends the bot the text of messages that do not mention it
	told         *rate.Limiter // limits telling somebody that they may not ask
	language     func(text string) lexical.Language
	life         *lifetime
}

// answer answers a message if it is meant for the bot or may be answered unasked.
func (h *messages) answer(ctx context.Context, m *wire.Message) {
	if !h.byPerson(m) {
		return
	}
	ctx = request.With(ctx, m.ID)
	called := h.addressesBot(ctx, m)
	silent := !called && h.free() && h.silence.Keeps(ctx, m)
	asked := called || !silent && h.free() && h.threads.GoesOn(ctx, m)
	if !asked && (silent || !h.overheard(ctx, m)) {
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

// reply answers a new message, or resumes one.
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
		if h.turns.admit(ctx, authorOf(m), p, m.Record) == nil { // beyond a limit, the bot says nothing
			h.askForQuestion(ctx, m, r)
		}
	default:
		h.answerAdmitted(ctx, m, question, p, r)
	}
}

// askForQuestion says what is missing to somebody who wrote no question. It does so in all
// languages, as nothing tells theirs.
func (h *messages) askForQuestion(ctx context.Context, m *wire.Message, r wire.Reply) {
	missing := func(t *texts.Texts) string { return t.Empty }
	switch {
	case said.HasMaterial(m):
		if m.Guild == "" && h.commentFollows(ctx, m) {
			return
		}
		missing = func(t *texts.Texts) string { return t.AskAbout }
	case m.Guild != "" && !m.IsMentioned(h.send.Self):
		missing = func(t *texts.Texts) string { return t.RoleHidden }
	}
	h.send.Deliver(ctx, r, wire.Text(strings.Join(h.preferences.texts.InAllLanguages(missing), "\n"), 0))
}

// comment is how long Discord takes at most to send the words that somebody adds to a forward: they
// come as a message of their own, right after it.
const comment = 2 * time.Second

// commentFollows waits for that message and reports whether it came. If so, the bot answers that
// one.
func (h *messages) commentFollows(ctx context.Context, m *wire.Message) bool {
	h.send.Expect(m.Channel)
	return clock.Sleep(ctx, comment) == nil && h.conversation.Continued(ctx, m)
}

// answerAdmitted answers a question if its author may ask it.
func (h *messages) answerAdmitted(ctx context.Context, m *wire.Message, question string, p preference, r wire.Reply) {
	if refusal := h.turns.admit(ctx, authorOf(m), p, m.Record); refusal != nil {
		if refusal.Reason == admit.Settings {
			if first, _ := h.told.Take(m.Author.ID + " " + m.Guild); !first {
				return
			}
		}
		h.send.Deliver(ctx, r, wire.Text(p.refused(refusal), 0))
		return
	}
	stopTyping := h.typing.Begin(ctx, m)
	defer stopTyping()
	var past conversation.Past
	read := func(ctx context.Context) { past = h.conversation.Before(ctx, m) }
	h.turns.wait(ctx, m.Author.ID, p.Texts, r, read, func(ctx context.Context, _ wire.Reply, found func()) {
		q := inquiry{
			Question: render.Question{Text: question, Scope: m.Scope(), Asker: m.Author.ID, Texts: p.Texts},
			history:  past.Turns, others: past.Others, id: m.ID,
		}
		q.to = m.ID
		h.ask.applySettings(ctx, &q, p, m.Channel)
		q.setViewer(p, h.author(ctx, m, p))
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

// author returns the author of a message as the viewer of the answer to it.
func (h *messages) author(ctx context.Context, m *wire.Message, p preference) access.Viewer {
	v := reach.Author(ctx, m, p.rules, h.threads.Above)
	v.Heard = m.Guild != ""
	return v
}

// byPerson reports whether a person wrote the message.
func (h *messages) byPerson(m *wire.Message) bool {
	if m.ID == "" || m.Author.ID == "" || m.Author.Bot || m.Webhook != "" || m.Author.ID == h.send.Self {
		return false
	}
	return m.Type == wire.MessageDefault || m.Type == wire.MessageReply
}

// addressesBot reports whether the message is written to the bot.
func (h *messages) addressesBot(ctx context.Context, m *wire.Message) bool {
	self := h.send.Self
	return m.Guild == "" || m.IsMentioned(self) || h.roles.Mentioned(ctx, m, self)
}
