// Package verify says whether a statement that a model wrote is borne out by
// the passages that it cites, and splits what a model writes into such
// statements while it is still writing.
//
// It compares words: numbers, names, quotations, negations, and what is said of
// whom. Vectors come in as cosines; models, prompts and answers stay outside.
package verify

import (
	"slices"

	"footnote/rag/lexical"
)

// A Source is a passage that may be cited.
type Source struct {
	Number    int      // by which it is cited, from 1
	Heading   string   // the path of headings to it: may name what its sentences leave out
	Sentences []string // in order
}

// A Statement is one sentence that a model wrote.
type Statement struct {
	Text  string // without its marks
	Cites []int  // the numbers of the marks, in order; may be numbers of no source
	// Near is the cosine of the statement with a sentence of a source, both by
	// index. Nil where there are no vectors.
	Near func(source, sentence int) float64
}

// A Place is a sentence of a source, both by index.
type Place struct{ Source, Sentence int }

// A Verdict is what became of a statement.
type Verdict struct {
	Supported bool
	Moved     bool    // not by the cited sources alone
	Reason    string  // why it is not supported, for whoever looks into it
	Support   []Place // the sentences that bear it out, the most important first
	Against   []Place // the sentences that say otherwise, where it is not supported
}

// A Checker checks statements against passages of one index. It is safe for
// concurrent use.
type Checker struct{ parser }

// New makes a checker. words is the index of the passages that statements are
// about: it says which words are rare.
func New(analyser *lexical.Analyser, words *lexical.Index) *Checker {
	return &Checker{parser{analyser, words}}
}

// A Reading is sources that were read, ready for statements about them. It is
// safe for concurrent use.
type Reading struct {
	checker  *Checker
	sources  []Source
	evidence evidence
}

// Read reads the sources that statements may cite.
func (c *Checker) Read(sources []Source) *Reading {
	return &Reading{c, sources, c.gather(sources)}
}

// Check says whether the sources bear out a statement. What it cites comes
// first, but another source will do: a model often puts down the wrong number.
// Its error is that of a built-in word list which cannot be read.
func (r *Reading) Check(s Statement) (Verdict, error) {
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
	v, err := r.checker.judge(one, s, r.sources, r.evidence)
	if err != nil || !v.Supported {
		return v, err
	}
	for _, place := range v.Support {
		v.Moved = v.Moved || !slices.Contains(s.Cites, r.sources[place.Source].Number)
	}
	return v, nil
}

// An Examination is what comes of holding a statement against one source.
type Examination struct {
	Broken  []Finding // the most important first
	Covered float64   // share of its words, or of their translations, that stand in the source, 0..1
	Near    float64   // cosine of the nearest sentence, 0 where there are no vectors
	Foreign bool      // they are in different languages
	Denial  bool
	Support []Place // the sentences that it rests on by its words
}

// Examine holds a statement against one of the sources alone, given by its index.
func (r *Reading) Examine(s Statement, source int) (Examination, error) {
	e := r.evidence
	if source >= 0 {
		e = r.checker.gather(r.sources[source : source+1])
		for i := range e.segments {
			e.segments[i].Source = source
		}
	}
	one, err := r.checker.claim(s.Text, e.named, e.all)
	if err != nil || one.empty() || len(e.segments) == 0 {
		return Examination{}, err
	}
	var x Examination
	if x.Broken, err = r.checker.findings(one, s, r.sources, &e); err != nil {
		return x, err
	}
	x.Covered, x.Near = r.checker.measure(one, e, s.Near)
	x.Foreign, x.Support = one.chinese != e.best[0].chinese, e.support()
	return x, nil
}
