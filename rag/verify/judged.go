package verify

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// An Examination is what comes of holding a statement against one source, by a
// judge and by the rules.
type Examination struct {
	Odds         float64   // log odds that the source bears it out
	Contradicted float64   // probability that the source says otherwise
	Scores       []float32 // of the sentences: whether it rests on them
	Broken       []Finding // the most important first
	Computed     bool      // the source has not a number of it, but those that it follows from
}

// breaks reports whether one of some rules in a row is broken.
func (x Examination) breaks(from, to Rule) bool {
	return slices.ContainsFunc(x.Broken, func(f Finding) bool { return from <= f.Rule && f.Rule <= to })
}

const (
	// mostJudged is how many sources a judge reads for a statement at most.
	mostJudged = 3
	// mostSupport is how many sentences of a source a statement rests on at most.
	mostSupport = 3
	// alsoSupports is how much less than the best one another sentence may score
	// on which the statement rests as well.
	alsoSupports = 1.0
	// otherwise is the probability from which on a source that does not bear a
	// statement out says otherwise.
	otherwise = 0.5
	// surely is the probability from which on the judge is sure of what it supports.
	// Below [Calibration.Enough] it decides alone: a small model says yes to most of
	// what it is asked about together (docs/quality.md).
	surely = 0.5
)

// judged is the verdict of the judge, who reads the sources that are cited and,
// where these do not bear the statement out, the first of the others. words is the
// verdict without it.
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
			return Verdict{Supported: true, Unsettled: likely < surely, Likely: likely, Support: best.support(at)}, nil
		}
	}
	v := Verdict{Likely: likely, Reason: fmt.Sprintf("no passage bears it out (%.2f)", likely)}
	if len(best.Broken) > 0 {
		v.Reason += ": " + best.Broken[0].Reason
	}
	switch {
	case len(words.Against) > 0:
		v.Against = words.Against
	case best.Contradicted >= otherwise && !best.breaks(Words, Words): // or it is only something else
		v.Against = best.support(at)
	}
	return v, nil
}

// toJudge are the sources to be judged, by index: those that are cited, and those
// after them. Uncited, the first ones are judged.
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

// ToJudge are the sources that a judge may read for a statement, by index, those
// that it cites first.
func (r *Reading) ToJudge(s Statement) []int {
	cited, others := r.toJudge(s)
	return slices.Concat(cited, others)
}

// Examine has the judge read a statement with each of the sources, given by index,
// and holds it to the rules there. The error is as of [Reading.Check].
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
		if err := r.hold(&x, s, at); err != nil {
			return nil, err
		}
		all[i] = x
	}
	return all, nil
}

// hold holds a statement to the rules in one source.
func (r *Reading) hold(x *Examination, s Statement, source int) error {
	e := r.each[source]
	one, err := r.checker.claim(s.Text, e.named, e.all)
	if err != nil || one.empty() || len(e.segments) == 0 {
		return err
	}
	if x.Broken, err = r.checker.findings(one, s, r.sources, &e); err != nil {
		return err
	}
	x.Computed = e.computed
	return nil
}

// headings is how many lines stand before a source's sentences.
const headings = 2

// lines are the sentences below what often names what they speak of.
func (s Source) lines() []string { return append([]string{s.Title, s.Heading}, s.Sentences...) }

// support is the sentences that a statement rests on, the most important first.
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
	for n < min(len(places), mostSupport) && score(places[n]) >= max(0, score(places[0])-alsoSupports) {
		n++
	}
	return places[:n]
}
