package rag

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"footnote/corpus"
)

const (
	// compareDepth is how many passages are looked at where a question compares.
	compareDepth = 40
	// An article is compared if its best passage stands this share as far above
	// the worst one as the best does. docs/quality.md has what was measured.
	comparedShare = 0.6
	// comparedDepth is how many passages of each article an answer is taken from.
	comparedDepth = 3
	// maxCompared is how many articles an answer holds against one another.
	maxCompared = maxStatements
)

// How a question says that it compares, folded: in simplified characters, which
// stand for either script, and in lower case.
var (
	comparing = regexp.MustCompile(`比较|相比|差异|差别|不同|相同|异同|区别|对比|各自|分别|` +
		`\b(?:vs|versus|compar(?:e|es|ed|ing|ison|isons)|differ|differs|difference|differences|different|both)\b`)
	which = regexp.MustCompile(`[哪谁].*更`)
)

// compares reports whether a question asks to hold articles against one
// another.
func (e *Engine) compares(question string) bool {
	folded := e.index.analyser.Fold(question)
	return e.index.many() && (comparing.MatchString(folded) || which.MatchString(folded))
}

// compare lets the articles that a question compares speak in turns, and judges
// by what they say together: none of them says it all.
func (e *Engine) compare(u understanding) (understanding, error) {
	articles := e.compared(u)
	if len(articles) < 2 {
		return u, nil
	}
	wide := inTurns(u.wide, articles)
	articles = articles[:min(len(articles), maxCompared)]
	hits := wide[:min(len(wide), comparedDepth*len(articles))]
	// What stands in no article is that they are compared.
	asked := comparing.ReplaceAllString(e.index.analyser.Fold(u.question), " ")
	evidence, err := e.index.Evidence(asked, hits)
	if err != nil {
		return u, err
	}
	evidence.Sentence = max(evidence.Sentence, e.index.coverage(asked, wide[:len(articles)]))
	together := e.decide(u.question, hits, evidence)
	together.wide, together.compared = wide, articles
	together.confidence = max(together.confidence, u.confidence)
	return together, nil
}

// coverage is the share of a question that the best sentences of passages say
// together.
func (x *Index) coverage(question string, hits []Hit) float64 {
	said := ""
	for _, h := range hits {
		said += h.Article.Quote(h.Best.Span) + "\n"
	}
	_, share := x.words.Score(x.words.Query(question), said)
	return share
}

// compared are the articles that a question compares, best first: those that it
// names by their titles, or else whose passages come near to the best. Where
// there are some in the question's language, they are those.
func (e *Engine) compared(u understanding) []*corpus.Article {
	question := e.index.analyser.Fold(u.question)
	named := articlesOf(u.wide, func(h Hit) bool {
		title := e.index.analyser.Fold(h.Article.Title)
		return utf8.RuneCountInString(title) > 1 && strings.Contains(question, title)
	})
	if len(named) > 1 {
		return named
	}
	near := func(h Hit) bool {
		worst := u.wide[len(u.wide)-1].Score
		return h.Score-worst >= comparedShare*(u.wide[0].Score-worst)
	}
	chinese := e.index.analyser.Language(u.question).Chinese()
	if own := articlesOf(u.wide, func(h Hit) bool { return near(h) && h.chinese() == chinese }); len(own) > 1 {
		return own
	}
	return articlesOf(u.wide, near)
}

// articlesOf are the articles of some of the passages, each once.
func articlesOf(hits []Hit, some func(Hit) bool) []*corpus.Article {
	var articles []*corpus.Article
	for _, h := range hits {
		if some(h) && !slices.Contains(articles, h.Article) {
			articles = append(articles, h.Article)
		}
	}
	return articles
}

// inTurns takes the best passage of each article, then the second of each and
// so on, and then those of other articles.
func inTurns(hits []Hit, articles []*corpus.Article) []Hit {
	of := map[*corpus.Article][]Hit{}
	var others []Hit
	for _, h := range hits {
		if slices.Contains(articles, h.Article) {
			of[h.Article] = append(of[h.Article], h)
		} else {
			others = append(others, h)
		}
	}
	var turns []Hit
	for len(turns) < len(hits)-len(others) {
		for _, a := range articles {
			if left := of[a]; len(left) > 0 {
				turns, of[a] = append(turns, left[0]), left[1:]
			}
		}
	}
	return append(turns, others...)
}
