package account

import (
	"context"
	"time"

	"footnote/bot/wire"
	"footnote/internal/clock"
)

// KeepCommands registers the commands where they differ from what Discord has:
// only so many changes a day are allowed. told gets the ids of the slash commands, by
// their names.
func (a *Account) KeepCommands(ctx context.Context, told func(ids map[string]string)) {
	for wait := 5 * time.Second; ; wait = min(2*wait, 10*time.Minute) {
		ids, changed, err := a.syncCommands(ctx)
		if err == nil {
			told(ids)
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

func (a *Account) syncCommands(ctx context.Context) (ids map[string]string, changed bool, err error) {
	have, err := a.api.Commands(ctx, a.application.ID)
	if err != nil {
		return nil, false, err
	}
	want := wire.Commands()
	if wire.SameCommands(want, have) {
		return wire.IDs(have), false, nil
	}
	made, err := a.api.Register(ctx, a.application.ID, want)
	return wire.IDs(made), err == nil, err
}
