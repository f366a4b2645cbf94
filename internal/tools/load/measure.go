package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"footnote/internal/discordtest"
	"footnote/internal/shared"
)

// measure lets the crowd ask a bot, from its start to its end.
func measure(ctx context.Context, s settings, errs io.Writer) (r *result, err error) {
	defer caught(&err)
	folder, err := os.MkdirTemp("", "footnote-load-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	if !s.check {
		os.Setenv(shared.Variable, filepath.Join(folder, "none")) // where the fake looks for the schema
	}
	var t reporter
	defer t.end()
	d := discordtest.New(&t, discordtest.Options{Lenient: true, Unlimited: s.unlimited})
	crowd := newCrowd(d, s)

	running, stop := context.WithCancel(ctx)
	defer stop()
	c, err := start(running, s, d, folder)
	if err != nil {
		return nil, err
	}
	defer func() {
		stop()
		<-c.ended
	}()
	if err := c.waitReady(ctx, d); err != nil {
		return nil, err
	}
	fmt.Fprintf(errs, "the bot is ready; %d people ask\n", s.people)
	r = &result{Bot: s.name(), People: s.people, Faults: s.faults, MemoryBefore: memory(c.Process.Pid, "VmRSS"), GoroutinesBefore: c.goroutines()}
	connections, identifies, cpu := len(d.Hub().Connections()), d.Hub().Identifies(), ownCPU()
	breakREST(d, s)
	if err := crowd.askAll(ctx, d, s); err != nil {
		return nil, err
	}
	r.OwnCPU = (ownCPU() - cpu).Seconds()
	d.ClearFaults()
	select { // for second answers, and until the bot is at rest
	case <-time.After(s.settle):
	case <-c.ended:
		return nil, fmt.Errorf("the bot ended while they asked: %v\n%s", c.ProcessState, c.tail())
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	r.tally(crowd.all())
	r.MemoryPeak, r.GoroutinesAfter = memory(c.Process.Pid, "VmHWM"), c.goroutines()
	r.Reconnects, r.Identifies = len(d.Hub().Connections())-connections, d.Hub().Identifies()-identifies
	r.look(d)
	stop()
	<-c.ended
	r.BotCPU = (c.ProcessState.UserTime() + c.ProcessState.SystemTime()).Seconds()
	return r, nil
}

// askAll returns when all are answered, or patience is at its end.
func (c *crowd) askAll(ctx context.Context, d *discordtest.Discord, s settings) error {
	ctx, cancel := context.WithCancel(ctx)
	trouble := newTrouble(d, c, s)
	quiet := make(chan struct{})
	go func() {
		defer close(quiet)
		trouble.run(ctx)
	}()
	defer func() { // once the bot is back from the last trouble, or has had time to
		cancel()
		<-quiet
	}()
	spoken, watched := make(chan struct{}), make(chan error, 1)
	go func() { watched <- c.watch(ctx, s, spoken) }()
	if err := c.speak(ctx, s.within, trouble.passed); err != nil {
		<-watched
		return err
	}
	close(spoken)
	return <-watched
}

// look notes what the Discord has seen of the bot.
func (r *result) look(d *discordtest.Discord) {
	r.RequestsBy = map[string]int{}
	for _, route := range []string{
		"GET /gateway/bot", "POST /channels/{id}/messages", "PATCH /channels/{id}/messages/{id}", "GET /channels/{id}/messages", "GET /channels/{id}/messages/{id}",
		"POST /channels/{id}/typing", "POST /interactions/{id}/{token}/callback", "PATCH /webhooks/{id}/{token}/messages/@original", "POST /webhooks/{id}/{token}",
	} {
		for _, one := range d.Requests(route) {
			r.Requests++
			r.RequestsBy[route]++
			switch {
			case one.Status == 429:
				r.Limited++
			case one.Status >= 500:
				r.Errors++
			}
		}
	}
	r.Pings, r.Violations = len(d.Pings()), map[string]int{}
	for _, text := range d.Violations() {
		r.Violations[text]++
	}
}

func (s settings) name() string {
	if s.command != "" {
		return s.command
	}
	return s.bot
}
