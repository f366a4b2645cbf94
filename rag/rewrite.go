package rag

import (
	"context"
	"time"

	"footnote/rag/followup"
	"footnote/rag/index"
	"footnote/rag/prompt"
)

const (
	// rewriteTimeout bounds how long a question may take to be rewritten: after
	// that it is answered as it was asked.
	rewriteTimeout = 8 * time.Second
	rewriteTokens  = 300
	// maxTurns is how many questions before the latest are shown, and maxAnswer
	// how many characters of each answer.
	maxTurns, maxAnswer = 4, 400
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

// A rewritten question is read.
type rewritten struct {
	followup.Rewritten
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
	text, used, err := w.replied(ctx, m, rewriteTokens)
	if err != nil {
		return rewritten{}, used
	}
	return w.plausible(rewritten{Rewritten: followup.ParseRewritten(text)}, q), used
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

// plausible drops a question that the conversation cannot have led to.
func (w *writer) plausible(r rewritten, q asked) rewritten {
	if r.Question == "" {
		return r
	}
	said := q.Text
	for _, h := range q.history {
		said += "\n" + h.Question + "\n" + h.Answer
	}
	var err error
	r.query, err = w.index.Read(r.Question)
	if err != nil || r.query.Language.Chinese() != q.Language.Chinese() || !followup.SharesWord(w.index.Analyser(), r.query, said) {
		r.Question = ""
	}
	return r
}

// broaden adds what is found by other forms of the question, fused by the ranks. The
// ratio is the highest of any form.
func (w *writer) broaden(ctx context.Context, a assessment, others []index.Query) (assessment, error) {
	lists := [][]index.Hit{a.found}
	for _, q := range others {
		if q.Text == a.question.Text {
			continue
		}
		other, err := w.assess(ctx, q)
		if err != nil {
			return a, err
		}
		lists = append(lists, other.found)
		a.ratio = max(a.ratio, other.ratio)
	}
	a.found = index.Fuse(writeDepth, lists...)
	return a, nil
}
