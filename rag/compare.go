package rag

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag/decide"
	"footnote/rag/extract"
	"footnote/rag/index"
)

const (
	// compareDepth is how many passages are found where a question compares.
	compareDepth = 40
	// An article is compared if its best passage stands this share as far above
	// the worst one as the best does. docs/quality.md has what was measured.
	comparedShare = 0.6
	// comparedDepth is how many passages of each article an answer is taken from.
	comparedDepth = 3
	// maxCompared is how many articles an answer compares.
	maxCompared = extract.MaxStatements
)

// How a question says that it compares, folded: in simplified characters, which
// stand for either script, and in lower case.
var (
	comparing = doc.Pattern(`比较|相比|差异|差别|不同|相同|异同|区别|对比|各自|分别|` +
		`\b(?:vs|versus|compar(?:e|es|ed|ing|ison|isons)|differ|differs|difference|differences|different|both)\b`)
	which = doc.Pattern(`[哪谁].*更`)
)

// compares reports whether a question asks to compare articles.
func (f *finder) compares(q index.Query) bool {
	return f.index.Many() && (comparing().MatchString(q.Folded) || which().MatchString(q.Folded))
}

// compare lets the articles that a question compares take turns, and decides by
// what they say together: none of them says it all.
func (f *finder) compare(ctx context.Context, a assessment) (assessment, error) {
	articles := f.compared(a)
	if len(articles) < 2 {
		return a, nil
	}
	found := takeTurns(a.found, articles)
	articles = articles[:min(len(articles), maxCompared)]
	// What stands in no article is that they are compared.
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

// compared are the articles that a question compares, best first: those that it
// names by their titles, or else those whose passages come near to the best. If
// several of the latter are in the question's language, it is these.
func (f *finder) compared(a assessment) []*corpus.Article {
	named := articlesOf(a.found, func(h index.Hit) bool {
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
	if own := articlesOf(a.found, func(h index.Hit) bool { return near(h) && !a.question.Foreign(h.Ref) }); len(own) > 1 {
		return own
	}
	return articlesOf(a.found, near)
}

// articlesOf are the articles of those hits that match, each once.
func articlesOf(hits []index.Hit, match func(index.Hit) bool) []*corpus.Article {
	var articles []*corpus.Article
	for _, h := range hits {
		if match(h) && !slices.Contains(articles, h.Article) {
			articles = append(articles, h.Article)
		}
	}
	return articles
}

// takeTurns takes the best passage of each article, then the second of each and
// so on, and then those of other articles.
func takeTurns(hits []index.Hit, articles []*corpus.Article) []index.Hit {
	of := map[*corpus.Article][]index.Hit{}
	var others []index.Hit
	for _, h := range hits {
		if slices.Contains(articles, h.Article) {
			of[h.Article] = append(of[h.Article], h)
		} else {
			others = append(others, h)
		}
	}
	var turns []index.Hit
	for len(turns) < len(hits)-len(others) {
		for _, a := range articles {
			if left := of[a]; len(left) > 0 {
				turns, of[a] = append(turns, left[0]), left[1:]
			}
		}
	}
	return append(turns, others...)
}
