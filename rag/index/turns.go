package index

import (
	"slices"

	"footnote/corpus"
)

// ArticlesOf returns the articles of the hits that match, each once.
func ArticlesOf(hits []Hit, match func(Hit) bool) []*corpus.Article {
	var articles []*corpus.Article
	for _, h := range hits {
		if match(h) && !slices.Contains(articles, h.Article) {
			articles = append(articles, h.Article)
		}
	}
	return articles
}

// TakeTurns reorders hits: the best passage of each of the articles, then the second of each
// and so on, and then those of other articles.
func TakeTurns(hits []Hit, articles []*corpus.Article) []Hit {
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
