package bot

import (
	"context"
	"net/http"
	"time"

	"footnote/bot/handoff"
	"footnote/library"
	"footnote/library/insight"
)

const (
	// finishing is how long the running answers have when the bot is stopped, and cutting how long
	// they then have to say that they were cut off.
	finishing = 14 * time.Second
	cutting   = 4 * time.Second
)

// Run connects the bot and answers until ctx ends. It calls ready when all shards are connected for
// the first time. When ctx ends, it takes no more questions, lets the running answers finish, and
// disconnects. If trying again is of no use, the error is a [*gateway.FatalError].
func (b *Bot) Run(ctx context.Context, ready func()) error {
	defer b.rest.Close()
	var stop, cut context.CancelFunc
	b.life.stopping, stop = context.WithCancel(ctx)
	b.life.cut, cut = context.WithCancel(context.WithoutCancel(ctx))
	connected, leave := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	defer cut()
	defer leave()

	if err := b.account.Identify(ctx); err != nil || ctx.Err() != nil {
		return err
	}
	b.send.Self = b.account.User().ID
	giveBack := b.keeper.Start(ctx)
	defer giveBack() // after everything that needs the leases
	b.once("commands", func(ctx context.Context) { b.account.KeepCommands(ctx, b.texts) })
	b.life.Go(func() { b.whenReady(b.life.stopping, ready) })
	if b.keeper.Alone {
		b.additions.resume(b.life.stopping) // before the additions that it follows can end
	} else {
		b.options.Library.Share(b.keeper, func(all []*library.Addition) { b.additions.resumeMessage(b.life.stopping, all) })
	}
	b.life.Go(func() { b.options.Library.Run(b.life.stopping) })
	b.life.Go(func() { b.recorder.Run(b.life.stopping) })
	b.life.Go(func() { b.citations.Run(b.life.stopping) })
	b.once("erase", b.options.Library.Sweep)
	b.once("vectors", b.options.Library.KeepCurrent)
	b.once("approval", b.desk.Keep)
	b.once("calls", func(ctx context.Context) { handoff.Forget(ctx, b.options.Library.Store, b.options.Log) })
	b.once("insights", (&insight.Checker{Library: b.options.Library, Filled: b.teller.Tell, Log: b.options.Log}).Run)
	b.once("aging", b.marker.Run)
	if b.options.Updates != nil {
		b.once("updates", b.options.Updates.Keep)
	}
	b.life.Go(func() { b.journal.TakeUp(b.life.stopping, b.life.cut, b.events.resumers()) })
	ended := make(chan error, 1)
	go func() { ended <- b.gateway.Run(connected) }()

	context.AfterFunc(b.life.stopping, b.metrics.Stop)
	var err error
	select {
	case err = <-ended:
		stop()
	case <-ctx.Done():
		b.options.Log.InfoContext(ctx, "stopping: the running answers are finished")
	}
	others := b.others(ctx)
	if others { // the others take over the shards at once
		leave()
	}
	if !b.life.idle(finishing) {
		if others { // and the others take over what is not answered yet
			giveBack()
		}
		cut()
	}
	leave()
	if err == nil && ctx.Err() != nil {
		err = <-ended
	}
	// Questions that still came in were told that the bot is stopping.
	if !b.life.idle(cutting) {
		b.options.Log.WarnContext(ctx, "stopping: something did not end in time")
	}
	b.recorder.Finish(ctx)
	b.citations.Finish(ctx)
	return err
}

// Handler serves /healthz, /readyz and /metrics, for the machine itself.
func (b *Bot) Handler() http.Handler { return b.metrics.Handler() }

// others reports whether other processes run this bot as well.
func (b *Bot) others(ctx context.Context) bool {
	if b.keeper.Alone {
		return false
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	m, err := b.keeper.Member(ctx)
	if err != nil {
		return false
	}
	n, err := m.Members(ctx)
	return err == nil && n > 1
}

// once runs work in one process at a time, for all processes, until the bot is stopped.
func (b *Bot) once(name string, work func(context.Context)) {
	b.life.Go(func() { b.keeper.Do(b.life.stopping, name, 0, work) })
}

// whenReady calls ready once all shards are connected for the first time.
func (b *Bot) whenReady(ctx context.Context, ready func()) {
	ticker := time.NewTicker(50 * time.Millisecond)
	defer ticker.Stop()
	for !b.gateway.Ready() {
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return
		}
	}
	if ready != nil {
		ready()
	}
}
