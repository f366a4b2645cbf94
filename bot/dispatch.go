package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime/debug"

	"footnote/bot/gateway"
)

// handle takes an event of the gateway. It returns at once.
func (b *Bot) handle(e gateway.Event) {
	switch e.Type {
	case "INTERACTION_CREATE":
		begin(b, e, b.interaction)
	case "MESSAGE_CREATE":
		begin(b, e, b.message)
	case "GUILD_CREATE":
		begin(b, e, b.joined)
	case "GUILD_DELETE":
		begin(b, e, b.left)
	case "READY":
		begin(b, e, b.began)
	}
	b.metrics.events.WithLabelValues(known(e.Type)).Inc()
}

// known keeps the number of metrics constant, whatever Discord sends.
func known(event string) string {
	switch event {
	case "INTERACTION_CREATE", "MESSAGE_CREATE", "READY", "RESUMED", "GUILD_CREATE", "GUILD_DELETE":
		return event
	}
	return "other"
}

// begin reads the event and lets it be worked on beside the others. A panic
// ends one event, not the bot.
func begin[T any](b *Bot, e gateway.Event, work func(context.Context, *T)) {
	var payload T
	if err := json.Unmarshal(e.Data, &payload); err != nil {
		b.Log.Warn("an event could not be read", "type", e.Type, "error", err)
		return
	}
	b.running.Go(func() {
		defer func() {
			if r := recover(); r != nil {
				b.panicked(e.Type, r, debug.Stack())
			}
		}()
		work(b.cut, &payload)
	})
}

func (b *Bot) panicked(event string, reason any, stack []byte) {
	b.metrics.panics.Inc()
	b.Log.Error("panic", "event", event, "reason", fmt.Sprint(reason), "stack", string(stack))
}
