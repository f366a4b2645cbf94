// Package verify checks whether the passages that a statement cites support it, and splits
// what a model writes into such statements while it is still writing.
//
// It compares words: numbers, names, quotations, negations, and what is said of whom. If there
// is a [Judge], which reads statement and passage together, both decide. Vectors come in as
// cosines; prompts and answers stay outside.
package verify

import (
	"context"
	"slices"

	"footnote/rag/judge"
	"footnote/rag/lexical"
)

// A Judge reads a claim together with passages, each a list of sentences in order, and says
// how they bear on it.
type Judge interface {
	Claim(ctx context.Context, claim string, passages [][]string) ([]judge.Entailment, error)
}

// A Source is a passage that may be cited.
type Source struct {
	Number    int      // cites refer to it; from 1
	Title     string   // of its article
	Heading   string   // the path of headings above it, which may name what its sentences leave out
	Sentences []string // in order
}

// A Statement is one sentence that a model wrote.
type Statement struct {
	Text  string // without its marks
	Cites []int  // the numbers of the marks, in order; there may be no source with such a number
	// Near returns the cosine of the statement with a sentence of a source, both by index. It
	// is nil if there are no vectors.
	Near func(source, sentence int) float64
}

// A Place is a sentence of a source, both by index.
type Place struct{ Source, Sentence int }

// A Verdict is the result of checking a statement.
type Verdict struct {
	Supported bool
	Unsettled bool    // supported, but the judge is not sure
	Likely    float64 // probability that the sources support it, if a judge decided
	Moved     bool    // some of its support is in sources that it does not cite
	Unshared  bool    // supported, but the source has no word, name or number of it, nor a translation
	Reason    string  // why it is not supported, for debugging
	Support   []Place // the sentences that support it, the most important first
	Against   []Place // if it is not supported: the sentences that contradict it
}

// A Checker checks statements against passages of one index. It is safe for concurrent use.
type Checker struct {
	parser
	judge       Judge // or nil
	calibration Calibration
}

// New returns a checker. words is the index of the passages that statements are about; it
// tells which words are rare. j may be nil: then words and cosines decide. It returns an error
// if the built-in calibration cannot be read.
func New(analyser *lexical.Analyser, words *lexical.Index, j Judge) (*Checker, error) {
	calibration, err := loadCalibration()
	return &Checker{parser{analyser, words}, j, calibration}, err
}

// A Reading is a list of sources, parsed for checking statements against them. It is safe for
// concurrent use.
type Reading struct {
	checker  *Checker
	sources  []Source
	each     []evidence // of each source
	evidence evidence   // of all sources together
}

// Read parses the sources that statements may cite.
func (c *Checker) Read(sources []Source) *Reading {
	r := &Reading{checker: c, sources: sources, evidence: evidence{named: map[string]bool{}}}
	for i, source := range sources {
		r.each = append(r.each, c.gather(i, source))
		r.evidence.add(r.each[i])
	}
	return r
}

// Check reports whether the sources support a statement. The sources it cites are preferred,
// but any other will do: models often write the wrong number. An error comes from the judge,
// from ctx, or from a built-in word list that cannot be read.
func (r *Reading) Check(ctx context.Context, s Statement) (Verdict, error) {
	one, err := r.checker.claim(s.Text, r.evidence.named, r.evidence.all)
	if err != nil {
		return Verdict{}, err
	}
	if one.empty() {
		return Verdict{Reason: "it says nothing"}, nil
	}
	if len(r.evidence.segments) == 0 {
		return Verdict{Reason: "there is no passage"}, nil
	}
	v, err := r.verdict(ctx, one, s)
	if err != nil || !v.Supported {
		return v, err
	}
	for _, place := range v.Support {
		v.Moved = v.Moved || !slices.Contains(s.Cites, r.sources[place.Source].Number)
	}
	return v, nil
}

func (r *Reading) verdict(ctx context.Context, one claim, s Statement) (Verdict, error) {
	e := r.evidence
	found, err := r.checker.findings(one, s, r.sources, &e)
	if err != nil {
		return Verdict{}, err
	}
	words := byWords(found, e)
	if r.checker.judge == nil || len(found) > 0 && found[0].Rule <= Number { // what occurs in no source needs no judge
		return words, nil
	}
	return r.judged(ctx, s, words)
}
