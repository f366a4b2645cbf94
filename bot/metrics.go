package bot

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

// metrics have no label that names a person, a server or a question, so that their
// number stays the same however many there are.
type metrics struct {
	registry     *prometheus.Registry
	questions    *prometheus.CounterVec // by outcome
	took         *prometheus.HistogramVec
	acknowledged prometheus.Histogram
	calls        *prometheus.CounterVec // of REST, by route and status
	events       *prometheus.CounterVec
	limited      *prometheus.CounterVec
	failures     *prometheus.CounterVec
	lost         *prometheus.CounterVec // messages, by reason
	votes        *prometheus.CounterVec
	connections  *prometheus.CounterVec
	panics       prometheus.Counter
	resumed      prometheus.Counter
}

// newMetrics counts; queued is how many questions wait and how many are being
// answered, ready whether every shard is connected, processes how many run this bot,
// shards how many of them are this one's.
func newMetrics(queued func() (waiting, busy int), ready func() bool, processes, shards func() int) *metrics {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "footnote", Name: name, Help: help}, labels)
	}
	gauge := func(name, help string, value func() float64) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Namespace: "footnote", Name: name, Help: help}, value)
	}
	m := &metrics{
		registry:  prometheus.NewRegistry(),
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
		events:      counter("discord_events_total", "Events of the gateway.", "type"),
		limited:     counter("limited_total", "Questions that were not taken, by the limit.", "scope"),
		failures:    counter("failures_total", "What did not work.", "what"),
		lost:        counter("undelivered_total", "Messages that did not reach Discord's readers, by the reason.", "reason"),
		votes:       counter("votes_total", "What readers thought of answers.", "vote"),
		connections: counter("gateway_connections_total", "Connections of the gateway that began or ended.", "change"),
		panics:      prometheus.NewCounter(prometheus.CounterOpts{Namespace: "footnote", Name: "panics_total", Help: "Events that ended in a panic."}),
		resumed:     prometheus.NewCounter(prometheus.CounterOpts{Namespace: "footnote", Name: "questions_resumed_total", Help: "Questions that another process began to answer."}),
	}
	m.registry.MustRegister(m.questions, m.took, m.acknowledged, m.calls, m.events, m.limited, m.failures, m.lost, m.votes, m.connections, m.panics, m.resumed,
		gauge("queue_length", "Questions that wait.", func() float64 { waiting, _ := queued(); return float64(waiting) }),
		gauge("answering", "Questions that are being answered.", func() float64 { _, busy := queued(); return float64(busy) }),
		gauge("processes", "Processes that run this bot.", func() float64 { return float64(processes()) }),
		gauge("shards", "Shards of this process.", func() float64 { return float64(shards()) }),
		gauge("ready", "1 if every shard is connected.", func() float64 { return map[bool]float64{true: 1}[ready()] }),
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	return m
}

func (m *metrics) called(c rest.Call) {
	m.calls.WithLabelValues(c.Route, strconv.Itoa(c.Status)).Inc()
}

func (m *metrics) connected(_ int, ready bool, _ string) {
	m.connections.WithLabelValues(map[bool]string{true: "begun", false: "ended"}[ready]).Inc()
}

// Confirmed and Undelivered are for [wire.Observer].
func (m *metrics) Confirmed(took time.Duration) { m.acknowledged.Observe(took.Seconds()) }

func (m *metrics) Undelivered(what, reason string) {
	m.failures.WithLabelValues(what).Inc()
	m.lost.WithLabelValues(reason).Inc()
}

// panicked counts a panic, and logs what it was.
func (m *metrics) panicked(log *slog.Logger, event string, reason any, stack []byte) {
	m.panics.Inc()
	log.Error("panic", "event", event, "reason", fmt.Sprint(reason), "stack", string(stack))
}

func (m *metrics) answered(outcome string, took time.Duration) {
	m.questions.WithLabelValues(outcome).Inc()
	m.took.WithLabelValues(outcome).Observe(took.Seconds())
}

// Handler serves /healthz, /readyz and /metrics. It holds nothing that is
// secret, but is meant for the machine itself.
func (b *Bot) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if !b.gateway.Ready() {
			plain(w, http.StatusServiceUnavailable, "not connected to Discord")
			return
		}
		plain(w, http.StatusOK, "ready")
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(b.metrics.registry, promhttp.HandlerOpts{}))
	return mux
}

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	// Whoever asked is gone if this fails.
	_, _ = w.Write([]byte(text + "\n"))
}
