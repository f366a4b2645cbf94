// Package metrics counts what the bot does and serves the figures to Prometheus.
//
// No label names a person, a server or a question, so the number of series does not depend
// on how many there are. Every counter whose labels are known in advance exists from the
// start, as 0: a series without a first sample has no rate and raises no alert. Only the
// routes of Discord's API and of Footnote's own appear with their first call. Durations are
// in seconds.
package metrics

import (
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"footnote/library/insight"
)

const namespace = "footnote"

// A Build describes the running program.
type Build struct{ Version, Revision, Go string }

// Metrics are the metrics of one process. They are safe for concurrent use.
type Metrics struct {
	registry *prometheus.Registry
	sources  atomic.Pointer[Sources]
	stopping atomic.Bool
	kept     kept

	questions    *prometheus.CounterVec // by outcome
	took         *prometheus.HistogramVec
	waited       prometheus.Histogram
	acknowledged prometheus.Histogram
	calls        *prometheus.CounterVec // REST calls, by route and status
	called       *prometheus.HistogramVec
	events       *prometheus.CounterVec
	limited      *prometheus.CounterVec
	failures     *prometheus.CounterVec
	lost         *prometheus.CounterVec // undelivered messages, by reason
	votes        *prometheus.CounterVec
	connections  *prometheus.CounterVec
	caches       *prometheus.CounterVec
	additions    *prometheus.CounterVec
	added        prometheus.Histogram
	panics       prometheus.Counter
	resumed      prometheus.Counter

	model
	api
}

// Buckets of durations, in seconds.
var (
	quick = []float64{.01, .025, .05, .1, .25, .5, 1, 2, 3}
	calls = []float64{.025, .05, .1, .25, .5, 1, 2.5, 5, 15}
	turns = []float64{.001, .01, .1, .5, 1, 2.5, 5, 10, 30, 60, 300}
	whole = []float64{.02, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60}
	works = []float64{.1, .5, 1, 5, 15, 60, 300, 1800}
)

// New returns the metrics of a program. [Metrics.Watch] sets the sources of the gauges.
func New(b Build) *Metrics {
	r := registry{prometheus.NewRegistry()}
	r.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	r.info("build_info", "Always 1. The labels describe the running program.", prometheus.Labels{"version": b.Version, "revision": b.Revision, "goversion": b.Go})
	m := &Metrics{
		registry:     r.Registry,
		questions:    r.counters("questions_total", "Questions by outcome.", "outcome"),
		took:         r.durations("question_duration_seconds", "Time from the start of a question's turn to its complete answer.", whole, "outcome"),
		waited:       r.duration("queue_duration_seconds", "Time from a question's arrival to its turn.", turns),
		acknowledged: r.duration("acknowledge_duration_seconds", "Time until Discord accepted the first response to an interaction.", quick),
		calls:        r.counters("discord_rest_total", "Calls of Discord's REST API by status; code 0 means no response.", "route", "code"),
		called:       r.durations("discord_rest_duration_seconds", "Duration of calls of Discord's REST API, without waiting for rate limits.", calls, "route"),
		events:       r.counters("discord_events_total", "Gateway events by type.", "type"),
		limited:      r.counters("limited_total", "Questions that were turned away, by the limit.", "scope"),
		failures:     r.counters("failures_total", "Other failures, by what failed.", "what"),
		lost:         r.counters("undelivered_total", "Messages that did not reach their readers, by reason.", "reason"),
		votes:        r.counters("votes_total", "Readers' votes on answers.", "vote"),
		connections:  r.counters("gateway_connections_total", "Gateway connections that were opened or closed.", "change"),
		caches:       r.counters("cache_total", "Cache lookups by result: answers of the language model, indexes of a server's articles in memory.", "cache", "result"),
		additions:    r.counters("additions_total", "Additions to libraries that have ended, by outcome.", "outcome"),
		added:        r.duration("addition_duration_seconds", "Time from accepting an addition to its end.", works),
		panics:       r.counter("panics_total", "Events whose handling ended in a panic."),
		resumed:      r.counter("questions_resumed_total", "Questions that this process took over from another one."),
		model:        newModel(r),
		api:          newAPI(r),
	}
	m.sources.Store(&Sources{})
	m.watch(r)
	m.initialise()
	return m
}

