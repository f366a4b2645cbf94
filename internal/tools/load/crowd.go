package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"footnote/internal/discordtest"
)

// Ways to ask.
const (
	bySlash   = "slash command"
	byDirect  = "direct message"
	byMention = "mention"
)

// An ask is one person's question and what came of it.
type ask struct {
	way, text    string
	at           time.Time
	acknowledged func() time.Duration          // nil where nothing is to be acknowledged
	replies      func() []*discordtest.Message // so far
	took         time.Duration                 // until the whole answer; 0 is none yet
}

// A crowd are people who ask, each once.
type crowd struct {
	plan []func() *ask
	// present is held while the bot has no session: then nobody asks.
	present sync.Mutex

	mu    sync.Mutex
	asked []*ask
}

// newCrowd puts people into servers and channels. Each slash command has a
// channel of its own, so that even an answer that Discord ties to nothing can
// be told.
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

// speak has everybody ask, evenly over the time; who could not because the bot
// was gone asks as soon as it is back. passed is told how many have asked.
func (c *crowd) speak(ctx context.Context, within time.Duration, passed func(int)) error {
	began := time.Now()
	for n, one := range c.plan {
		due := began.Add(within * time.Duration(n) / time.Duration(len(c.plan)))
		select {
		case <-time.After(time.Until(due)):
		case <-ctx.Done():
			return ctx.Err()
		}
		c.present.Lock()
		a := one()
		c.present.Unlock()
		c.mu.Lock()
		c.asked = append(c.asked, a)
		c.mu.Unlock()
		passed(n + 1)
	}
	return nil
}

func (c *crowd) all() []*ask {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.asked[:len(c.asked):len(c.asked)]
}
