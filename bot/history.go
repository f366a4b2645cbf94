package bot

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"footnote/bot/render"
	"footnote/bot/render/markdown"
	"footnote/bot/rest"
	"footnote/bot/wire"
	"footnote/rag"
)

const (
	maxTurns = 4  // of a conversation that the answer is told of
	dmDepth  = 12 // messages of a direct conversation that are looked at
	// dmPause is after which silence a direct message begins anew.
	dmPause = 30 * time.Minute
	// historyWithin bounds the looking: without history a question is still a
	// question.
	historyWithin = 4 * time.Second
)

// history is what was said before a message: the chain of replies that it
// stands at the end of or, in direct messages, what stands above it. Discord
// keeps it; the bot keeps nothing.
func (b *Bot) history(ctx context.Context, m *wire.Message) []rag.Turn {
	ctx, cancel := context.WithTimeout(ctx, historyWithin)
	defer cancel()
	if m.Reference != nil {
		return b.chain(ctx, m)
	}
	if m.Guild != "" || b.conversations.silent(m.Channel) {
		return nil
	}
	return b.above(ctx, m)
}

// conversations are the direct ones in which the bot has written lately, to save
// a look at the others. No word of them is kept.
type conversations struct {
	mu    sync.Mutex
	since time.Time // of which it knows
	at    map[string]time.Time
}

func newConversations() *conversations {
	return &conversations{since: time.Now(), at: map[string]time.Time{}}
}

// silent reports whether the bot surely has not written there for a while.
func (s *conversations) silent(channel string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return time.Since(s.since) > dmPause && time.Since(s.at[channel]) > dmPause
}

func (s *conversations) note(channel string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.at) >= sweepAt {
		maps.DeleteFunc(s.at, func(_ string, at time.Time) bool { return time.Since(at) > dmPause })
	}
	s.at[channel] = time.Now()
}

// chain follows the replies backwards: answer, question, answer, question.
func (b *Bot) chain(ctx context.Context, m *wire.Message) []rag.Turn {
	var turns []rag.Turn
	at := m
	for len(turns) < maxTurns {
		answer := b.replied(ctx, at)
		if answer == nil || answer.Author.ID != b.self.ID {
			break
		}
		if asked := render.QuotedQuestion(answer.Content); asked != "" { // of a command, which no message holds
			turns = append(turns, rag.Turn{Question: asked, Answer: render.AnswerText(answer.Content)})
			break
		}
		question := b.replied(ctx, answer)
		if question == nil || question.Author.ID == b.self.ID { // what a button made replies to the answer above it
			break
		}
		turns = append(turns, rag.Turn{Question: markdown.Clean(b.withoutMention(question.Content)), Answer: render.AnswerText(answer.Content)})
		at = question
	}
	slices.Reverse(turns)
	return turns
}

// replied is the message that m replies to, nil if there is none any more.
func (b *Bot) replied(ctx context.Context, m *wire.Message) *wire.Message {
	if m.Reference == nil || m.Reference.Message == "" {
		return nil
	}
	if m.Referenced != nil {
		return m.Referenced
	}
	var got wire.Message
	err := b.rest.Do(ctx, rest.Request{Method: "GET", Path: wire.MessagePath(m.Channel, m.Reference.Message), Out: &got})
	if err != nil {
		b.Log.Info("a conversation cannot be read back", "error", err)
		return nil
	}
	return &got
}

// above is the conversation in direct messages, as far as it goes on.
func (b *Bot) above(ctx context.Context, m *wire.Message) []rag.Turn {
	var before []wire.Message // the latest first
	err := b.rest.Do(ctx, rest.Request{Method: "GET", Path: fmt.Sprintf("%s?before=%s&limit=%d", wire.MessagesPath(m.Channel), m.ID, dmDepth), Out: &before})
	if err != nil {
		b.Log.Info("a conversation cannot be read back", "error", err)
		return nil
	}
	var turns []rag.Turn
	later, answer := written(m.ID), ""
	for _, one := range before {
		at := written(one.ID)
		if len(turns) == maxTurns || later.Sub(at) > dmPause {
			break
		}
		later = at
		if one.Author.ID == b.self.ID {
			answer = render.AnswerText(one.Content)
			if asked := render.QuotedQuestion(one.Content); asked != "" { // of a command, which no message holds
				turns, answer = append(turns, rag.Turn{Question: asked, Answer: answer}), ""
			}
			continue
		}
		if answer != "" && strings.TrimSpace(one.Content) != "" {
			turns = append(turns, rag.Turn{Question: markdown.Clean(one.Content), Answer: answer})
			answer = ""
		}
	}
	slices.Reverse(turns)
	return turns
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
