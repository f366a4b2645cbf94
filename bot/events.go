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
	"footnote/internal/request"
)

// events handles each event of the gateway in a goroutine of its own.
type events struct {
	interactions *interactions
	messages     *messages
	membership   *membership.Keeper
	life         *lifetime
	metrics      *metrics.Metrics
	log          *slog.Logger
}

// handle handles an event of the gateway. It returns at once.
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
	h.metrics.Event(e.Type)
}

// begin decodes an event and starts its handler.
func begin[T any](h *events, e gateway.Event, work func(context.Context, *T)) {
	var payload T
	if err := json.Unmarshal(e.Data, &payload); err != nil {
		h.log.Warn("an event could not be read", "type", e.Type, "error", err)
		return
	}
	h.start(e.Type, func() { work(h.life.cut, &payload) })
}

// start runs work in a goroutine that the bot waits for when it stops. A panic ends only that
// goroutine.
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

// resumers answer what another process began to answer.
func (h *events) resumers() inflight.Answerers {
	return inflight.Answerers{
		Interaction: func(ctx context.Context, i *wire.Interaction, end func()) {
			h.metrics.Resumed()
			h.start("INTERACTION_CREATE", func() {
				defer end()
				h.interactions.act(request.With(ctx, i.ID), i)
			})
		},
		Message: func(ctx context.Context, m *wire.Message, end func()) {
			h.metrics.Resumed()
			h.start("MESSAGE_CREATE", func() {
				defer end()
				h.messages.reply(request.With(ctx, m.ID), m)
			})
		},
	}
}
