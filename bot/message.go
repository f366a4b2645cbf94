package bot

import (
	"context"
	"strings"
	"time"

	"footnote/internal/clock"

	"footnote/bot/render"
	"footnote/bot/render/markdown"
	"footnote/bot/rest"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/rag"
	"footnote/rag/lexical"
)

// message answers a direct message, or one that mentions the bot.
func (b *Bot) message(ctx context.Context, m *wire.Message) {
	if !b.addressed(m) || !b.seen.first(m.ID) {
		return
	}
	question := b.withoutMention(m.Content)
	house, err := b.manners(ctx, m.Scope(), texts.ForLanguage(b.language(question)))
	t := house.Texts
	r := b.send.Answer(m, t)
	if b.stopping.Err() != nil {
		b.send.Deliver(ctx, r, wire.Text(t.Stopping, 0))
		return
	}
	if markdown.Clean(question) == "" {
		// Nothing tells the language of somebody who wrote nothing.
		b.send.Deliver(ctx, r, wire.Text(strings.Join(texts.InAllLanguages(func(t *texts.Texts) string { return t.Empty }), "\n"), 0))
		return
	}
	if err != nil {
		b.send.Deliver(ctx, r, wire.Text(t.Failed, 0))
		return
	}
	if refusal := b.admitted(ctx, originOfMessage(m), house); refusal != "" {
		if refusal == t.Unwelcome {
			if first, _ := b.told.take(m.Author.ID + " " + m.Guild); !first {
				return
			}
		}
		b.send.Deliver(ctx, r, wire.Text(refusal, 0))
		return
	}
	stopTyping := b.typing(ctx, m.Channel)
	defer stopTyping()
	var history []rag.Turn
	read := func(ctx context.Context) { history = b.history(ctx, m) }
	b.whenCalled(ctx, m.Author.ID, t, r, read, func(ctx context.Context, _ wire.Reply, found func()) {
		b.answer(ctx, asking{Question: render.Question{Text: question, Scope: m.Scope(), Asker: m.Author.ID, Texts: t}, history: history, id: m.ID, found: func() {
			stopTyping()
			found()
		}}, r)
	})
}

// addressed reports whether a person wrote the message to the bot.
func (b *Bot) addressed(m *wire.Message) bool {
	if m.ID == "" || m.Author.ID == "" || m.Author.Bot || m.Webhook != "" || m.Author.ID == b.self.ID {
		return false
	}
	if m.Type != wire.MessageDefault && m.Type != wire.MessageReply {
		return false
	}
	return m.Guild == "" || m.IsMentioned(b.self.ID)
}

// withoutMention is what was written to the bot, without its name.
func (b *Bot) withoutMention(content string) string {
	return strings.TrimSpace(strings.NewReplacer("<@"+b.self.ID+">", " ", "<@!"+b.self.ID+">", " ").Replace(content))
}

func (b *Bot) language(text string) lexical.Language { return b.analyser.Language(text) }

const (
	// typingAfter is what an answer may take without it: most need no more, and
	// every call counts against a limit of all.
	typingAfter = 400 * time.Millisecond
	// typingEvery is how often "is typing" is shown again: it goes after ten
	// seconds.
	typingEvery = 8 * time.Second
	typingMost  = 5 * time.Minute
)

// typing shows that an answer is on its way, until the returned function is
// called, unless it is there at once.
func (b *Bot) typing(ctx context.Context, channel string) (stop func()) {
	ctx, cancel := context.WithTimeout(ctx, typingMost)
	b.running.Go(func() {
		clock.Sleep(ctx, typingAfter)
		for ctx.Err() == nil {
			if !b.spare() {
				clock.Sleep(ctx, time.Second)
				continue
			}
			err := b.rest.Do(ctx, rest.Request{Method: "POST", Path: "/channels/" + channel + "/typing", Patience: time.Second})
			if err != nil && rest.Code(err) != 0 {
				return // it may not, and says so again with the answer
			}
			clock.Sleep(ctx, typingEvery)
		}
	})
	return cancel
}
