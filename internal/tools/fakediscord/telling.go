package main

import (
	"context"
	"time"

	"footnote/internal/discordtest"
	"footnote/internal/discordtest/hub"
)

// asked is what a script wants to know, or waits for.
type asked struct {
	Interaction, Message, Channel, Person, Text string
	Shards, Count                               int
}

// waiting are the actions that end when the bot has done something, or with an
// error after the patience of the fake.
func (c *control) waiting() {
	on(c, "POST /wait/answer", `{"interaction":id, "text":what is in the answer}`, func(in asked) (any, error) {
		i := c.FindInteraction(in.Interaction)
		if i == nil {
			return nil, notThere("no interaction has the id " + in.Interaction)
		}
		i.Answer(in.Text)
		return showInteraction(i), nil
	})
	on(c, "POST /wait/follow-ups", `{"interaction":id, "count"}`, func(in asked) (any, error) {
		i := c.FindInteraction(in.Interaction)
		if i == nil {
			return nil, notThere("no interaction has the id " + in.Interaction)
		}
		i.WaitFollowUps(in.Count)
		return showInteraction(i), nil
	})
	on(c, "POST /wait/reply", `{"message":id, "text":what is in the reply}`, func(in asked) (any, error) {
		m := c.FindMessage(in.Message)
		if m == nil {
			return nil, notThere("no message has the id " + in.Message)
		}
		return showMessage(m.WaitReply(in.Text)), nil
	})
	on(c, "POST /wait/ready", `{"shards"}`, func(in asked) (any, error) {
		ctx, cancel := context.WithTimeout(context.Background(), c.Patience)
		defer cancel()
		if err := c.Hub().WaitReady(ctx, max(in.Shards, 1)); err != nil {
			return nil, err
		}
		return ok()
	})
}

// telling are the actions that only look.
func (c *control) telling() {
	on(c, "POST /interaction", `{"interaction":id}: how it stands now`, func(in asked) (any, error) {
		i := c.FindInteraction(in.Interaction)
		if i == nil {
			return nil, notThere("no interaction has the id " + in.Interaction)
		}
		return showInteraction(i), nil
	})
	c.to("POST /message", `{"message":id}: what it says now`, func(_ *discordtest.Person, m *discordtest.Message, _ doing) any { return showMessage(m) })
	c.does("POST /messages", `{"channel":id, "person"}: all that the person sees there`, func(p *discordtest.Person, ch *discordtest.Channel, _ doing) any {
		return showMessages(p.Sees(ch))
	})
	c.tell("GET /self", "the bot", func() any { return map[string]string{"id": c.Self().ID, "name": c.Self().Name} })
	c.tell("GET /violations", "what was against Discord's rules", func() any { return list(c.Violations()) })
	c.tell("GET /pings", "whom the bot pinged", func() any { return list(c.Pings()) })
	c.tell("GET /commands", "what is registered", func() any { return list(c.Commands()) })
	c.tell("GET /requests", "the last calls of the REST API, a line each", func() any { return c.Transcript() })
	c.tell("GET /refusals", "how many requests were answered with which status of 400 and more", func() any { return c.Refusals() })
	c.tell("GET /connections", "those of the gateway", func() any { return list(c.Hub().Connections()) })
}

// list is never null.
func list[T any](all []T) []T { return append([]T{}, all...) }

// going is something that goes wrong.
type going struct {
	Route                                  string
	Times, Status, Code                    int
	Chance                                 float64
	RetryAfter                             int `json:"retry_after_ms"`
	Delay                                  int `json:"delay_ms"`
	Global, Shared, HTML, After, Cut, Hang bool
	Do                                     string
	Shard                                  int
	Resumable                              bool
	Steps                                  []hub.Step
}

// trouble are the actions that have things go wrong.
func (c *control) trouble() {
	ms := func(n int) time.Duration { return time.Duration(n) * time.Millisecond }
	on(c, "POST /fault", `{"route":"POST /channels/{id}/messages", "times", "chance", "status", "code", "retry_after_ms", "global", "shared", "html", "after", "delay_ms", "cut", "hang"}`, func(in going) (any, error) {
		c.Fault(in.Route, discordtest.Fault{
			Times: in.Times, Chance: in.Chance, Status: in.Status, Code: in.Code, RetryAfter: ms(in.RetryAfter), Global: in.Global, Shared: in.Shared,
			HTML: in.HTML, After: in.After, Delay: ms(in.Delay), Cut: in.Cut, Hang: in.Hang,
		})
		return ok()
	})
	on(c, "POST /faults/clear", `{}`, func(struct{}) (any, error) {
		c.ClearFaults()
		return ok()
	})
	on(c, "POST /gateway/script", `{"steps":[what each next connection does, such as "no HELLO"]}`, func(in going) (any, error) {
		c.Hub().Script(in.Steps...)
		return ok()
	})
	on(c, "POST /gateway", `{"do":"reconnect", "drop", "invalidate", "close", "freeze", "mute" or "repeat", "shard":-1 is all, "resumable", "code"}`, c.gateway)
}

func (c *control) gateway(in going) (any, error) {
	h := c.Hub()
	deeds := map[string]func(){
		"reconnect":  func() { h.Reconnect(in.Shard) },
		"drop":       func() { h.Drop(in.Shard) },
		"invalidate": func() { h.Invalidate(in.Shard, in.Resumable) },
		"close":      func() { h.CloseWith(in.Shard, in.Code) },
		"freeze":     func() { h.Freeze(in.Shard) },
		"mute":       func() { h.Mute(in.Shard) },
		"repeat":     func() { h.Repeat(in.Shard) },
	}
	do := deeds[in.Do]
	if do == nil {
		return nil, notThere("the gateway cannot " + in.Do)
	}
	do()
	return ok()
}
