package rag

import (
	"context"
	"fmt"

	"footnote/corpus"
	"footnote/rag/about"
	"footnote/rag/extract"
	"footnote/rag/index"
	"footnote/rag/intent"
	"footnote/rag/prompt"
	"footnote/rag/verify"
)

// A summary consists of an article's own sentences, for a model to rewrite.
type summary struct {
	want   intent.Intent
	said   about.Reply
	answer Answer // the same summary, as the reader would be shown it
}

// summary returns a summary that the model writes, or one from the cache. The title stands
// above it.
func (w *writer) summary(ctx context.Context, q asked, own summary, emit func(string) error) (Answer, error) {
	same := q.Query // the wording of the request makes no difference
	same.Folded = fmt.Sprintf("\x00summary %s %d %s", own.said.Statements[0].Article.ID, own.want.Sentences, own.want.Subject)
	return w.cached(ctx, q.Text, w.cacheKey(same), emit, func(ctx context.Context, emit func(string) error) (Answer, error) {
		return w.summarise(ctx, q, own, emit)
	})
}

func (w *writer) summarise(ctx context.Context, q asked, own summary, emit func(string) error) (Answer, error) {
	limited, stop := w.limited(ctx)
	defer stop()
	s := w.stream(q.Language, Answer{Question: q.Text, Intent: intent.Summary, Tier: TierSure, Confidence: 1}, emit)
	s.lead = verify.EscapeMarks(own.said.Lead) + "\n"
	refs, err := w.summaryPassages(ctx, own)
	if err != nil {
		return Answer{}, err
	}
	err = w.generate(limited, s, refs, func(p []prompt.Passage) (prompt.Message, error) {
		title := own.said.Lead
		if own.want.Subject != "" {
			title += ": " + own.want.Subject
		}
		return w.prompts.Summary(title, s.phrases.model, len(own.said.Statements), p)
	})
	plain := fallback{answer: own.answer}
	for _, one := range own.said.Statements {
		plain.statements = append(plain.statements, extract.Statement{Ref: one.Ref, Span: one.Span, Lines: []corpus.Span{one.Span}})
	}
	return w.conclude(ctx, limited, s, err, plain)
}

// summaryPassages returns the passages that best represent the article, as many as fit a
// prompt: those of a longer summary than the reader gets.
func (w *writer) summaryPassages(ctx context.Context, own summary) ([]index.Ref, error) {
	for n := writeDepth; ; n /= 2 {
		longer, _, err := about.SummaryOf(ctx, w.index, own.said.Statements[0].Article, own.want.Subject, n)
		if err != nil {
			return nil, err
		}
		tokens := 0
		for _, r := range longer.Passages() {
			tokens += prompt.Tokens(r.Told())
		}
		if n == 1 || tokens <= w.ContextTokens {
			return longer.Passages(), nil
		}
	}
}
