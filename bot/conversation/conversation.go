// Package conversation reads back what was said before a question, from Discord: the
// bot keeps nothing of it.
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
	// silence is how long a direct conversation may pause before the next message
	// begins a new one.
	silence  = 30 * time.Minute
	maxTurns = 4  // of a conversation that the answer is told of
	dmDepth  = 12 // messages of a direct conversation that are looked at
	// historyWithin bounds the reading: a question can be answered without what was
	// said before.
	historyWithin = 4 * time.Second
)

// A Reader reads it back.
type Reader struct {
	Send *wire.Sender
	// Own reports whether a message stands in a thread that the bot has opened: there it is
	// spoken to as in direct messages.
	Own func(ctx context.Context, m *wire.Message) bool
	Log *slog.Logger
}

// A Past is what was said before a message.
type Past struct {
	Turns []rag.Turn // the latest last
	// About is the message with files, or with what it forwards, that is asked about: the
	// message itself or an earlier one; nil where it is none.
	About *wire.Message
	// Hidden is whether it replies to a message of somebody else of which Discord shows
	// nothing to the bot.
	Hidden bool
}

// Before is what was said before a message: the chain of replies that it stands at
// the end of or, in direct messages and in threads of the bot, the messages above it.
func (c *Reader) Before(ctx context.Context, m *wire.Message) Past {
	ctx, cancel := context.WithTimeout(ctx, historyWithin)
	defer cancel()
	var past Past
	switch {
	case m.Answers():
		past = c.chain(ctx, m)
		if past.empty() && m.Referenced != nil && m.Referenced.Author.ID == c.Send.Self && c.Own(ctx, m) {
			past = c.above(ctx, m) // it replies to a line that answers nothing
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
			past.find(answer)
			past.Hidden = at == m && said.Text(answer) == "" && !said.HasMaterial(answer)
			break
		}
		if asked := render.QuotedQuestion(answer.Content); asked != "" { // of a command, which no message holds
			turns = append(turns, rag.Turn{Question: asked, Answer: render.AnswerText(answer.Content)})
			break
		}
		question := c.replied(ctx, answer)
		if question == nil || question.Author.ID == c.Send.Self { // what a button made replies to the answer above it
			break
		}
		past.find(question)
		if asked := markdown.Clean(wire.WithoutMention(question.Content, c.Send.Self)); asked != "" { // else it was a file, and the answer asked for a question
			turns = append(turns, rag.Turn{Question: asked, Answer: render.AnswerText(answer.Content)})
		}
		at = question
	}
	slices.Reverse(turns)
	past.Turns = turns
	return past
}

func (p *Past) empty() bool { return len(p.Turns) == 0 && p.About == nil && !p.Hidden }

// find takes the latest message that brings something to be asked about.
func (p *Past) find(m *wire.Message) {
	if p.About == nil && said.HasMaterial(m) {
		p.About = m
	}
}

// replied is the message that m replies to, nil if there is none any more.
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
		c.Log.Info("a conversation cannot be read back", "error", err)
		return nil
	}
	return &got
}

// Question is the text of a message that asks, without the bot's name.
func (c *Reader) Question(m *wire.Message) string { return wire.WithoutMention(m.Content, c.Send.Self) }

// Referenced is the message with the question that m replies to. It is nil where that is
// deleted, or is a message of the bot: an answer that a button made replies to the one above.
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
		c.Log.Info("the question of a reply cannot be read", "error", err)
		return nil
	}
	if got.Author.ID == c.Send.Self {
		return nil
	}
	return &got
}

// Continued reports whether somebody has written on below their message.
func (c *Reader) Continued(ctx context.Context, m *wire.Message) bool {
	ctx, cancel := context.WithTimeout(ctx, historyWithin)
	defer cancel()
	var after []wire.Message
	err := c.Send.REST.Do(ctx, rest.Request{Method: "GET", Path: fmt.Sprintf("%s?after=%s&limit=%d", wire.MessagesPath(m.Channel), m.ID, dmDepth), Out: &after})
	if err != nil {
		c.Log.Info("a conversation cannot be read", "error", err)
	}
	return slices.ContainsFunc(after, func(later wire.Message) bool { return later.Author.ID == m.Author.ID })
}

// above reads the messages above m in a direct conversation or a thread, back to the last
// longer silence.
func (c *Reader) above(ctx context.Context, m *wire.Message) (past Past) {
	var before []wire.Message // the latest first
	err := c.Send.REST.Do(ctx, rest.Request{Method: "GET", Path: fmt.Sprintf("%s?before=%s&limit=%d", wire.MessagesPath(m.Channel), m.ID, dmDepth), Out: &before})
	if err != nil {
		c.Log.Info("a conversation cannot be read back", "error", err)
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
		if one.Type == wire.MessageStart { // the answer on which the thread was opened, with what came before it
			begin := c.chain(ctx, &wire.Message{Channel: one.Reference.Channel, Reference: one.Reference, Referenced: one.Referenced})
			slices.Reverse(begin.Turns)
			turns = append(turns, begin.Turns[:min(len(begin.Turns), maxTurns-len(turns))]...)
			if past.About == nil {
				past.About = begin.About
			}
			break
		}
		if one.Author.ID == c.Send.Self {
			answer = render.AnswerText(one.Content)
			if asked := render.QuotedQuestion(one.Content); asked != "" { // of a command, which no message holds
				turns, answer = append(turns, rag.Turn{Question: asked, Answer: answer}), ""
			}
			continue
		}
		if markdown.Clean(c.Question(&one)) == "" && said.HasMaterial(&one) {
			if answer = ""; len(turns) == 0 && past.About == nil && one.Author.ID == m.Author.ID {
				past.About = &one // it waits for a question
			}
			continue
		}
		if answer != "" && strings.TrimSpace(one.Content) != "" {
			turns = append(turns, rag.Turn{Question: markdown.Clean(c.Question(&one)), Answer: answer})
			answer = ""
		}
	}
	slices.Reverse(turns)
	past.Turns = turns
	return past
}

// written is when a message was, which its id says.
// docs.discord.com/developers/reference#snowflakes
func written(id string) time.Time {
	var n int64
	if _, err := fmt.Sscan(id, &n); err != nil {
		return time.Time{}
	}
	const epoch = 1420070400000
	return time.UnixMilli(n>>22 + epoch)
}
