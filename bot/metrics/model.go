package metrics

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// A ModelCall is a finished request to a language model or an embedder.
type ModelCall struct {
	What    string // "write" or "embed"
	Outcome string // "ok" or the reason for the failure, one of ModelOutcomes
	Took    time.Duration
	Input   int     // tokens
	Output  int     // tokens
	Cost    float64 // in the currency of the prices; 0 without prices
}

// Values of the labels for a [ModelCall].
var (
	ModelWork     = []string{"write", "embed"}
	ModelOutcomes = []string{"ok", "auth", "not_found", "too_long", "quota", "rate", "refused", "server", "network", "timeout", "malformed", "cut_off", "filtered", "cancelled", other}
)

// A model counts the requests to language models and embedders.
type model struct {
	requests  *prometheus.CounterVec
	answering *prometheus.HistogramVec
	tokens    *prometheus.CounterVec
	cost      prometheus.Counter
}

func newModel(r registry) model {
	m := model{
		requests:  r.counters("model_requests_total", "Requests to the language model (write) and to a remote embedder (embed), by outcome.", "what", "outcome"),
		answering: r.durations("model_request_duration_seconds", "Duration of requests to the language model and to a remote embedder, to the end of the response.", whole, "what"),
		tokens:    r.counters("model_tokens_total", "Tokens that the language model has read (input) and written (output).", "direction"),
		cost:      r.counter("model_cost_total", "Cost of the language model, in the currency of --price-input and --price-output."),
	}
	each(ModelWork, func(what string) {
		each(ModelOutcomes, func(outcome string) { m.requests.WithLabelValues(what, outcome) })
		m.answering.WithLabelValues(what)
	})
	each([]string{"input", "output"}, func(d string) { m.tokens.WithLabelValues(d) })
	return m
}

// Model counts a request to a language model or an embedder.
func (m *model) Model(c ModelCall) {
	m.requests.WithLabelValues(c.What, c.Outcome).Inc()
	m.answering.WithLabelValues(c.What).Observe(c.Took.Seconds())
	m.tokens.WithLabelValues("input").Add(float64(c.Input))
	m.tokens.WithLabelValues("output").Add(float64(c.Output))
	m.cost.Add(c.Cost)
}
