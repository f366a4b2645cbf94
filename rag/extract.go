package rag

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"footnote/corpus"
)

const (
	// maxStatements is how many sentences an extractive answer has at most.
	maxStatements = 3
	// A further sentence must stand this share as far above the worst one as the
	// best does, or it rather distracts. Cosines are never near 0.
	furtherShare = 0.7
	// A sentence of which this share of the words stands in one before says
	// nothing new.
	repeated = 0.7
)

// A statement is a sentence that may answer the question.
type statement struct {
	Ref
	Sentence
}

// extract chooses the sentences that answer best, best first. Where articles
// are compared, the best of each of these comes before the others.
func (x *Index) extract(hits []Hit, compared []*corpus.Article) []statement {
	all := ranked(hits)
	var chosen []statement
	for _, article := range compared { // what is said alike of another article is no repetition
		if i := slices.IndexFunc(all, func(s statement) bool { return s.Article == article }); i >= 0 {
			chosen = append(chosen, all[i])
		}
	}
	for _, s := range all {
		worst := all[len(all)-1].Score
		if len(chosen) >= maxStatements || len(chosen) > 0 && s.Score-worst < furtherShare*(all[0].Score-worst) {
			break
		}
		if !slices.ContainsFunc(chosen, func(c statement) bool { return x.repeats(c, s) }) {
			chosen = append(chosen, s)
		}
	}
	return chosen
}

// ranked is the sentences of passages, best first.
func ranked(hits []Hit) []statement {
	var all []statement
	for _, h := range hits {
		// A sentence of a better passage is likelier the one that is meant.
		trust := 1.0
		if hits[0].Score > 0 {
			trust = 0.5 + 0.5*max(h.Score, 0)/hits[0].Score
		}
		for _, s := range h.sentences {
			all = append(all, statement{h.Ref, Sentence{s.Span, s.Score * trust}})
		}
	}
	slices.SortStableFunc(all, func(a, b statement) int { return cmp.Compare(b.Score, a.Score) })
	return all
}

// repeats reports whether s says what c said already.
func (x *Index) repeats(c, s statement) bool {
	_, share := x.words.Score(x.words.Query(s.quote()), c.quote())
	return share >= repeated
}

func (s statement) quote() string { return s.Article.Quote(s.Span) }

// write makes an answer of statements: one a line, each with its footnote.
func write(a *Answer, chosen []statement, emit func(string) error) error {
	var text strings.Builder
	for i, s := range chosen {
		n := i + 1
		a.Footnotes = append(a.Footnotes, Footnote{n, s.Ref, s.Span, s.quote()})
		line := oneLine(s.quote()) + " [" + strconv.Itoa(n) + "]"
		if i > 0 {
			line = "\n" + line
		}
		text.WriteString(line)
		if err := emit(line); err != nil {
			return err
		}
	}
	a.Text = text.String()
	return nil
}

// oneLine puts the lines of a wrapped sentence together.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || unicode.IsControl(r) }), " ")
}
