package rag

import (
	"context"
	"strings"
	"unicode/utf8"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag/decide"
	"footnote/rag/extract"
	"footnote/rag/index"
)

const (
	// compareDepth is how many passages are retrieved for a question that compares articles.
	compareDepth = 40
	// comparedShare decides which articles are compared: those whose best passage scores at
	// least this share of the way from the worst passage found to the best. docs/quality.md
	// has the measurements.
	comparedShare = 0.6
	// comparedDepth is how many passages of each compared article are read.
	comparedDepth = 3
	// maxCompared is the largest number of articles that an answer compares.
	maxCompared = extract.MaxStatements
)

// Words that mark a comparison. They are matched against the folded question: simplified
// characters (which stand for both scripts), lower case.
var (
	comparing = doc.Pattern(`比较|相比|差异|差别|不同|相同|异同|区别|对比|各自|分别|` +
		`\b(?:vs|versus|compar(?:e|es|ed|ing|ison|isons)|differ|differs|difference|differences|different|both)\b`)
	which = doc.Pattern(`[哪谁].*更`)
)

// compares reports whether a question asks to compare articles.
func (f *finder) compares(q index.Query) bool {
	return f.index.Many() && (comparing().MatchString(q.Folded) || which().MatchString(q.Folded))
}

// compare reorders the passages so that the compared articles take turns, and decides the tier
// by the evidence of all of them together, since no single article answers the whole question.
func (f *finder) compare(ctx context.Context, a assessment) (assessment, error) {
	articles := f.compared(a)
	if len(articles) < 2 {
		return a, nil
	}
	found := index.TakeTurns(a.found, articles)
	articles = articles[:min(len(articles), maxCompared)]
	// No article says the comparing words themselves, so the evidence ignores them.
	q, err := f.index.Read(comparing().ReplaceAllString(a.question.Folded, " "))
	if err != nil {
		return a, err
	}
	passages, err := decide.ReadAll(ctx, f.judge, f.index, a.question, found[:min(len(found), comparedDepth*len(articles))])
	if err != nil {
		return a, err
	}
	evidence, err := decide.NewEvidence(f.index, q, passages)
	if err != nil {
		return a, err
	}
	best := ""
	for _, h := range found[:len(articles)] {
		best += h.Article.Quote(h.Best.Span) + "\n"
	}
	evidence.Sentence = max(evidence.Sentence, f.index.Words().Coverage(q.Text, best))
	together := f.decide(assessment{question: a.question, found: found, passages: passages, compared: articles}, evidence)
	if together.confidence < a.confidence {
		together.confidence, together.ratio, together.tier = a.confidence, a.ratio, a.tier
	}
	return together, nil
}

// compared returns the articles that a question compares, best first: those whose titles the
// question names, or else those whose passages score near the best. If several of the latter
// are in the question's language, only these.
func (f *finder) compared(a assessment) []*corpus.Article {
	named := index.ArticlesOf(a.found, func(h index.Hit) bool {
		title := f.index.Analyser().Fold(h.Article.Title)
		return utf8.RuneCountInString(title) > 1 && strings.Contains(a.question.Folded, title)
	})
	if len(named) > 1 {
		return named
	}
	near := func(h index.Hit) bool {
		worst := a.found[len(a.found)-1].Score
		return h.Score-worst >= comparedShare*(a.found[0].Score-worst)
	}
	if own := index.ArticlesOf(a.found, func(h index.Hit) bool { return near(h) && !a.question.Foreign(h.Ref) }); len(own) > 1 {
		return own
	}
	return index.ArticlesOf(a.found, near)
}
