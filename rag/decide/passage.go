// Package decide says how likely the passages that were found answer a question,
// and how well each of their sentences does: by what a judge says that has read
// them or, without one, by shared words and near vectors.
package decide

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"footnote/rag/index"
	"footnote/rag/judge"
)

// A Judge reads a question together with passages, each a list of sentences in
// their order, and says how well they answer. A passage's scores do not depend on
// the others.
type Judge interface {
	Question(ctx context.Context, question string, passages [][]string) ([]judge.Answer, error)
}

// A Passage is one that was found, with how well it answers.
type Passage struct {
	index.Hit
	// Scores order the sentences of all passages of a question, higher is better.
	Scores []float64
	// Odds are the log odds that the passage answers, less a little for its place
	// among those that were found. They are 0 where nobody judged.
	Odds float64
	// Answers are the log odds that each sentence answers, nil where nobody judged.
	Answers []float64
}

const (
	// perPlace is taken off the log odds for each better passage, and passageShare
	// is what a passage's odds count for in the score of its sentences
	// (docs/judge.md).
	perPlace     = 0.3
	passageShare = 0.5
)

const (
	// firstRead is how many passages a judge reads of a question before it goes on to
	// the others, and answered the log odds from which on one of them will do.
	firstRead = 3
	answered  = 1.0
)

// Read has a judge read the passages that were found for a question, best first. The
// first are all where one of them surely answers. Without a judge they are taken as
// they were found. It reads everything as it is matched, in simplified characters and
// lower case, so that neither script nor capitals change what it says.
func Read(ctx context.Context, j Judge, x *index.Index, q index.Query, hits []index.Hit) ([]Passage, error) {
	if j == nil {
		return unjudged(hits), nil
	}
	passages, err := readFrom(ctx, j, x, q, hits[:min(len(hits), firstRead)], 0)
	if err != nil || len(passages) == len(hits) || slices.ContainsFunc(passages, func(p Passage) bool { return p.Odds >= answered }) {
		return passages, err
	}
	others, err := readFrom(ctx, j, x, q, hits[firstRead:], firstRead)
	return append(passages, others...), err
}

// ReadAll is Read of all passages, whatever the first ones say.
func ReadAll(ctx context.Context, j Judge, x *index.Index, q index.Query, hits []index.Hit) ([]Passage, error) {
	if j == nil {
		return unjudged(hits), nil
	}
	return readFrom(ctx, j, x, q, hits, 0)
}

// readFrom has a judge read passages, the first of which has a place among all.
func readFrom(ctx context.Context, j Judge, x *index.Index, q index.Query, hits []index.Hit, from int) ([]Passage, error) {
	texts := make([][]string, len(hits))
	for i, h := range hits {
		texts[i] = withHeadings(h)
		for n, line := range texts[i] {
			texts[i][n] = x.Analyser().Fold(line)
		}
	}
	read, err := j.Question(ctx, strings.TrimRight(q.Folded, "?？。!！ "), texts)
	if err != nil {
		return nil, err
	}
	passages := make([]Passage, len(hits))
	for i, h := range hits {
		place := float64(from + i)
		p := Passage{Hit: h, Odds: float64(read[i].Score) - perPlace*place}
		for _, s := range read[i].Sentences[headings:] {
			p.Answers = append(p.Answers, float64(s))
			p.Scores = append(p.Scores, float64(s)+passageShare*p.Odds-(1-passageShare)*perPlace*place)
		}
		passages[i] = p
	}
	return passages, nil
}

// headings is how many lines stand in front of a passage's sentences.
const headings = 2

// withHeadings is the sentences of a passage below the title of its article and
// the heading of its section, which often name what they speak of.
func withHeadings(h index.Hit) []string {
	section := h.Article.Sections[h.Article.Passages[h.Passage].Section].Title
	lines := []string{h.Article.Title, section}
	for _, s := range h.Sentences {
		lines = append(lines, h.Article.Quote(s.Span))
	}
	return lines
}

// unjudged scores sentences by their words and vectors alone. One of a better
// passage is likelier the one that is meant.
func unjudged(hits []index.Hit) []Passage {
	passages := make([]Passage, len(hits))
	for i, h := range hits {
		trust := 1.0
		if hits[0].Score > 0 {
			trust = 0.5 + 0.5*max(h.Score, 0)/hits[0].Score
		}
		passages[i] = Passage{Hit: h}
		for _, s := range h.Sentences {
			passages[i].Scores = append(passages[i].Scores, s.Score*trust)
		}
	}
	return passages
}

// odds is the mean of the log odds of the two passages that answer best.
func odds(passages []Passage) float64 {
	var all []float64
	for _, p := range passages {
		all = append(all, p.Odds)
	}
	best := highest(all)
	return (best[0] + best[1]) / 2
}

// lead is the score of the best sentence, and how far it is above the next one.
func lead(passages []Passage) (top, gap float64) {
	var all []float64
	for _, p := range passages {
		all = append(all, p.Scores...)
	}
	best := highest(all)
	return best[0], best[0] - best[1]
}

// highest are the two highest scores, twice the same where there is only one. What
// could not be read scores no less than least.
func highest(all []float64) [2]float64 {
	const least = -12
	slices.SortFunc(all, func(a, b float64) int { return cmp.Compare(b, a) })
	return [2]float64{max(all[0], least), max(all[min(1, len(all)-1)], least)}
}
