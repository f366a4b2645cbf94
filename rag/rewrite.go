package rag

import (
	"context"
	"time"

	"footnote/rag/followup"
	"footnote/rag/index"
	"footnote/rag/prompt"
)

const (
	// rewriteTimeout limits how long the model may take to rewrite a question. After that the
	// question is answered as it was asked.
	rewriteTimeout = 8 * time.Second
	rewriteTokens  = 300
	// maxTurns is how many earlier questions the model sees, and maxAnswer how many characters
	// of each answer.
	maxTurns, maxAnswer = 4, 400
)

// understandWithModel assesses a question, with the help of the model in a conversation, or if
// the question is not in the main language of the articles. The model's work ends with
// limited.
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
		// The rules consider only the question before this one; the model sees more.
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

// A rewritten question comes from the model, already analysed.
type rewritten struct {
	followup.Rewritten
	query index.Query // Question, analysed
}

// rewrite asks the model for a self-contained question and for a search query. If the model
// fails or its reply is implausible, the result is empty.
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

// recent returns the end of a conversation, short enough for a model with a small context. A
// follow-up refers to what was said just before.
func recent(history []Turn) []prompt.Exchange {
	var exchanges []prompt.Exchange
	for _, h := range history[max(0, len(history)-maxTurns):] {
		answer := []rune(h.Answer)
		exchanges = append(exchanges, prompt.Exchange{Question: h.Question, Answer: string(answer[:min(len(answer), maxAnswer)])})
	}
	return exchanges
}

// plausible clears a rewritten question that cannot follow from the conversation: one in the
// other language, or without a word of it.
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

// broaden retrieves for other forms of the question too, and fuses the hits by rank. The ratio
// becomes the highest of any form.
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
