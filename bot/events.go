package bot

import (
	"context"
	"encoding/json"
	"log/slog"
	"runtime/debug"

	"footnote/bot/gateway"
	"footnote/bot/inflight"
	"footnote/bot/membership"
	"footnote/bot/metrics"
	"footnote/bot/wire"
)

// events has each event of the gateway handled in a goroutine of its own.
type events struct {
	interactions *interactions
	messages     *messages
	membership   *membership.Keeper
	life         *lifetime
	metrics      *metrics.Metrics
	log          *slog.Logger
}

// handle takes an event of the gateway. It returns at once.
func (h *events) handle(e gateway.Event) {
	switch e.Type {
	case "INTERACTION_CREATE":
		begin(h, e, h.interactions.answer)
	case "MESSAGE_CREATE":
		begin(h, e, h.messages.answer)
	case "GUILD_CREATE":
		begin(h, e, h.membership.Joined)
	case "GUILD_DELETE":
		begin(h, e, h.membership.Left)
	case "READY":
		begin(h, e, h.membership.Began)
	}
	h.metrics.Events.WithLabelValues(known(e.Type)).Inc()
}

// known keeps the number of metrics constant, whatever Discord sends.
func known(event string) string {
	switch event {
	case "INTERACTION_CREATE", "MESSAGE_CREATE", "READY", "RESUMED", "GUILD_CREATE", "GUILD_DELETE":
		return event
	}
	return "other"
}

// begin reads an event and has it handled.
func begin[T any](h *events, e gateway.Event, work func(context.Context, *T)) {
	var payload T
	if err := json.Unmarshal(e.Data, &payload); err != nil {
		h.log.Warn("an event could not be read", "type", e.Type, "error", err)
		return
	}
	h.start(e.Type, func() { work(h.life.cut, &payload) })
}

// start begins work that the bot waits for in the end. A panic ends that alone.
func (h *events) start(what string, work func()) {
	h.life.Go(func() {
		defer func() {
			if reason := recover(); reason != nil {
				h.metrics.Panicked(h.log, what, reason, debug.Stack())
			}
		}()
		work()
	})
}

// goOn answers what another process began to answer.
func (h *events) goOn() inflight.Answerers {
	return inflight.Answerers{
		Interaction: func(ctx context.Context, i *wire.Interaction, end func()) {
			h.metrics.Resumed.Inc()
			h.start("INTERACTION_CREATE", func() {
				defer end()
				h.interactions.act(ctx, i)
			})
		},
		Message: func(ctx context.Context, m *wire.Message, end func()) {
			h.metrics.Resumed.Inc()
			h.start("MESSAGE_CREATE", func() {
				defer end()
				h.messages.reply(ctx, m)
			})
		},
	}
}
