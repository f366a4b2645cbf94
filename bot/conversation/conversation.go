// Package conversation reads back from Discord what was said before a question. The bot
// itself stores nothing of it.
package conversation

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"footnote/bot/render"
	"footnote/bot/render/markdown"
	"footnote/bot/rest"
	"footnote/bot/said"
	"footnote/bot/wire"
	"footnote/rag"
)

const (
	// silence is the pause after which the next direct message begins a new conversation.
	silence  = 30 * time.Minute
	maxTurns = 4  // turns of a conversation that are used for an answer
	dmDepth  = 12 // messages of a direct conversation or a thread that are read
	// historyWithin bounds the time for reading. A question can be answered without what
	// was said before it.
	historyWithin = 4 * time.Second
)

// A Reader reads conversations back from Discord.
type Reader struct {
	Send *wire.Sender
	// Own reports whether a message is in a thread that the bot has opened. There the bot
	// reads the messages above a question, as in direct messages.
	Own func(ctx context.Context, m *wire.Message) bool
	Log *slog.Logger
}

// A Past is the conversation before a message.
type Past struct {
	Turns []rag.Turn // oldest first
	// Others reports whether a turn may be another person's than the message's author.
	Others bool
	// About is the message whose files or forwarded text are asked about: the message
	// itself or an earlier one. It is nil if there is none.
	About *wire.Message
	// Hidden reports whether the message replies to another person's message whose content
	// Discord does not show to the bot.
	Hidden bool
}

// Before returns the conversation before a message. That is the chain of replies that the
// message ends or, in direct messages and in the bot's threads, the messages above it.
func (c *Reader) Before(ctx context.Context, m *wire.Message) Past {
	ctx, cancel := context.WithTimeout(ctx, historyWithin)
	defer cancel()
	var past Past
	switch {
	case m.Answers():
		past = c.chain(ctx, m)
		if past.empty() && m.Referenced != nil && m.Referenced.Author.ID == c.Send.Self && c.Own(ctx, m) {
			past = c.above(ctx, m) // it replies to a message of the bot that is not an answer
		}
	case !c.Send.Silent(m.Channel) && (m.Guild == "" || c.Own(ctx, m)):
		past = c.above(ctx, m)
	}
	if said.HasMaterial(m) {
		past.About = m
	}
	return past
}

// chain follows the replies backwards: answer, question, answer, question.
func (c *Reader) chain(ctx context.Context, m *wire.Message) (past Past) {
	var turns []rag.Turn
	at := m
	for len(turns) < maxTurns {
		answer := c.replied(ctx, at)
		if answer == nil {
			break
		}
		if answer.Author.ID != c.Send.Self {
			past.noteMaterial(answer)
			past.Hidden = at == m && said.Text(answer) == "" && !said.HasMaterial(answer)
			break
		}
		if asked := render.QuotedQuestion(answer.Content); asked != "" { // a command's question, which has no message of its own
			turns = append(turns, rag.Turn{Question: asked, Answer: render.AnswerText(answer.Content)})
			past.Others = past.Others || m.Guild != ""
			break
		}
		question := c.replied(ctx, answer)
		if question == nil || question.Author.ID == c.Send.Self { // an answer made by a button replies to the answer above it
			break
		}
		past.noteMaterial(question)
		if asked := markdown.Clean(wire.WithoutMention(question.Content, c.Send.Self)); asked != "" { // otherwise the message was a file, and the bot asked for a question
			turns = append(turns, rag.Turn{Question: asked, Answer: render.AnswerText(answer.Content)})
			past.Others = past.Others || question.Author.ID != m.Author.ID
		}
		at = question
	}
	slices.Reverse(turns)
	past.Turns = turns
	return past
}

func (p *Past) empty() bool { return len(p.Turns) == 0 && p.About == nil && !p.Hidden }

// noteMaterial sets About to m if m has files or forwarded text and no later message had.
func (p *Past) noteMaterial(m *wire.Message) {
	if p.About == nil && said.HasMaterial(m) {
		p.About = m
	}
}

// replied returns the message that m replies to, or nil if it no longer exists.
func (c *Reader) replied(ctx context.Context, m *wire.Message) *wire.Message {
	if !m.Answers() {
		return nil
	}
	if m.Referenced != nil {
		return m.Referenced
	}
	var got wire.Message
	err := c.Send.REST.Do(ctx, rest.Request{Method: "GET", Path: wire.MessagePath(m.Channel, m.Reference.Message), Out: &got})
	if err != nil {
		c.Log.InfoContext(ctx, "a conversation cannot be read back", "error", err)
		return nil
	}
	return &got
}

