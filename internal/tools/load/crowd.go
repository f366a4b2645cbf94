package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"footnote/internal/discordtest"
)

// The ways to ask.
const (
	bySlash   = "slash command"
	byDirect  = "direct message"
	byMention = "mention"
)

// An ask is one person's question with its answers.
type ask struct {
	way, text    string
	at           time.Time
	acknowledged func() time.Duration          // nil if no acknowledgement is expected
	replies      func() []*discordtest.Message // so far
	took         time.Duration                 // until the complete answer; 0 if there is none yet
}

// A crowd is a number of people who ask one question each.
type crowd struct {
	plan []func() *ask
	// session is locked while the bot has no session. Nobody asks then, as Discord would have
	// nobody to send the question to.
	session sync.Mutex

	mu    sync.Mutex
	asked []*ask
}

// newCrowd puts people into servers and channels. Each slash command is used in a channel of
// its own, so that an answer can be attributed even if it refers to no question.
func newCrowd(d *discordtest.Discord, s settings) *crowd {
	c := &crowd{}
	for n := range s.people {
		text, locale := question(n / 3)
		person := d.Person(fmt.Sprintf("person %d", n), locale)
		server := d.Guild(fmt.Sprintf("server %d", n%s.servers))
		switch n % 3 {
		case 0:
			room := server.Channel(fmt.Sprintf("ask-%d", n/s.servers))
			c.plan = append(c.plan, func() *ask { return slash(person, room, text) })
		case 1:
			room := person.DM()
			c.plan = append(c.plan, func() *ask { return direct(person, room, text) })
		default:
			room := server.Channel(fmt.Sprintf("talk-%d", n/s.servers%3))
			c.plan = append(c.plan, func() *ask { return mention(person, room, text) })
		}
	}
	return c
}

func slash(p *discordtest.Person, room *discordtest.Channel, text string) *ask {
	a := &ask{way: bySlash, text: text, at: time.Now()}
	i := p.Slash(room, "ask", discordtest.Option{Name: "question", Value: text})
	a.acknowledged = i.Acknowledged
	a.replies = func() []*discordtest.Message { return append(i.Replies(), room.StandaloneMessages()...) }
	return a
}

func direct(p *discordtest.Person, room *discordtest.Channel, text string) *ask {
	a := &ask{way: byDirect, text: text, at: time.Now()}
	m := p.Say(room, text)
	a.replies = func() []*discordtest.Message { return append(m.Replies(), room.StandaloneMessages()...) }
	return a
}

func mention(p *discordtest.Person, room *discordtest.Channel, text string) *ask {
	a := &ask{way: byMention, text: text, at: time.Now()}
	a.replies = p.Say(room, "@bot "+text).Replies
	return a
}

// speak makes everybody ask, evenly spread over the time within. People who are due while the
// bot has no session ask when it is back. After each question, speak calls asked with the
// number of questions so far.
func (c *crowd) speak(ctx context.Context, within time.Duration, asked func(int)) error {
	began := time.Now()
	for n, one := range c.plan {
		due := began.Add(within * time.Duration(n) / time.Duration(len(c.plan)))
		select {
		case <-time.After(time.Until(due)):
		case <-ctx.Done():
			return ctx.Err()
		}
		c.session.Lock()
		a := one()
		c.session.Unlock()
		c.mu.Lock()
		c.asked = append(c.asked, a)
		c.mu.Unlock()
		asked(n + 1)
	}
	return nil
}

func (c *crowd) all() []*ask {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.asked[:len(c.asked):len(c.asked)]
}
