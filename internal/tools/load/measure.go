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
	"footnote/internal/tools/process"
	"footnote/internal/tools/standin"
)

// measure starts the bot, lets the crowd ask it, and stops it.
func measure(ctx context.Context, s settings, errs io.Writer) (r *result, err error) {
	defer standin.Recover(&err)
	folder, err := os.MkdirTemp("", "footnote-load-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	if !s.check {
		os.Setenv(shared.Variable, filepath.Join(folder, "none")) // the fake finds no schema there
	}
	t := &standin.TB{Errors: errs}
	defer t.End()
	d := discordtest.New(t, discordtest.Options{Lenient: true, Unlimited: s.unlimited})
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
	fmt.Fprintf(errs, "the bot is ready; %d people are asking\n", s.people)
	r = &result{Bot: s.name(), People: s.people, Faults: s.faults, MemoryBefore: process.Memory(c.Process.Pid, process.Resident), GoroutinesBefore: c.goroutines()}
	connections, identifies, cpu := len(d.Hub().Connections()), d.Hub().Identifies(), cpuTime()
	breakREST(d, s)
	if err := crowd.askAll(ctx, d, s); err != nil {
		return nil, err
	}
	r.OwnCPU = (cpuTime() - cpu).Seconds()
	d.ClearFaults()
	select { // for second answers, and until the bot is idle
	case <-time.After(s.settle):
	case <-c.ended:
		return nil, fmt.Errorf("the bot ended during the test: %v\n%s", c.ProcessState, c.tail())
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	r.tally(crowd.all())
	r.MemoryPeak, r.GoroutinesAfter = process.Memory(c.Process.Pid, process.Peak), c.goroutines()
	r.Reconnects, r.Identifies = len(d.Hub().Connections())-connections, d.Hub().Identifies()-identifies
	r.observe(d)
	stop()
	<-c.ended
	r.BotCPU = (c.ProcessState.UserTime() + c.ProcessState.SystemTime()).Seconds()
	return r, nil
}

// askAll lets everybody ask, and returns when all questions are answered or the time for that
// is over.
func (c *crowd) askAll(ctx context.Context, d *discordtest.Discord, s settings) error {
	ctx, cancel := context.WithCancel(ctx)
	breaker := newBreaker(d, c, s)
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		breaker.run(ctx)
	}()
	defer func() {
		cancel()
		<-stopped
	}()
	spoken, watched := make(chan struct{}), make(chan error, 1)
	go func() { watched <- c.watch(ctx, s, spoken) }()
	if err := c.speak(ctx, s.within, breaker.asked); err != nil {
		<-watched
		return err
	}
	close(spoken)
	return <-watched
}

// observe fills in what the fake Discord has recorded about the bot.
func (r *result) observe(d *discordtest.Discord) {
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

// cpuTime returns the CPU time of this program, or 0 if it is not known.
func cpuTime() time.Duration {
	used, _ := process.CPUTime()
	return used
}

func (s settings) name() string {
	if s.command != "" {
		return s.command
	}
	return s.bot
}
