package bot

import (
	"context"
	"time"

	"footnote/bot/wire"
	"footnote/internal/clock"
)

// keepCommands registers the commands where they differ from what Discord has:
// only so many changes a day are allowed.
func (b *Bot) keepCommands(ctx context.Context) {
	for wait := 5 * time.Second; ; wait = min(2*wait, 10*time.Minute) {
		changed, err := b.syncCommands(ctx)
		if err == nil {
			b.Log.Info("commands are registered", "changed", changed)
			return
		}
		if ctx.Err() != nil {
			return
		}
		b.Log.Warn("commands could not be registered", "error", err, "again_in", wait)
		clock.Sleep(ctx, wait)
	}
}

func (b *Bot) syncCommands(ctx context.Context) (changed bool, err error) {
	have, err := b.discord.Commands(ctx, b.application.ID)
	if err != nil {
		return false, err
	}
	want := wire.Commands()
	if wire.SameCommands(want, have) {
		return false, nil
	}
	err = b.discord.Register(ctx, b.application.ID, want)
	return err == nil, err
}
