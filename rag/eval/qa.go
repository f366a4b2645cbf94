package eval

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"footnote/rag"
	"footnote/rag/index"
)

// Rank returns the rank of the first right passage among hits, from 1, or 0 if there is none.
// Each article has the ID of its passage, as [corpus.Single] makes it.
func (q Question) Rank(hits []index.Hit) int {
	return 1 + slices.IndexFunc(hits, func(h index.Hit) bool { return slices.Contains(q.Gold, h.Article.ID) })
}

// Found reports whether a passage has evidence for the answer.
func (q Question) Found(hits []index.Hit) bool {
	return slices.ContainsFunc(hits, func(h index.Hit) bool {
		return slices.ContainsFunc(q.Evidence, func(e string) bool { return strings.Contains(h.Text(), e) })
	})
}

// QAFigures counts the results of the questions in one language.
type QAFigures struct {
	Language     string `json:"lang"`
	Answerable   int    `json:"answerable"`
	Evidence     int    `json:"evidence_found"` // of the answerable ones
	Answered     int    `json:"answered"`       // of the answerable ones
	Unanswerable int    `json:"unanswerable"`
	Refused      int    `json:"refused"` // of the unanswerable ones; an answer that only shows what comes closest counts

	// Of answers that a language model wrote.
	Written    int            `json:"written,omitempty"`
	Degraded   int            `json:"degraded,omitempty"` // sentences of the article replaced the answer
	Statements rag.Statements `json:"statements,omitzero"`
}

// QA collects the results of questions about an article.
type QA struct {
	byLanguage []QAFigures
	Mistakes   []string // IDs of questions without evidence, wrongly refused or wrongly answered
}

// An Engine finds passages and answers questions.
type Engine interface {
	Search(ctx context.Context, query string, k int) ([]index.Hit, error)
	Answer(ctx context.Context, q rag.Question, emit func(delta string) error) (rag.Answer, error)
}

// Ask asks an engine questions and counts the results. It looks for evidence in the best depth
// passages.
func Ask(ctx context.Context, e Engine, questions []Question, depth int) (*QA, error) {
	qa := &QA{}
	for _, q := range questions {
		hits, err := e.Search(ctx, q.Question, depth)
		if err != nil {
			return nil, err
		}
		answer, err := e.Answer(ctx, rag.Question{Text: q.Question}, nil)
		if err != nil {
			return nil, err
		}
		qa.Add(q, hits, answer)
	}
	return qa, nil
}

// Add counts a question with the passages and the answer it got.
func (qa *QA) Add(q Question, hits []index.Hit, a rag.Answer) {
	i := slices.IndexFunc(qa.byLanguage, func(f QAFigures) bool { return f.Language == q.Language })
	if i < 0 {
		i = len(qa.byLanguage)
		qa.byLanguage = append(qa.byLanguage, QAFigures{Language: q.Language})
	}
	f := &qa.byLanguage[i]
	found := q.Found(hits)
	right := a.Tier != rag.TierSure // showing what comes closest is not an answer
	if q.Answerable {
		right = !a.Abstained()
	}
	f.written(a)
	switch {
	case !q.Answerable:
		f.Unanswerable++
		f.Refused += one(right)
	default:
		f.Answerable++
		f.Evidence += one(found)
		f.Answered += one(right)
		right = right && found
	}
	if !right {
		qa.Mistakes = append(qa.Mistakes, q.ID)
	}
}

func (f *QAFigures) written(a rag.Answer) {
	f.Written += one(a.Mode == rag.ModeLLM)
	f.Degraded += one(a.Degraded != "")
	f.Statements = f.Statements.Plus(a.Statements)
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Languages returns the figures by language, in the order of the questions.
func (qa *QA) Languages() []QAFigures { return qa.byLanguage }

// Total returns the figures of all languages together.
func (qa *QA) Total() QAFigures {
	total := QAFigures{Language: "all"}
	for _, f := range qa.byLanguage {
		total.Answerable += f.Answerable
		total.Evidence += f.Evidence
		total.Answered += f.Answered
		total.Unanswerable += f.Unanswerable
		total.Refused += f.Refused
		total.Written += f.Written
		total.Degraded += f.Degraded
		total.Statements = total.Statements.Plus(f.Statements)
	}
	return total
}

// Text formats the figures for people, as Markdown or plain text. depth is how many passages
// were searched for evidence.
func (qa *QA) Text(depth int, markdown bool) string {
	var out strings.Builder
	line := "%-8s evidence in the top %d: %d of %d   answered: %d of %d   refused when it should: %d of %d\n"
	if markdown {
		out.WriteString("| questions | evidence in the top | found | answered | refused when it should |\n|---|---|---|---|---|\n")
		line = "| %s | %d | %d of %d | %d of %d | %d of %d |\n"
	}
	for _, f := range append(slices.Clone(qa.Languages()), qa.Total()) {
		fmt.Fprintf(&out, line, f.Language, depth, f.Evidence, f.Answerable, f.Answered, f.Answerable, f.Refused, f.Unanswerable)
	}
	if total := qa.Total(); total.Written+total.Degraded > 0 {
		fmt.Fprintf(&out, "\nwritten by the model: %d, from the article instead: %d; statements: %d supported, of these %d with a wrong footnote and %d with none; %d left out\n",
			total.Written, total.Degraded, total.Statements.Supported, total.Statements.Miscited, total.Statements.Uncited, total.Statements.Dropped)
	}
	if len(qa.Mistakes) > 0 {
		fmt.Fprintf(&out, "\nmistakes: %s\n", oneLine(strings.Join(qa.Mistakes, " ")))
	}
	return out.String()
}

// Times collects durations.
type Times []time.Duration

// Add adds a duration.
func (t *Times) Add(d time.Duration) { *t = append(*t, d) }

// Quantile returns the duration that the share q, 0..1, of the durations do not exceed, or 0
// if there are none.
func (t Times) Quantile(q float64) time.Duration {
	if len(t) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(t))
	return sorted[min(int(q*float64(len(sorted))), len(sorted)-1)]
}
