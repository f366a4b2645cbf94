package rag

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"footnote/corpus"
	"footnote/rag/index"
	"footnote/rag/intent"
	"footnote/rag/lexical"
)

const (
	// maxQuoted is how many sentences an extractive answer has at most.
	maxQuoted = 3
	// A further sentence must stand this share as far above the worst one as the
	// best does, or it rather distracts. Cosines are never near 0.
	furtherShare = 0.7
	// A sentence of which this share of the words stands in one before says
	// nothing new.
	repeatedShare = 0.7
)

// extractive answers with the sentences of the articles that answer best or, if
// they rather do not answer, refuses in a language.
func (f *finder) extractive(found assessment, language lexical.Language, emit func(string) error) (Answer, error) {
	a := Answer{Question: found.question.Text, Intent: intent.Question, Tier: TierSure, Mode: ModeExtractive, Confidence: found.confidence}
	if !found.answerable() {
		a.refuse(found, language)
		return a, emit(a.Text)
	}
	var text strings.Builder
	for i, s := range f.choose(found.hits, found.compared) {
		a.Footnotes = append(a.Footnotes, newFootnote(i+1, s.Ref, s.Span))
		line := s.line(i + 1)
		if i > 0 {
			line = "\n" + line
		}
		text.WriteString(line)
		if err := emit(line); err != nil {
			return a, err
		}
	}
	a.Text = text.String()
	return a, nil
}

// refuse makes a refusal of an answer, in a language.
func (a *Answer) refuse(found assessment, language lexical.Language) {
	p := phrasesIn(language)
	a.Tier, a.Text, a.Reason = TierRefused, p.refusal, p.reasonNone
	a.Nearest = found.hits[:min(len(found.hits), evidencePassages)]
	if len(a.Nearest) > 0 {
		a.Reason = p.reasonNear
	}
}

// A candidate is a sentence that may answer the question.
type candidate struct {
	index.Ref
	index.Sentence
}

// choose chooses the sentences that answer best, best first. Where articles are
// compared, the best of each of these comes before the others.
func (f *finder) choose(hits []index.Hit, compared []*corpus.Article) []candidate {
	all := candidates(hits)
	var chosen []candidate
	for _, article := range compared { // what is said alike of another article is no repetition
		if i := slices.IndexFunc(all, func(c candidate) bool { return c.Article == article }); i >= 0 {
			chosen = append(chosen, all[i])
		}
	}
	for _, c := range all {
		worst := all[len(all)-1].Score
		if len(chosen) >= maxQuoted || len(chosen) > 0 && c.Score-worst < furtherShare*(all[0].Score-worst) {
			break
		}
		repeats := func(before candidate) bool {
			return f.index.Words().Coverage(c.quote(), before.quote()) >= repeatedShare
		}
		if !slices.ContainsFunc(chosen, repeats) {
			chosen = append(chosen, c)
		}
	}
	return chosen
}

// candidates are the sentences of passages, best first.
func candidates(hits []index.Hit) []candidate {
	var all []candidate
	for _, h := range hits {
		// A sentence of a better passage is likelier the one that is meant.
		trust := 1.0
		if hits[0].Score > 0 {
			trust = 0.5 + 0.5*max(h.Score, 0)/hits[0].Score
		}
		for _, s := range h.Sentences {
			all = append(all, candidate{h.Ref, index.Sentence{Span: s.Span, Score: s.Score * trust}})
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(b.Score, a.Score) })
	return all
}

func (c candidate) quote() string { return c.Article.Quote(c.Span) }

// line is the sentence on one line, with the mark of its footnote.
func (c candidate) line(footnote int) string {
	return oneLine(c.quote()) + " [" + strconv.Itoa(footnote) + "]"
}

// oneLine puts the lines of a wrapped sentence together.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || unicode.IsControl(r) }), " ")
}
