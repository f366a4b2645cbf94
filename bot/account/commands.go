package account

import (
	"context"
	"time"

	"footnote/bot/wire"
	"footnote/internal/clock"
)

// KeepCommands registers the commands where they differ from what Discord has:
// only so many changes a day are allowed.
func (a *Account) KeepCommands(ctx context.Context) {
	for wait := 5 * time.Second; ; wait = min(2*wait, 10*time.Minute) {
		changed, err := a.syncCommands(ctx)
		if err == nil {
			a.log.Info("commands are registered", "changed", changed)
			return
		}
		if ctx.Err() != nil {
			return
		}
		a.log.Warn("commands could not be registered", "error", err, "again_in", wait)
		clock.Sleep(ctx, wait)
	}
}

func (a *Account) syncCommands(ctx context.Context) (changed bool, err error) {
	have, err := a.api.Commands(ctx, a.application.ID)
	if err != nil {
		return false, err
	}
	want := wire.Commands()
	if wire.SameCommands(want, have) {
		return false, nil
	}
	err = a.api.Register(ctx, a.application.ID, want)
	return err == nil, err
}
