package metrics

import (
	"context"
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Sources are the functions that gauges call when the metrics are collected. The gauge of a
// nil function is 0.
type Sources struct {
	Queued    func() (waiting, busy int) // number of questions
	Ready     func() bool                // reports whether every shard is connected
	Processes func() int                 // number of processes that run this bot
	Shards    func() map[int]bool        // whether each shard of this process is connected, by shard number
	Guilds    func() int                 // number of servers that the shards of this process serve
	// Kept counts the articles and passages of all scopes.
	Kept func(context.Context) (articles, passages int64, err error)
	// Troubles returns how often the database failed, by reason.
	Troubles func() map[string]int64
}

// Watch sets the sources.
func (m *Metrics) Watch(s Sources) { m.sources.Store(&s) }

// Stop makes the bot not ready, because it accepts no more questions.
func (m *Metrics) Stop() { m.stopping.Store(true) }

// state returns why the bot is not ready. It is empty if the bot is ready.
func (m *Metrics) state() string {
	ready := m.sources.Load().Ready
	switch {
	case m.stopping.Load():
		return "stopping"
	case ready == nil || !ready():
		return "not connected to Discord"
	}
	return ""
}

// watch registers the gauges.
func (m *Metrics) watch(r registry) {
	queued := func(of func(waiting, busy int) int) func() float64 {
		return func() float64 {
			if s := m.sources.Load(); s.Queued != nil {
				return float64(of(s.Queued()))
			}
			return 0
		}
	}
	number := func(of func(*Sources) func() int) func() float64 {
		return func() float64 {
			if count := of(m.sources.Load()); count != nil {
				return float64(count())
			}
			return 0
		}
	}
	r.gauge("queue_length", "Questions that are waiting.", queued(func(waiting, _ int) int { return waiting }))
	r.gauge("answering", "Questions that are being answered.", queued(func(_, busy int) int { return busy }))
	r.gauge("processes", "Processes that run this bot.", number(func(s *Sources) func() int { return s.Processes }))
	r.gauge("guilds", "Servers whose events come to this process.", number(func(s *Sources) func() int { return s.Guilds }))
	r.gauge("ready", "1 if every shard is connected and the bot is not stopping.", func() float64 { return map[bool]float64{true: 1}[m.state() == ""] })
	r.gauge("articles", "Articles in all libraries of the database.", func() float64 { return float64(m.kept.count(m).articles) })
	r.gauge("passages", "Passages in all libraries of the database.", func() float64 { return float64(m.kept.count(m).passages) })
	r.MustRegister(&looked{m})
}

// A kept caches the number of articles and passages. Counting takes a moment, and nobody
// needs the number by the second.
type kept struct {
	mu   sync.Mutex
	last keptCount
	at   time.Time
}

type keptCount struct{ articles, passages int64 }

const (
	countEvery  = 30 * time.Second
	countWithin = 2 * time.Second
)

// count returns the number of articles and passages. It returns the last one if the
// database fails or does not answer in time; other metrics report that.
func (k *kept) count(m *Metrics) keptCount {
	k.mu.Lock()
	defer k.mu.Unlock()
	count := m.sources.Load().Kept
	if count == nil || !k.at.IsZero() && time.Since(k.at) < countEvery {
		return k.last
	}
	ctx, cancel := context.WithTimeout(context.Background(), countWithin)
	defer cancel()
	k.at = time.Now()
	if articles, passages, err := count(ctx); err == nil {
		k.last = keptCount{articles, passages}
	}
	return k.last
}

// A looked collects the metrics whose label values are not known in advance.
type looked struct{ *Metrics }

var (
	shardUp  = prometheus.NewDesc(namespace+"_shard_connected", "1 if the shard of this process is connected, else 0.", []string{"shard"}, nil)
	shards   = prometheus.NewDesc(namespace+"_shards", "Shards of this process.", nil, nil)
	troubles = prometheus.NewDesc(namespace+"_database_errors_total", "Failed database operations by reason; no_space is a full disk.", []string{"reason"}, nil)
)

// Describe implements [prometheus.Collector].
func (l *looked) Describe(to chan<- *prometheus.Desc) {
	to <- shardUp
	to <- shards
	to <- troubles
}

// Collect implements [prometheus.Collector].
func (l *looked) Collect(to chan<- prometheus.Metric) {
	s := l.sources.Load()
	states := map[int]bool{}
	if s.Shards != nil {
		states = s.Shards()
	}
	to <- prometheus.MustNewConstMetric(shards, prometheus.GaugeValue, float64(len(states)))
	for number, up := range states {
		to <- prometheus.MustNewConstMetric(shardUp, prometheus.GaugeValue, map[bool]float64{true: 1}[up], strconv.Itoa(number))
	}
	if s.Troubles != nil {
		for reason, n := range s.Troubles() {
			to <- prometheus.MustNewConstMetric(troubles, prometheus.CounterValue, float64(n), reason)
		}
	}
}
