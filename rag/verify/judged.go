package verify

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// An Examination is the result of checking a statement against one source, by a judge and by
// the rules.
type Examination struct {
	Odds         float64   // log odds that the source supports the statement
	Contradicted float64   // probability that the source contradicts the statement
	Scores       []float32 // of each sentence: how likely the statement rests on it
	Broken       []Finding // the broken rules, most important first
	Unshared     bool      // the source has no word, name or number of the statement, nor a translation
	Computed     bool      // the source lacks a number of the statement, but has numbers that it follows from
}

// breaks reports whether a rule in the range from..to is broken.
func (x Examination) breaks(from, to Rule) bool {
	return slices.ContainsFunc(x.Broken, func(f Finding) bool { return from <= f.Rule && f.Rule <= to })
}

const (
	// mostJudged is the largest number of sources that the judge reads for one statement.
	mostJudged = 3
	// mostSupport is the largest number of sentences of a source that a statement may rest on.
	mostSupport = 3
	// supportMargin is how far below the best sentence's score another one may be for the
	// statement to rest on it too.
	supportMargin = 1.0
	// contradictedFrom is the probability from which on a source that does not support a
	// statement contradicts it.
	contradictedFrom = 0.5
	// sureFrom is the probability from which on the judge is sure of a supported statement.
	// Between [Calibration.Enough] and sureFrom the statement is unsettled, and the model may
	// be asked about it. Below Enough the judge alone rejects it: a small model says yes to
	// most statements that it is asked about together (docs/quality.md).
	sureFrom = 0.5
)

// judged returns the verdict of the judge, who reads the cited sources and, if these do not
// support the statement, the first of the others. words is the verdict by the rules alone.
func (r *Reading) judged(ctx context.Context, s Statement, words Verdict) (Verdict, error) {
	best, at, likely := Examination{}, -1, 0.0
	cited, others := r.toJudge(s)
	for _, batch := range [][]int{cited, others} {
		examined, err := r.Examine(ctx, s, batch)
		if err != nil {
			return Verdict{}, err
		}
		for i, x := range examined {
			if p := r.checker.calibration.Probability(x); at < 0 || p > likely {
				best, at, likely = x, batch[i], p
			}
		}
		if at >= 0 && likely >= r.checker.calibration.Enough {
			return Verdict{Supported: true, Unsettled: likely < sureFrom, Unshared: best.Unshared, Likely: likely, Support: best.support(at)}, nil
		}
	}
	v := Verdict{Likely: likely, Reason: fmt.Sprintf("no passage bears it out (%.2f)", likely)}
	if len(best.Broken) > 0 {
		v.Reason += ": " + best.Broken[0].Reason
	}
	switch {
	case len(words.Against) > 0:
		v.Against = words.Against
	case best.Contradicted >= contradictedFrom && !best.breaks(Words, Words): // or else the source is about something different
		v.Against = best.support(at)
	}
	return v, nil
}

// toJudge returns the indices of the sources for the judge to read: the cited ones, and others
// up to mostJudged altogether.
func (r *Reading) toJudge(s Statement) (cited, others []int) {
	for i, source := range r.sources {
		if slices.Contains(s.Cites, source.Number) {
			cited = append(cited, i)
		} else {
			others = append(others, i)
		}
	}
	cited = cited[:min(len(cited), mostJudged)]
	return cited, others[:min(len(others), mostJudged-len(cited))]
}

// ToJudge returns the indices of the sources that a judge may read for a statement, those that
// it cites first.
func (r *Reading) ToJudge(s Statement) []int {
	cited, others := r.toJudge(s)
	return slices.Concat(cited, others)
}

// Examine has the judge read a statement with each of the given sources, by index, and checks
// it by the rules there. Errors are as for [Reading.Check].
func (r *Reading) Examine(ctx context.Context, s Statement, sources []int) ([]Examination, error) {
	if len(sources) == 0 {
		return nil, nil
	}
	texts := make([][]string, len(sources))
	for i, at := range sources {
		texts[i] = r.sources[at].lines()
	}
	read, err := r.checker.judge.Claim(ctx, s.Text, texts)
	if err != nil {
		return nil, err
	}
	all := make([]Examination, len(sources))
	for i, at := range sources {
		x := Examination{Odds: read[i].LogOdds, Contradicted: read[i].Contradicted, Scores: read[i].Sentences[headings:]}
		if err := r.checkRules(&x, s, at); err != nil {
			return nil, err
		}
		all[i] = x
	}
	return all, nil
}

// checkRules checks a statement by the rules against one source.
func (r *Reading) checkRules(x *Examination, s Statement, source int) error {
	e := r.each[source]
	one, err := r.checker.claim(s.Text, e.named, e.all)
	if err != nil || one.empty() || len(e.segments) == 0 {
		return err
	}
	if x.Broken, err = r.checker.findings(one, s, r.sources, &e); err != nil {
		return err
	}
	x.Computed = e.computed
	x.Unshared, err = r.checker.unshared(one, e)
	return err
}

// headings is the number of lines before a source's sentences in lines.
const headings = 2

// lines returns the title, the heading and the sentences: the first two often name what the
// sentences speak of.
func (s Source) lines() []string { return append([]string{s.Title, s.Heading}, s.Sentences...) }

// support returns the sentences that a statement rests on, the most important first.
func (x Examination) support(source int) []Place {
	if len(x.Scores) == 0 {
		return nil
	}
	places := make([]Place, len(x.Scores))
	for i := range places {
		places[i] = Place{source, i}
	}
	score := func(p Place) float32 { return x.Scores[p.Sentence] }
	slices.SortStableFunc(places, func(a, b Place) int { return cmp.Compare(score(b), score(a)) })
	n := 1
	for n < min(len(places), mostSupport) && score(places[n]) >= max(0, score(places[0])-supportMargin) {
		n++
	}
	return places[:n]
}