// Values of labels for which series exist from the start.
var (
	Outcomes = []string{
		insight.OutcomeExtractive, insight.OutcomeWritten, insight.OutcomeDegraded, insight.OutcomeFixed, insight.OutcomeUnsure, insight.OutcomeRefused, insight.OutcomeSocial,
		"empty", "unfit", "failed", "cut", "deleted",
	}
	Limits  = []string{"settings", "user", "guild", "queue"}
	Failing = []string{"deliver", "acknowledge", "vote", "forged"}
	Lost    = []string{"automod", "access", "archived", "deleted", "size", "late", "gone", "closed", "refused", "unreachable", "lost", "restart"}
	Events  = []string{"INTERACTION_CREATE", "MESSAGE_CREATE", "READY", "RESUMED", "GUILD_CREATE", "GUILD_DELETE", other}
	Stages  = []string{"done", "failed", "cancelled"}
)

const other = "other"

// initialise creates the series of all known label values.
func (m *Metrics) initialise() {
	each(Outcomes, func(o string) { m.questions.WithLabelValues(o); m.took.WithLabelValues(o) })
	each(Limits, func(l string) { m.limited.WithLabelValues(l) })
	each(Failing, func(f string) { m.failures.WithLabelValues(f) })
	each(Lost, func(l string) { m.lost.WithLabelValues(l) })
	each(Events, func(e string) { m.events.WithLabelValues(e) })
	each(Stages, func(s string) { m.additions.WithLabelValues(s) })
	each([]string{"good", "bad"}, func(v string) { m.votes.WithLabelValues(v) })
	each([]string{"begun", "ended"}, func(c string) { m.connections.WithLabelValues(c) })
	each([]string{CacheAnswers, CacheIndexes}, func(c string) { m.Looked(c, true, 0); m.Looked(c, false, 0) })
}

func each(all []string, do func(string)) {
	for _, one := range all {
		do(one)
	}
}

// Answered counts a question by its outcome. took is the time from the question's turn to
// its answer.
func (m *Metrics) Answered(outcome string, took time.Duration) {
	m.questions.WithLabelValues(outcome).Inc()
	m.took.WithLabelValues(outcome).Observe(took.Seconds())
}

// Waited records how long a question waited for its turn.
func (m *Metrics) Waited(took time.Duration) { m.waited.Observe(took.Seconds()) }

// Refused counts a question that was not accepted, by the limit that refused it.
func (m *Metrics) Refused(limit string) { m.limited.WithLabelValues(limit).Inc() }

// Failed counts a failure by what failed.
func (m *Metrics) Failed(what string) { m.failures.WithLabelValues(what).Inc() }

// Voted counts a vote on an answer.
func (m *Metrics) Voted(good bool) {
	m.votes.WithLabelValues(map[bool]string{true: "good", false: "bad"}[good]).Inc()
}

// Resumed counts a question that another process began to answer.
func (m *Metrics) Resumed() { m.resumed.Inc() }

// Panicked counts a panic and logs it.
func (m *Metrics) Panicked(log *slog.Logger, event string, reason any, stack []byte) {
	m.panics.Inc()
	log.Error("panic", "event", event, "reason", fmt.Sprint(reason), "stack", string(stack))
}

// Names of caches for [Metrics.Looked].
const (
	CacheAnswers = "answers"
	CacheIndexes = "indexes"
)

// Looked counts n lookups in a cache, as hits or as misses.
func (m *Metrics) Looked(cache string, hit bool, n int) {
	m.caches.WithLabelValues(cache, map[bool]string{true: "hit", false: "miss"}[hit]).Add(float64(n))
}

// Added counts a finished addition to a library.
func (m *Metrics) Added(stage string, took time.Duration) {
	m.additions.WithLabelValues(stage).Inc()
	m.added.Observe(took.Seconds())
}