// Question returns the text of a question without the mention of the bot.
func (c *Reader) Question(m *wire.Message) string { return wire.WithoutMention(m.Content, c.Send.Self) }

// Referenced returns the message with the question that m replies to. It is nil if that
// message was deleted or is the bot's own: an answer made by a button replies to the answer
// above it.
func (c *Reader) Referenced(ctx context.Context, m *wire.Message) *wire.Message {
	if !m.Answers() {
		return nil
	}
	var got wire.Message
	channel := m.Reference.Channel
	if channel == "" {
		channel = m.Channel
	}
	err := c.Send.REST.Do(ctx, rest.Request{Method: "GET", Path: wire.MessagePath(channel, m.Reference.Message), Out: &got})
	if err != nil {
		c.Log.InfoContext(ctx, "the question of a reply cannot be read", "error", err)
		return nil
	}
	if got.Author.ID == c.Send.Self {
		return nil
	}
	return &got
}

// Continued reports whether the author of m has written another message below it.
func (c *Reader) Continued(ctx context.Context, m *wire.Message) bool {
	ctx, cancel := context.WithTimeout(ctx, historyWithin)
	defer cancel()
	var after []wire.Message
	err := c.Send.REST.Do(ctx, rest.Request{Method: "GET", Path: fmt.Sprintf("%s?after=%s&limit=%d", wire.MessagesPath(m.Channel), m.ID, dmDepth), Out: &after})
	if err != nil {
		c.Log.InfoContext(ctx, "a conversation cannot be read", "error", err)
	}
	return slices.ContainsFunc(after, func(later wire.Message) bool { return later.Author.ID == m.Author.ID })
}

// above reads the messages above m in a direct conversation or a thread, back to the last
// pause longer than silence.
func (c *Reader) above(ctx context.Context, m *wire.Message) (past Past) {
	var before []wire.Message // newest first
	err := c.Send.REST.Do(ctx, rest.Request{Method: "GET", Path: fmt.Sprintf("%s?before=%s&limit=%d", wire.MessagesPath(m.Channel), m.ID, dmDepth), Out: &before})
	if err != nil {
		c.Log.InfoContext(ctx, "a conversation cannot be read back", "error", err)
		return past
	}
	var turns []rag.Turn
	later, answer := written(m.ID), ""
	for _, one := range before {
		at := written(one.ID)
		if len(turns) == maxTurns || later.Sub(at) > silence {
			break
		}
		later = at
		if one.Type == wire.MessageStart { // stands for the answer on which the thread was opened
			begin := c.chain(ctx, &wire.Message{Channel: one.Reference.Channel, Guild: m.Guild, Author: m.Author, Reference: one.Reference, Referenced: one.Referenced})
			slices.Reverse(begin.Turns)
			turns = append(turns, begin.Turns[:min(len(begin.Turns), maxTurns-len(turns))]...)
			past.Others = past.Others || begin.Others
			if past.About == nil {
				past.About = begin.About
			}
			break
		}
		if one.Author.ID == c.Send.Self {
			answer = render.AnswerText(one.Content)
			if asked := render.QuotedQuestion(one.Content); asked != "" { // a command's question, which has no message of its own
				turns, answer = append(turns, rag.Turn{Question: asked, Answer: answer}), ""
				past.Others = past.Others || m.Guild != ""
			}
			continue
		}
		if markdown.Clean(c.Question(&one)) == "" && said.HasMaterial(&one) {
			if answer = ""; len(turns) == 0 && past.About == nil && one.Author.ID == m.Author.ID {
				past.About = &one // the file was sent before its question
			}
			continue
		}
		if answer != "" && strings.TrimSpace(one.Content) != "" {
			turns = append(turns, rag.Turn{Question: markdown.Clean(c.Question(&one)), Answer: answer})
			past.Others = past.Others || one.Author.ID != m.Author.ID
			answer = ""
		}
	}
	slices.Reverse(turns)
	past.Turns = turns
	return past
}

// written returns when a message was sent, which its id says. It is zero for a malformed
// id.
// docs.discord.com/developers/reference#snowflakes
func written(id string) time.Time {
	var n int64
	if _, err := fmt.Sscan(id, &n); err != nil {
		return time.Time{}
	}
	const epoch = 1420070400000
	return time.UnixMilli(n>>22 + epoch)
}
