package eval

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
)

// A Report has the results of a file of cases. Its figures are counts for each kind, each
// language and all together.
type Report struct {
	Questions    int              `json:"questions"`
	Answerable   []AnswerFigures  `json:"answerable"`
	Unanswerable []RefusalFigures `json:"unanswerable"`
	Intents      []IntentFigures  `json:"intents"`
	Tiers        []TierFigures    `json:"tiers"`
	Politeness   []PoliteFigures  `json:"politeness,omitempty"` // by wrapping
	Lists        []List           `json:"lists"`
	Unfound      []Unfound        `json:"unfound"` // evidence that is not in its article

	Results []Result `json:"-"` // by article
}

// Keep writes the results to a file, one per line.
func (r Report) Keep(path string) error {
	var lines bytes.Buffer
	encoder := json.NewEncoder(&lines)
	encoder.SetEscapeHTML(false)
	for _, result := range r.Results {
		if err := encoder.Encode(result); err != nil {
			return err
		}
	}
	return os.WriteFile(path, lines.Bytes(), 0o644)
}

// A List has the IDs of questions with a common result.
type List struct {
	What string   `json:"what"`
	IDs  []string `json:"ids"`
}

// apart are the kinds that one of the totals leaves out.
var apart = []string{"follow-up", "list", "compare"}

// newReport counts the results of the cases.
func newReport(o outcomes) Report {
	of := func(c class) []Result {
		return slices.DeleteFunc(slices.Clone(o.results), func(r Result) bool { return r.class != c })
	}
	r := Report{Questions: len(o.results), Answerable: []AnswerFigures{}, Unanswerable: []RefusalFigures{}, Intents: []IntentFigures{}, Tiers: []TierFigures{},
		Politeness: politeness(o.wrapped), Lists: lists(o.results), Unfound: append([]Unfound{}, o.unfound...), Results: o.results}
	for _, g := range groups(of(answers)) {
		r.Answerable = append(r.Answerable, figures(g, AnswerFigures{Name: g.name}, (*AnswerFigures).add))
	}
	for _, g := range groups(of(refusals)) {
		r.Unanswerable = append(r.Unanswerable, figures(g, RefusalFigures{Name: g.name}, (*RefusalFigures).add))
	}
	for _, g := range groups(of(intents)) {
		r.Intents = append(r.Intents, figures(g, IntentFigures{Name: g.name}, (*IntentFigures).add))
	}
	for _, g := range groups(o.results) {
		r.Tiers = append(r.Tiers, figures(g, TierFigures{Name: g.name}, (*TierFigures).add))
	}
	return r
}

// A group is a list of results that are counted together.
type group struct {
	name    string
	results []Result
}

// groups groups results by kind, by language, and in total.
func groups(results []Result) (all []group) {
	if len(results) == 0 {
		return nil
	}
	by := func(name func(Result) string) {
		first := len(all)
		for _, r := range results {
			i := slices.IndexFunc(all[first:], func(g group) bool { return g.name == name(r) })
			if i < 0 {
				i = len(all) - first
				all = append(all, group{name: name(r)})
			}
			all[first+i].results = append(all[first+i].results, r)
		}
	}
	by(func(r Result) string { return r.Kind })
	by(func(r Result) string { return r.Language })
	rest := group{name: "all but " + apart[0] + ", " + apart[1] + ", " + apart[2]}
	for _, r := range results {
		if !slices.Contains(apart, r.Kind) {
			rest.results = append(rest.results, r)
		}
	}
	if len(rest.results) > 0 && len(rest.results) < len(results) {
		all = append(all, rest)
	}
	return append(all, group{"all", results})
}

func figures[F any](g group, f F, add func(*F, Result)) F {
	for _, r := range g.results {
		add(&f, r)
	}
	return f
}

// lists returns lists of questions that need attention.
func lists(results []Result) (all []List) {
	for _, l := range []struct {
		what string
		is   func(Result) bool
	}{
		{"wrong", func(r Result) bool { return r.Outcome == OutcomeWrong }},
		{"shown, but not first", func(r Result) bool { return r.class == answers && r.Shown && !r.First }},
		{"unsure, and not shown", func(r Result) bool { return r.class == answers && r.Outcome == OutcomeMissed }},
		{"refused, evidence in the best three", func(r Result) bool {
			return r.class == answers && r.Outcome == OutcomeRefused && r.Rank > 0 && r.Rank <= 3
		}},
		{"refused, evidence elsewhere", func(r Result) bool {
			return r.class == answers && r.Outcome == OutcomeRefused && (r.Rank == 0 || r.Rank > 3)
		}},
		{"not answerable, answered as sure", func(r Result) bool { return r.Outcome == OutcomeAnswered }},
		{"not answerable, answered as unsure", func(r Result) bool { return r.class == refusals && r.Outcome == OutcomeMissed }},
		{"not handled", func(r Result) bool { return r.Outcome == OutcomeUnhandled }},
	} {
		ids := []string{}
		for _, r := range results {
			if l.is(r) {
				ids = append(ids, r.ID)
			}
		}
		all = append(all, List{l.what, ids})
	}
	return all
}
