// Package decide says how likely the passages found for a question answer it, and how well
// each of their sentences does. It goes by a judge that reads them or, without one, by shared
// words and close vectors.
package decide

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"footnote/rag/index"
	"footnote/rag/judge"
	"footnote/rag/sentence"
)

// A Judge reads a question together with passages, each a list of sentences in order, and says
// how well they answer. The scores of a passage do not depend on the others.
type Judge interface {
	Question(ctx context.Context, question string, passages [][]string) ([]judge.Answer, error)
}

// A Passage is a passage that was found, with how well it answers.
type Passage struct {
	index.Hit
	// Scores order the sentences of all passages of a question, higher is better.
	Scores []float64
	// Shares are the probabilities that each sentence is the one that answers best, if one of
	// all passages does. They add up to 1 over all passages. Nil without a judge.
	Shares []float64
	// Whole is the log odds that the passage answers, and Odds the same minus a penalty for
	// its place among the hits. Both are 0 without a judge.
	Whole, Odds float64
	// Answers are the log odds that each sentence answers. Nil without a judge.
	Answers []float64
}

// perPlace is the penalty on the log odds that a passage answers, for each hit before it
// (docs/judge.md).
const perPlace = 0.3

const (
	// firstRead is how many passages a judge reads before it goes on to the others. It goes on
	// unless one of them answers with log odds of at least answeredFrom.
	firstRead    = 3
	answeredFrom = 1.0
	// tellsFrom is the log odds from which on a statement counts as an answer. Of the
	// statements of models, 78 % are above it for their own question, and 15 % for another
	// question about the same text (docs/quality.md).
	tellsFrom = -2.0
)

// Read has a judge read the passages found for a question, best first. If one of the first few
// surely answers, it returns only these. Without a judge it returns all of them, scored by how
// they were found. The judge reads folded text (simplified characters, lower case), so that
// neither script nor capitals affect its scores.
func Read(ctx context.Context, j Judge, x *index.Index, q index.Query, hits []index.Hit) ([]Passage, error) {
	return readStepwise(ctx, j, x, q, hits, firstRead)
}

// ReadAll is like Read, but always reads all passages.
func ReadAll(ctx context.Context, j Judge, x *index.Index, q index.Query, hits []index.Hit) ([]Passage, error) {
	return readStepwise(ctx, j, x, q, hits, len(hits))
}

// readStepwise has a judge read the first passages and, if none of them surely answers, the
// others.
func readStepwise(ctx context.Context, j Judge, x *index.Index, q index.Query, hits []index.Hit, first int) ([]Passage, error) {
	texts := make([][]string, len(hits))
	for i, h := range hits {
		texts[i] = folded(x, withHeadings(h)...)
	}
	if j == nil {
		return unjudged(q, hits, texts), nil
	}
	asked := asked(q)
	first = min(first, len(hits))
	says, err := j.Question(ctx, asked, texts[:first])
	if err != nil {
		return nil, err
	}
	if first < len(hits) && !answers(says) {
		others, err := j.Question(ctx, asked, texts[first:])
		if err != nil {
			return nil, err
		}
		says = append(says, others...)
	}
	return judged(q, hits[:len(says)], texts, says), nil
}

// folded returns lines as they are matched.
func folded(x *index.Index, lines ...string) []string {
	all := make([]string, len(lines))
	for i, line := range lines {
		all[i] = x.Analyser().Fold(line)
	}
	return all
}

// Tells reports whether a statement answers a question by itself.
func Tells(ctx context.Context, j Judge, x *index.Index, q index.Query, statement string) (bool, error) {
	says, err := j.Question(ctx, asked(q), [][]string{{x.Analyser().Fold(statement)}})
	if err != nil {
		return false, err
	}
	return max(says[0].Score, says[0].Sentences[0]) >= tellsFrom, nil
}

// asked returns a question in the form that a judge reads.
func asked(q index.Query) string { return strings.TrimRight(q.Folded, "?？。!！ ") }

// answers reports whether one of the first passages surely answers.
func answers(says []judge.Answer) bool {
	for i, a := range says {
		if float64(a.Score)-perPlace*float64(i) >= answeredFrom {
			return true
		}
	}
	return false
}

// headings is the number of lines before a passage's sentences in withHeadings.
const headings = 2

// withHeadings returns the title of the article, the heading of the section and the sentences
// of a passage. The first two often name what the sentences speak of.
func withHeadings(h index.Hit) []string {
	section := h.Article.Sections[h.Article.Passages[h.Passage].Section].Title
	lines := []string{h.Article.Title, section}
	for i := range h.Sentences {
		lines = append(lines, sentence.Told(h.Article, h.Passage, i))
	}
	return lines
}

// odds returns the mean log odds of the two passages that answer best.
func odds(passages []Passage) float64 {
	var all []float64
	for _, p := range passages {
		all = append(all, p.Odds)
	}
	best := highest(all)
	return (best[0] + best[1]) / 2
}

// highest returns the two highest numbers, or the same one twice if there is only one.
func highest(all []float64) [2]float64 {
	slices.SortFunc(all, func(a, b float64) int { return cmp.Compare(b, a) })
	return [2]float64{atLeast(all[0]), atLeast(all[min(1, len(all)-1)])}
}

// atLeast bounds log odds from below, also those of what cannot be read.
func atLeast(odds float64) float64 { return max(odds, -12) }
