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

	"footnote/rag/lexical"
	"footnote/rag/prompt"
)

const (
	// followTimeout bounds how long a question may take to be made whole: it is
	// answered as asked else.
	followTimeout = 8 * time.Second
	followTokens  = 300
	// maxWhole is how many characters a question made whole has at most.
	maxWhole = 400
	// maxTurns is how many questions before the latest are shown, and maxAnswer
	// how many characters of each answer.
	maxTurns, maxAnswer = 4, 400
	// fusion is the k of reciprocal rank fusion: Cormack, Clarke and Büttcher,
	// "Reciprocal rank fusion outperforms Condorcet and individual rank learning
	// methods", 2009.
	fusion = 60
)

// follow understands a question with the help of the model where that may help:
// in a conversation, or where it is asked in another language than the articles
// are written in. The model's part of it ends with limited.
func (e *Engine) follow(ctx, limited context.Context, q Question) (understanding, Generated, error) {
	u, err := e.understand(ctx, q)
	if err != nil {
		return u, Generated{}, err
	}
	var whole rewritten
	var used Generated
	if e.index.Len() > 0 && (len(q.History) > 0 || e.foreign(q.Text)) {
		whole, used = e.rewrite(limited, q)
	}
	if len(q.History) > 0 && whole.Question != "" {
		// What the rules made of it came from the question before alone.
		if u, err = e.weigh(ctx, whole.Question); err != nil {
			return u, used, err
		}
	}
	err = e.widen(ctx, &u, q.Text, whole.Search)
	return u, used, err
}

// foreign reports whether most passages are in another language than the
// question.
func (e *Engine) foreign(question string) bool {
	chinese := e.index.analyser.Language(question).Chinese()
	return chinese != e.index.mostlyChinese()
}

// A rewritten question, in its own language and in that of the articles.
type rewritten struct {
	Question string `json:"question"`
	Search   string `json:"search"`
}

// rewrite asks the model. Where it fails, or writes what cannot be meant,
// nothing is rewritten.
func (e *Engine) rewrite(ctx context.Context, q Question) (rewritten, Generated) {
	ctx, cancel := context.WithTimeout(ctx, followTimeout)
	defer cancel()
	article := "English"
	if e.index.mostlyChinese() {
		article = "Chinese"
	}
	m, err := e.writer.texts.Follow(q.Text, article, lately(q.History))
	if err != nil {
		return rewritten{}, Generated{}
	}
	var text strings.Builder
	used, err := e.writer.Generator.Generate(ctx, Prompt{System: m.System, User: m.User, MaxTokens: followTokens}, func(delta string) error {
		if text.WriteString(delta); text.Len() > 16*maxWhole {
			return errEnough
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return rewritten{}, used
	}
	return e.plausible(parseRewritten(text.String()), q), used
}

// lately is the end of a conversation, short enough for a small context: what a
// question leans on was said just before.
func lately(history []Turn) []prompt.Exchange {
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
func (e *Engine) plausible(r rewritten, q Question) rewritten {
	said := q.Text
	for _, h := range q.History {
		said += "\n" + h.Question + "\n" + h.Answer
	}
	r.Question, r.Search = strings.TrimSpace(r.Question), strings.TrimSpace(r.Search)
	if !sane(r.Question) || e.index.analyser.Language(r.Question).Chinese() != e.index.analyser.Language(q.Text).Chinese() || !e.shares(r.Question, said) {
		r.Question = ""
	}
	if !sane(r.Search) {
		r.Search = ""
	}
	return r
}

func sane(question string) bool {
	return checkQuestion(question) == nil && utf8.RuneCountInString(question) <= maxWhole &&
		!strings.ContainsAny(question, "\n\r") && !strings.Contains(question, "://") && !strings.Contains(question, prompt.Sentinel)
}

// shares reports whether a question has a word of what was said.
func (e *Engine) shares(question, said string) bool {
	terms := map[string]bool{}
	for _, t := range e.index.analyser.Tokens(said) {
		terms[t.Term] = true
	}
	return slices.ContainsFunc(e.index.words.Query(question).Terms, func(t lexical.QueryTerm) bool { return terms[t.Term] })
}

// widen adds what is found by other forms of the question, fused by the ranks.
func (e *Engine) widen(ctx context.Context, u *understanding, others ...string) error {
	u.hope = u.confidence / u.threshold
	ranks := ranking{score: map[Ref]float64{}, best: map[Ref]Hit{}}
	ranks.add(u.wide)
	for _, question := range others {
		if question == "" || question == u.question {
			continue
		}
		other, err := e.weigh(ctx, question)
		if err != nil {
			return err
		}
		ranks.add(other.wide)
		u.hope = max(u.hope, other.confidence/other.threshold)
	}
	u.wide = ranks.first(writeDepth)
	return nil
}

// A ranking fuses lists of passages.
type ranking struct {
	score map[Ref]float64
	best  map[Ref]Hit // as it was found with the best score of its own
}

func (r ranking) add(hits []Hit) {
	for rank, h := range hits {
		r.score[h.Ref] += 1 / float64(fusion+rank+1)
		if known, ok := r.best[h.Ref]; !ok || h.Score > known.Score {
			r.best[h.Ref] = h
		}
	}
}

// first returns the best k, ties in article order.
func (r ranking) first(k int) []Hit {
	refs := slices.SortedFunc(maps.Keys(r.score), func(a, b Ref) int {
		return cmp.Or(cmp.Compare(r.score[b], r.score[a]), cmp.Compare(a.order(), b.order()))
	})
	var hits []Hit
	for _, ref := range refs[:min(len(refs), k)] {
		hits = append(hits, r.best[ref])
	}
	return hits
}
