package rag

import (
	"regexp"
	"slices"

	"footnote/corpus"
)

const (
	// compareDepth is how many passages are looked at where a question compares.
	compareDepth = 40
	// An article is compared if its best passage stands this share as far above
	// the worst one as the best does.
	comparedShare = 0.5
	// maxCompared is how many articles an answer holds against one another.
	maxCompared = maxStatements
)

// comparing is how a question says that it compares, folded: in simplified
// characters, which stand for either script, and in lower case.
var comparing = regexp.MustCompile(`比较|相比|差异|差别|不同|相同|异同|区别|对比|各自|分别|[哪谁].*更|` +
	`\b(?:vs|versus|compar(?:e|es|ed|ing|ison|isons)|differ|differs|difference|differences|different|both)\b`)

// compares reports whether a question asks to hold articles against one
// another.
func (e *Engine) compares(question string) bool {
	return e.index.many() && comparing.MatchString(e.index.analyser.Fold(question))
}

// compare lets the articles that a question compares speak in turns. What
// none of them alone answers, they may together.
func (e *Engine) compare(u understanding) (understanding, error) {
	articles := compared(u.wide)
	if len(articles) < 2 {
		return u, nil
	}
	wide := inTurns(u.wide, articles)
	together, err := e.judge(u.question, wide[:min(len(wide), AnswerDepth)])
	together.wide = wide
	together.compared = articles[:min(len(articles), maxCompared)]
	together.confidence = max(together.confidence, u.confidence)
	return together, err
}

// compared are the articles of the passages that come near to the best, best
// first.
func compared(hits []Hit) []*corpus.Article {
	if len(hits) == 0 {
		return nil
	}
	worst := hits[len(hits)-1].Score
	var articles []*corpus.Article
	for _, h := range hits {
		if h.Score-worst < comparedShare*(hits[0].Score-worst) {
			break
		}
		if !slices.Contains(articles, h.Article) {
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
