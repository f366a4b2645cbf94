package account

import (
	"context"
	"time"

	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/internal/clock"
)

// KeepCommands registers the bot's commands if they differ from those that Discord has,
// because Discord allows only so many changes a day. It retries until ctx ends. Names and
// descriptions come from the catalog, which is told the ids of the commands.
func (a *Account) KeepCommands(ctx context.Context, c *texts.Catalog) {
	for wait := 5 * time.Second; ; wait = min(2*wait, 10*time.Minute) {
		ids, changed, err := a.syncCommands(ctx, c)
		if err == nil {
			c.Registered(ids)
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

func (a *Account) syncCommands(ctx context.Context, c *texts.Catalog) (ids map[string]string, changed bool, err error) {
	have, err := a.api.Commands(ctx, a.application.ID)
	if err != nil {
		return nil, false, err
	}
	want := wire.Commands(c)
	if wire.SameCommands(want, have) {
		return wire.IDs(have), false, nil
	}
	made, err := a.api.Register(ctx, a.application.ID, want)
	return wire.IDs(made), err == nil, err
}
