package main

import (
	"math"
	"slices"
	"time"
)

// A result is the outcome of a load test. Times are in seconds, sizes in bytes.
type result struct {
	Bot    string  `json:"bot"`
	People int     `json:"people"`
	Faults float64 `json:"faults"`

	Asked          int            `json:"asked"`
	Answered       int            `json:"answered"`
	Lost           int            `json:"lost"`
	LostBy         map[string]int `json:"lost_by"`
	Twice          int            `json:"answered_twice"`
	Unacknowledged int            `json:"unacknowledged"` // interactions that were not acknowledged within 3 s

	Acknowledged spread            `json:"acknowledged"`
	Answer       spread            `json:"answer"`
	AnswerBy     map[string]spread `json:"answer_by"`
	Asking       float64           `json:"asking"` // from the first question to the last
	Wall         float64           `json:"wall"`   // from the first question to the last answer
	PerSecond    float64           `json:"answers_per_second"`

	MemoryBefore     int64   `json:"memory_before"`
	MemoryPeak       int64   `json:"memory_peak"`
	GoroutinesBefore int     `json:"goroutines_before"`
	GoroutinesAfter  int     `json:"goroutines_after"`
	BotCPU           float64 `json:"bot_cpu"`
	OwnCPU           float64 `json:"own_cpu"` // of this program, while people asked

	Reconnects int            `json:"reconnects"`
	Identifies int            `json:"identifies"`
	Requests   int            `json:"requests"`
	RequestsBy map[string]int `json:"requests_by"` // by route
	Limited    int            `json:"limited"`     // 429, injected or not
	Errors     int            `json:"errors"`      // 5xx
	Pings      int            `json:"pings"`
	Violations map[string]int `json:"violations"`
	Examples   []string       `json:"examples"` // of questions that were not answered, or twice
}

// A spread is the distribution of times, in seconds.
type spread struct {
	P50 float64 `json:"p50"`
	P99 float64 `json:"p99"`
	Max float64 `json:"max"`
}

func spreadOf(all []time.Duration) spread {
	slices.Sort(all)
	return spread{percentile(all, 50), percentile(all, 99), percentile(all, 100)}
}

// percentile returns the p-th percentile of sorted times, by the nearest-rank method, in
// seconds.
func percentile(sorted []time.Duration, p float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	rank := int(math.Ceil(p / 100 * float64(len(sorted))))
	return sorted[min(max(rank, 1), len(sorted))-1].Seconds()
}

// tally fills in the figures about the questions and their answers.
func (r *result) tally(asks []*ask) {
	r.LostBy, r.AnswerBy, r.Examples = map[string]int{}, map[string]spread{}, []string{}
	var acknowledged, answers []time.Duration
	by := map[string][]time.Duration{}
	var last time.Time
	for _, a := range asks {
		r.Asked++
		if a.acknowledged != nil {
			if took := a.acknowledged(); took > 0 {
				acknowledged = append(acknowledged, took)
			} else {
				r.Unacknowledged++
			}
		}
		r.checkTwice(a)
		if a.took == 0 {
			r.Lost++
			r.LostBy[a.way]++
			r.example("lost", a)
			continue
		}
		r.Answered++
		answers, by[a.way] = append(answers, a.took), append(by[a.way], a.took)
		if end := a.at.Add(a.took); end.After(last) {
			last = end
		}
	}
	r.Acknowledged, r.Answer = spreadOf(acknowledged), spreadOf(answers)
	for way, times := range by {
		r.AnswerBy[way] = spreadOf(times)
	}
	if len(asks) == 0 || last.IsZero() {
		return
	}
	r.Asking = asks[len(asks)-1].at.Sub(asks[0].at).Seconds()
	r.Wall = last.Sub(asks[0].at).Seconds()
	r.PerSecond = float64(r.Answered) / r.Wall
}

// checkTwice counts a question that got more than one reply.
func (r *result) checkTwice(a *ask) {
	if len(a.replies()) > 1 {
		r.Twice++
		r.example("twice", a)
	}
}

// example adds a question to the examples of what went wrong, with the replies to it.
func (r *result) example(what string, a *ask) {
	const most, length = 12, 120
	if len(r.Examples) >= most {
		return
	}
	text := what + ", " + a.way + ": " + a.text
	for _, m := range a.replies() {
		shown := []rune(m.Text())
		text += " | " + string(shown[:min(len(shown), length)])
	}
	r.Examples = append(r.Examples, text)
}
