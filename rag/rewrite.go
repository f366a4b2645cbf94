package rag

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"footnote/rag/index"
	"footnote/rag/lexical"
	"footnote/rag/prompt"
)

const (
	// rewriteTimeout bounds how long a question may take to be rewritten: after
	// that it is answered as it was asked.
	rewriteTimeout = 8 * time.Second
	rewriteTokens  = 300
	// maxRewritten is how many characters a rewritten question has at most.
	maxRewritten = 400
	// maxTurns is how many questions before the latest are shown, and maxAnswer
	// how many characters of each answer.
	maxTurns, maxAnswer = 4, 400
	// fusion is the k of reciprocal rank fusion: Cormack, Clarke and Büttcher,
	// "Reciprocal rank fusion outperforms Condorcet and individual rank learning
	// methods", 2009.
	fusion = 60
)

// understandWithModel understands a question with the help of the model where
// that may help: in a conversation, or where it is asked in another language
// than the articles are written in. The model's part of it ends with limited.
func (w *writer) understandWithModel(ctx, limited context.Context, q asked) (assessment, Generated, error) {
	a, err := w.understand(ctx, q)
	if err != nil {
		return assessment{}, Generated{}, err
	}
	var whole rewritten
	var used Generated
	if w.index.Len() > 0 && (len(q.history) > 0 || q.Language.Chinese() != w.index.MostlyChinese()) {
		whole, used = w.rewrite(limited, q)
	}
	if len(q.history) > 0 && whole.Question != "" {
		// The rules only saw the question before this one, the model more.
		query, err := w.retriever.Embed(ctx, whole.query)
		if err != nil {
			return assessment{}, used, err
		}
		if a, err = w.assess(ctx, query); err != nil {
			return assessment{}, used, err
		}
	}
	others := []index.Query{q.Query}
	if whole.Search != "" {
		search, err := w.read(ctx, whole.Search)
		if err != nil {
			return assessment{}, used, err
		}
		others = append(others, search)
	}
	a, err = w.broaden(ctx, a, others)
	return a, used, err
}

// A rewritten question, in its own language and in that of the articles.
type rewritten struct {
	Question string `json:"question"`
	Search   string `json:"search"`

	query index.Query // Question, read
}

// rewrite asks the model. Where it fails, or writes what cannot be meant,
// nothing is rewritten.
func (w *writer) rewrite(ctx context.Context, q asked) (rewritten, Generated) {
	ctx, cancel := context.WithTimeout(ctx, rewriteTimeout)
	defer cancel()
	article := "English"
	if w.index.MostlyChinese() {
		article = "Chinese"
	}
	m, err := w.prompts.Follow(q.Text, article, recent(q.history))
	if err != nil {
		return rewritten{}, Generated{}
	}
	var text strings.Builder
	used, err := w.Generator.Generate(ctx, Prompt{System: m.System, User: m.User, MaxTokens: rewriteTokens}, func(delta string) error {
		if text.WriteString(delta); text.Len() > 16*maxRewritten {
			return errEnough
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return rewritten{}, used
	}
	return w.plausible(parseRewritten(text.String()), q), used
}

// recent is the end of a conversation, short enough for a small context: what a
// follow-up goes on from was said just before.
func recent(history []Turn) []prompt.Exchange {
	var exchanges []prompt.Exchange
	for _, h := range history[max(0, len(history)-maxTurns):] {
		answer := []rune(h.Answer)
		exchanges = append(exchanges, prompt.Exchange{Question: h.Question, Answer: string(answer[:min(len(answer), maxAnswer)])})
	}
	return exchanges
}

// parseRewritten reads the first JSON object of a text.
func parseRewritten(text string) (r rewritten) {
	from, to := strings.Index(text, "{"), strings.LastIndex(text, "}")
	if from < 0 || to < from || json.Unmarshal([]byte(text[from:to+1]), &r) != nil {
		return rewritten{}
	}
	return r
}

// plausible drops what is no question that the conversation can have led to.
func (w *writer) plausible(r rewritten, q asked) rewritten {
	said := q.Text
	for _, h := range q.history {
		said += "\n" + h.Question + "\n" + h.Answer
	}
	r.Question, r.Search = strings.TrimSpace(r.Question), strings.TrimSpace(r.Search)
	if !plainQuestion(r.Search) {
		r.Search = ""
	}
	if !plainQuestion(r.Question) {
		r.Question = ""
		return r
	}
	var err error
	r.query, err = w.index.Read(r.Question)
	if err != nil || r.query.Language.Chinese() != q.Language.Chinese() || !w.sharesWord(r.query, said) {
		r.Question = ""
	}
	return r
}

// plainQuestion reports whether a text can be a question: not too long, on one
// line, without an address or what a model writes for no answer.
func plainQuestion(question string) bool {
	return checkQuestion(question) == nil && utf8.RuneCountInString(question) <= maxRewritten &&
		!strings.ContainsAny(question, "\n\r") && !strings.Contains(question, "://") && !strings.Contains(question, prompt.Sentinel)
}

// sharesWord reports whether a question has a word of what was said.
func (w *writer) sharesWord(q index.Query, said string) bool {
	terms := map[string]bool{}
	for _, t := range w.index.Analyser().Tokens(said) {
		terms[t.Term] = true
	}
	return slices.ContainsFunc(q.Words(false).Terms, func(t lexical.QueryTerm) bool { return terms[t.Term] })
}

// broaden adds what is found by other forms of the question, fused by the ranks. The
// ratio is the highest of any form.
func (w *writer) broaden(ctx context.Context, a assessment, others []index.Query) (assessment, error) {
	ranks := ranking{score: map[index.Ref]float64{}, best: map[index.Ref]index.Hit{}}
	ranks.add(a.found)
	for _, q := range others {
		if q.Text == a.question.Text {
			continue
		}
		other, err := w.assess(ctx, q)
		if err != nil {
			return a, err
		}
		ranks.add(other.found)
		a.ratio = max(a.ratio, other.ratio)
	}
	a.found = ranks.first(writeDepth)
	return a, nil
}

// A ranking fuses lists of passages.
type ranking struct {
	score map[index.Ref]float64
	best  map[index.Ref]index.Hit // as it was found with the best score of its own
}

func (r ranking) add(hits []index.Hit) {
	for rank, h := range hits {
		r.score[h.Ref] += 1 / float64(fusion+rank+1)
		if known, ok := r.best[h.Ref]; !ok || h.Score > known.Score {
			r.best[h.Ref] = h
		}
	}
}

// first returns the best k, ties in article order.
func (r ranking) first(k int) []index.Hit {
	refs := slices.SortedFunc(maps.Keys(r.score), func(a, b index.Ref) int {
		return cmp.Or(cmp.Compare(r.score[b], r.score[a]), a.Compare(b))
	})
	var hits []index.Hit
	for _, ref := range refs[:min(len(refs), k)] {
		hits = append(hits, r.best[ref])
	}
	return hits
}
