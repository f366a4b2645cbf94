package metrics

import (
	"slices"
	"strconv"
	"time"

	"footnote/bot/rest"
)

// Called counts a call of Discord's API.
func (m *Metrics) Called(c rest.Call) {
	m.calls.WithLabelValues(c.Route, strconv.Itoa(c.Status)).Inc()
	m.called.WithLabelValues(c.Route).Observe(c.Took.Seconds())
}

// Connected counts the beginning or the end of a connection to the gateway.
func (m *Metrics) Connected(_ int, ready bool, _ string) {
	m.connections.WithLabelValues(map[bool]string{true: "begun", false: "ended"}[ready]).Inc()
}

// Event counts an event of the gateway. All types that the bot ignores are counted as one.
func (m *Metrics) Event(kind string) {
	if !slices.Contains(Events, kind) {
		kind = other
	}
	m.events.WithLabelValues(kind).Inc()
}

// Confirmed and Undelivered implement [wire.Observer].
func (m *Metrics) Confirmed(took time.Duration) { m.acknowledged.Observe(took.Seconds()) }

func (m *Metrics) Undelivered(what, reason string) {
	m.Failed(what)
	m.lost.WithLabelValues(reason).Inc()
}
