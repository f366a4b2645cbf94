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
	"footnote/rag/sentence"
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
	// Shares are how likely it is of each sentence that it answers best, if one of all
	// passages does: together they are 1. Nil where nobody judged.
	Shares []float64
	// Whole is the log odds that the passage answers, and Odds the same less a little
	// for its place among those that were found. They are 0 where nobody judged.
	Whole, Odds float64
	// Answers are the log odds that each sentence answers, nil where nobody judged.
	Answers []float64
}

// perPlace is taken off the log odds that a passage answers for each better one
// (docs/judge.md).
const perPlace = 0.3

const (
	// firstRead is how many passages a judge reads of a question before it goes on to
	// the others, and answered the log odds from which on one of them will do.
	firstRead = 3
	answered  = 1.0
	// tells is the log odds from which on a statement is taken to answer. Of those of
	// models 78 % are above it for their question, 15 % for another one about the same
	// text (docs/quality.md).
	tells = -2.0
)

// Read has a judge read the passages that were found for a question, best first. The
// first are all where one of them surely answers. Without a judge they are taken as
// they were found. It reads everything as it is matched, in simplified characters and
// lower case, so that neither script nor capitals change what it says.
func Read(ctx context.Context, j Judge, x *index.Index, q index.Query, hits []index.Hit) ([]Passage, error) {
	return readStepwise(ctx, j, x, q, hits, firstRead)
}

// ReadAll is Read of all passages, whatever the first ones say.
func ReadAll(ctx context.Context, j Judge, x *index.Index, q index.Query, hits []index.Hit) ([]Passage, error) {
	return readStepwise(ctx, j, x, q, hits, len(hits))
}

// readStepwise has a judge read the first passages, and the others where none of those
// surely answers.
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

// folded are lines as they are matched.
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
	return max(says[0].Score, says[0].Sentences[0]) >= tells, nil
}

// asked is a question as a judge reads it.
func asked(q index.Query) string { return strings.TrimRight(q.Folded, "?？。!！ ") }

// answers tells whether one of the first passages surely answers.
func answers(says []judge.Answer) bool {
	for i, a := range says {
		if float64(a.Score)-perPlace*float64(i) >= answered {
			return true
		}
	}
	return false
}

// headings is how many lines stand in front of a passage's sentences.
const headings = 2

// withHeadings is the sentences of a passage below the title of its article and
// the heading of its section, which often name what they speak of.
func withHeadings(h index.Hit) []string {
	section := h.Article.Sections[h.Article.Passages[h.Passage].Section].Title
	lines := []string{h.Article.Title, section}
	for i := range h.Sentences {
		lines = append(lines, sentence.Told(h.Article, h.Passage, i))
	}
	return lines
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

// highest are the two highest numbers, twice the same where there is only one.
func highest(all []float64) [2]float64 {
	slices.SortFunc(all, func(a, b float64) int { return cmp.Compare(b, a) })
	return [2]float64{atLeast(all[0]), atLeast(all[min(1, len(all)-1)])}
}

// atLeast is log odds that are not below those of what cannot be read.
func atLeast(odds float64) float64 { return max(odds, -12) }
