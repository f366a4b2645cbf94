package bot

import (
	"context"
	"time"
)

// promptWithin is how long the first answer to an interaction may wait for what
// it says: Discord waits three seconds, and the way there takes some of them.
const promptWithin = 1200 * time.Millisecond

// promptly says to the asker alone what find finds: in the first answer where
// that is there soon, which is one call less, else after a deferral.
func (b *Bot) promptly(ctx context.Context, i *interaction, find func(context.Context) []string) {
	ctx, cancel := context.WithTimeout(ctx, longestQuestion)
	defer cancel()
	deferral := make(chan reply, 1)
	late := time.AfterFunc(promptWithin, func() { deferral <- b.deferred(ctx, i, flagEphemeral) })
	defer late.Stop()
	parts := find(ctx)
	var r reply
	if late.Stop() {
		r = &interactionReply{bot: b, interaction: i, flags: flagEphemeral, born: time.Now()}
		if b.respond(ctx, i, say(parts[0], flagEphemeral)) != nil {
			return
		}
		b.addParts(ctx, r, parts[1:])
		return
	}
	if r = <-deferral; r != nil {
		b.showParts(ctx, r, parts)
	}
}
