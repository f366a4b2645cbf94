package main

import (
	"context"
	"time"

	"footnote/internal/discordtest"
	"footnote/internal/discordtest/hub"
)

// waitRequest is the body of actions that wait for something or return its state. Each action
// uses some of the fields.
type waitRequest struct {
	Interaction, Message, Channel, Person, Text string
	Shards, Count                               int
}

// addWaits adds the actions that return when the bot has done something, or with an error when
// the time for that (--patience) is over.
func (c *control) addWaits() {
	handle(c, "POST /wait/answer", `{"interaction":id, "text":a part of the answer}`, func(in waitRequest) (any, error) {
		i, err := c.interaction(in.Interaction)
		if err != nil {
			return nil, err
		}
		i.Answer(in.Text)
		return showInteraction(i), nil
	})
	handle(c, "POST /wait/follow-ups", `{"interaction":id, "count"}`, func(in waitRequest) (any, error) {
		i, err := c.interaction(in.Interaction)
		if err != nil {
			return nil, err
		}
		i.WaitFollowUps(in.Count)
		return showInteraction(i), nil
	})
	handle(c, "POST /wait/reply", `{"message":id, "text":a part of the reply}`, func(in waitRequest) (any, error) {
		m, err := c.message(in.Message)
		if err != nil {
			return nil, err
		}
		return showMessage(m.WaitReply(in.Text)), nil
	})
	handle(c, "POST /wait/ready", `{"shards"}`, func(in waitRequest) (any, error) {
		ctx, cancel := context.WithTimeout(context.Background(), c.Patience)
		defer cancel()
		if err := c.Hub().WaitReady(ctx, max(in.Shards, 1)); err != nil {
			return nil, err
		}
		return okResponse()
	})
}

// addQueries adds the actions that only return something.
func (c *control) addQueries() {
	handle(c, "POST /interaction", `{"interaction":id}: its current state`, func(in waitRequest) (any, error) {
		i, err := c.interaction(in.Interaction)
		if err != nil {
			return nil, err
		}
		return showInteraction(i), nil
	})
	c.actOn("POST /message", `{"message":id}: its current state`, func(_ *discordtest.Person, m *discordtest.Message, _ personRequest) any { return showMessage(m) })
	c.actIn("POST /messages", `{"channel":id, "person"}: all messages that the person sees there`, func(p *discordtest.Person, ch *discordtest.Channel, _ personRequest) any {
		return showMessages(p.Sees(ch))
	})
	c.handleGet("GET /self", "the bot", func() any { return map[string]string{"id": c.Self().ID, "name": c.Self().Name} })
	c.handleGet("GET /violations", "violations of Discord's rules", func() any { return list(c.Violations()) })
	c.handleGet("GET /pings", "pings by the bot", func() any { return list(c.Pings()) })
	c.handleGet("GET /commands", "the registered commands", func() any { return list(c.Commands()) })
	c.handleGet("GET /requests", "the last calls of the REST API, one per line", func() any { return c.Transcript() })
	c.handleGet("GET /refusals", "the number of refused requests, by status (400 and above)", func() any { return c.Refusals() })
	c.handleGet("GET /connections", "the connections to the gateway", func() any { return list(c.Hub().Connections()) })
}

// list returns a copy of all that JSON encodes as [] if it is empty, not as null.
func list[T any](all []T) []T { return append([]T{}, all...) }

// faultRequest is the body of actions that make something go wrong. Each action uses some of
// the fields.
type faultRequest struct {
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

// addFaults adds the actions that make something go wrong.
func (c *control) addFaults() {
	ms := func(n int) time.Duration { return time.Duration(n) * time.Millisecond }
	handle(c, "POST /fault", `{"route":"POST /channels/{id}/messages", "times", "chance", "status", "code", "retry_after_ms", "global", "shared", "html", "after", "delay_ms", "cut", "hang"}`, func(in faultRequest) (any, error) {
		c.Fault(in.Route, discordtest.Fault{
			Times: in.Times, Chance: in.Chance, Status: in.Status, Code: in.Code, RetryAfter: ms(in.RetryAfter), Global: in.Global, Shared: in.Shared,
			HTML: in.HTML, After: in.After, Delay: ms(in.Delay), Cut: in.Cut, Hang: in.Hang,
		})
		return okResponse()
	})
	handle(c, "POST /faults/clear", `{}`, func(struct{}) (any, error) {
		c.ClearFaults()
		return okResponse()
	})
	handle(c, "POST /gateway/script", `{"steps":[what each of the next connections does, such as "no HELLO"]}`, func(in faultRequest) (any, error) {
		c.Hub().Script(in.Steps...)
		return okResponse()
	})
	handle(c, "POST /gateway", `{"do":"reconnect", "drop", "invalidate", "close", "freeze", "mute" or "repeat", "shard":-1 for all, "resumable", "code"}`, c.gateway)
}

func (c *control) gateway(in faultRequest) (any, error) {
	h := c.Hub()
	actions := map[string]func(){
		"reconnect":  func() { h.Reconnect(in.Shard) },
		"drop":       func() { h.Drop(in.Shard) },
		"invalidate": func() { h.Invalidate(in.Shard, in.Resumable) },
		"close":      func() { h.CloseWith(in.Shard, in.Code) },
		"freeze":     func() { h.Freeze(in.Shard) },
		"mute":       func() { h.Mute(in.Shard) },
		"repeat":     func() { h.Repeat(in.Shard) },
	}
	do := actions[in.Do]
	if do == nil {
		return nil, notFound("the gateway cannot " + in.Do)
	}
	do()
	return okResponse()
}
