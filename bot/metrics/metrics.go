// Package metrics counts what the bot does, and serves the figures.
package metrics

import (
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"footnote/bot/rest"
)

// Metrics have no label that names a person, a server or a question, so that their
// number stays the same however many there are.
type Metrics struct {
	registry     *prometheus.Registry
	ready        func() bool
	questions    *prometheus.CounterVec // by outcome
	took         *prometheus.HistogramVec
	acknowledged prometheus.Histogram
	calls        *prometheus.CounterVec // of REST, by route and status
	Events       *prometheus.CounterVec
	Limited      *prometheus.CounterVec
	Failures     *prometheus.CounterVec
	lost         *prometheus.CounterVec // messages, by reason
	Votes        *prometheus.CounterVec
	connections  *prometheus.CounterVec
	panics       prometheus.Counter
	Resumed      prometheus.Counter
}

// New counts; queued is how many questions wait and how many are being
// answered, ready whether every shard is connected, processes how many run this bot,
// shards how many of them are this one's.
func New(queued func() (waiting, busy int), ready func() bool, processes, shards func() int) *Metrics {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "footnote", Name: name, Help: help}, labels)
	}
	gauge := func(name, help string, value func() float64) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Namespace: "footnote", Name: name, Help: help}, value)
	}
	m := &Metrics{
		registry:  prometheus.NewRegistry(),
		ready:     ready,
		questions: counter("questions_total", "Questions by what came of them.", "outcome"),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Namespace: "footnote", Name: "question_duration_seconds", Help: "From the question's turn to its whole answer.",
			Buckets: []float64{.02, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60},
		}, []string{"outcome"}),
		acknowledged: prometheus.NewHistogram(prometheus.HistogramOpts{
			Namespace: "footnote", Name: "acknowledge_duration_seconds", Help: "How long Discord took to take the first answer to an interaction.",
			Buckets: []float64{.01, .025, .05, .1, .25, .5, 1, 2, 3},
		}),
		calls:       counter("discord_rest_total", "Calls of Discord's REST API.", "route", "code"),
		Events:      counter("discord_events_total", "Events of the gateway.", "type"),
		Limited:     counter("limited_total", "Questions that were not taken, by the limit.", "scope"),
		Failures:    counter("failures_total", "What did not work.", "what"),
		lost:        counter("undelivered_total", "Messages that did not reach Discord's readers, by the reason.", "reason"),
		Votes:       counter("votes_total", "What readers thought of answers.", "vote"),
		connections: counter("gateway_connections_total", "Connections of the gateway that began or ended.", "change"),
		panics:      prometheus.NewCounter(prometheus.CounterOpts{Namespace: "footnote", Name: "panics_total", Help: "Events that ended in a panic."}),
		Resumed:     prometheus.NewCounter(prometheus.CounterOpts{Namespace: "footnote", Name: "questions_resumed_total", Help: "Questions that another process began to answer."}),
	}
	m.registry.MustRegister(m.questions, m.took, m.acknowledged, m.calls, m.Events, m.Limited, m.Failures, m.lost, m.Votes, m.connections, m.panics, m.Resumed,
		gauge("queue_length", "Questions that wait.", func() float64 { waiting, _ := queued(); return float64(waiting) }),
		gauge("answering", "Questions that are being answered.", func() float64 { _, busy := queued(); return float64(busy) }),
		gauge("processes", "Processes that run this bot.", func() float64 { return float64(processes()) }),
		gauge("shards", "Shards of this process.", func() float64 { return float64(shards()) }),
		gauge("ready", "1 if every shard is connected.", func() float64 { return map[bool]float64{true: 1}[ready()] }),
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	return m
}

// Called counts a call of Discord's API.
func (m *Metrics) Called(c rest.Call) {
	m.calls.WithLabelValues(c.Route, strconv.Itoa(c.Status)).Inc()
}

// Connected counts a connection that begins or ends.
func (m *Metrics) Connected(_ int, ready bool, _ string) {
	m.connections.WithLabelValues(map[bool]string{true: "begun", false: "ended"}[ready]).Inc()
}

// Confirmed and Undelivered are for [wire.Observer].
func (m *Metrics) Confirmed(took time.Duration) { m.acknowledged.Observe(took.Seconds()) }

func (m *Metrics) Undelivered(what, reason string) {
	m.Failures.WithLabelValues(what).Inc()
	m.lost.WithLabelValues(reason).Inc()
}

// Panicked counts a panic, and logs what it was.
func (m *Metrics) Panicked(log *slog.Logger, event string, reason any, stack []byte) {
	m.panics.Inc()
	log.Error("panic", "event", event, "reason", fmt.Sprint(reason), "stack", string(stack))
}

// Answered counts a question by what came of it.
func (m *Metrics) Answered(outcome string, took time.Duration) {
	m.questions.WithLabelValues(outcome).Inc()
	m.took.WithLabelValues(outcome).Observe(took.Seconds())
}

// Handler serves /healthz, /readyz and /metrics. It holds nothing that is
// secret, but is meant for the machine itself.
func (m *Metrics) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if !m.ready() {
			plain(w, http.StatusServiceUnavailable, "not connected to Discord")
			return
		}
		plain(w, http.StatusOK, "ready")
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	return mux
}

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	// Whoever asked is gone if this fails.
	_, _ = w.Write([]byte(text + "\n"))
}
