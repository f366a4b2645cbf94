package bot

import (
	"context"
	"net/http"
	"time"

	"footnote/library"
)

const (
	// finishing is how long the running answers have when the bot is stopped,
	// and cutting how long they have to say that they were cut off.
	finishing = 14 * time.Second
	cutting   = 4 * time.Second
)

// Run connects the bot and answers until ctx ends; ready is told when every
// shard is connected for the first time. Then it takes no more questions, lets
// the running ones finish, and says goodbye. Where trying again is of no
// use, the error is a [*gateway.FatalError].
func (b *Bot) Run(ctx context.Context, ready func()) error {
	defer b.rest.Close()
	var stop, cut context.CancelFunc
	b.life.stopping, stop = context.WithCancel(ctx)
	b.life.cut, cut = context.WithCancel(context.WithoutCancel(ctx))
	connected, leave := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	defer cut()
	defer leave()

	if err := b.account.Identify(ctx); err != nil {
		return err
	}
	b.send.Self = b.account.User().ID
	giveBack := b.keeper.Start(ctx)
	defer giveBack() // after everything that it is held for
	b.once("commands", func(ctx context.Context) { b.account.KeepCommands(ctx, b.texts.Registered) })
	b.life.Go(func() { b.whenReady(b.life.stopping, ready) })
	if b.keeper.Alone {
		b.additions.resume(b.life.stopping) // before what it follows can be over
	} else {
		b.options.Library.Share(b.keeper, func(all []*library.Addition) { b.additions.goOn(b.life.stopping, all) })
	}
	b.life.Go(func() { b.options.Library.Run(b.life.stopping) })
	b.once("erase", b.options.Library.Sweep)
	b.once("vectors", b.options.Library.KeepCurrent)
	if b.options.Updates != nil {
		b.once("updates", b.options.Updates.Keep)
	}
	b.life.Go(func() { b.journal.TakeUp(b.life.stopping, b.life.cut, b.events.goOn()) })
	ended := make(chan error, 1)
	go func() { ended <- b.gateway.Run(connected) }()

	var err error
	select {
	case err = <-ended:
		stop()
	case <-ctx.Done():
		b.options.Log.Info("stopping: the running answers are finished")
	}
	others := b.others(ctx)
	if others { // who take the shards at once
		leave()
	}
	if !b.life.idle(finishing) {
		if others { // and what is not answered yet
			giveBack()
		}
		cut()
	}
	leave()
	if err == nil && ctx.Err() != nil {
		err = <-ended
	}
	// What still came in was told that the bot is stopping.
	if !b.life.idle(cutting) {
		b.options.Log.Warn("stopping: something did not end in time")
	}
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

// once has one process at a time do work for all, until the bot is stopped.
func (b *Bot) once(name string, work func(context.Context)) {
	b.life.Go(func() { b.keeper.Do(b.life.stopping, name, 0, work) })
}

// whenReady tells of the first time that all shards are connected.
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
