package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"footnote/bot/render"
	"footnote/bot/render/markdown"
	"footnote/bot/wire"
	"footnote/library/store"
	"footnote/rag"
)

// An inquiry is one question on its way to an answer.
type inquiry struct {
	render.Question
	history []rag.Turn
	article string // that is asked about alone: its id or title, or a part of either; empty is all
	code    []byte // of that article, where a button names it
	id      string // of the interaction or message
	retain  bool   // the scope keeps its questions
	found   func() // is called when there is an answer to show
}

// An asker answers questions, whichever way they come.
type asker struct {
	send     *wire.Sender
	turns    *turns
	subjects *subjects
	signer   render.Signer
	life     *lifetime
	metrics  *metrics
	log      *slog.Logger
	// logContent has the log hold questions and answers.
	logContent bool
	// keep keeps a question where the scope wants that.
	keep func(ctx context.Context, scope store.Scope, by [16]byte, question, outcome string) error
}

// command answers /ask.
func (a *asker) command(ctx context.Context, i *wire.Interaction, p preference) {
	private := p.Private
	i.Value(wire.OptionPrivate, &private)
	flags := 0
	if private {
		flags = wire.Ephemeral
	}
	q := inquiry{Question: render.Question{Text: i.Text(wire.OptionQuestion)}, article: i.Text(wire.OptionArticle)}
	a.interaction(ctx, i, p, q, flags)
}

// interaction answers a question whose text and article are given.
func (a *asker) interaction(ctx context.Context, i *wire.Interaction, p preference, q inquiry, flags int) {
	a.turns.ofInteraction(ctx, i, p, flags, func(ctx context.Context, r wire.Reply, found func()) {
		q.Question = render.Question{Text: q.Text, Quoted: true, Scope: i.Scope(), Asker: i.Asker(), Texts: p.Texts}
		q.id, q.retain, q.found = i.ID, p.Retain > 0, found
		a.answer(ctx, q, r)
	})
}

// errGone ends an answer that nobody can see any more.
var errGone = errors.New("the reply was deleted")

// answer finds the answer and shows it, while it is written and in the end.
func (a *asker) answer(ctx context.Context, q inquiry, r wire.Reply) {
	began := time.Now()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	question := rag.Question{Text: markdown.Clean(q.Text), History: q.history}
	preview := wire.StartPreview(ctx, r, q.SoFar, func() { cancel(errGone) })
	var got rag.Answer
	about, err := a.about(ctx, q)
	if err == nil {
		got, err = a.find(ctx, about, question, preview.Add)
	}
	q.found()
	outcome := a.conclude(ctx, q, r, about, got, preview.End(), err)
	a.metrics.answered(outcome, time.Since(began))
	a.retain(ctx, q, outcome)
	entry := []any{"id", q.id, "outcome", outcome, "took", time.Since(began).Round(time.Millisecond),
		"characters", len([]rune(q.Text)), "mode", string(got.Mode), "footnotes", len(got.Footnotes), errorIf(err)}
	if a.logContent {
		entry = append(entry, "question", question.Text, "answer", got.Text)
	}
	a.log.Info("question", entry...)
}

// about is what a question is about.
func (a *asker) about(ctx context.Context, q inquiry) (subject, error) {
	if len(q.code) > 0 {
		return a.subjects.coded(ctx, q.Scope, q.code)
	}
	return a.subjects.named(ctx, q.Scope, q.article)
}

// find has the question answered. A panic there is an error of this answer.
func (a *asker) find(ctx context.Context, about subject, q rag.Question, emit func(string) error) (got rag.Answer, err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = &rag.PanicError{Reason: reason, Stack: debug.Stack()}
		}
		var panicked *rag.PanicError
		if errors.As(err, &panicked) {
			a.metrics.panicked(a.log, "answer", panicked.Reason, panicked.Stack)
		}
	}()
	return about.Answer(ctx, q, emit)
}

func errorIf(err error) slog.Attr {
	if err == nil {
		return slog.Attr{}
	}
	return slog.Any("error", err)
}

// conclude shows what came of a question.
func (a *asker) conclude(ctx context.Context, q inquiry, r wire.Reply, about subject, got rag.Answer, soFar string, err error) (outcome string) {
	var unfit *rag.QuestionError
	switch {
	case errors.Is(context.Cause(ctx), errGone):
		return "deleted"
	case a.life.cut.Err() != nil:
		a.send.CutOff(r, q.Texts, render.CutOff(soFar))
		return "cut"
	case errors.As(err, &unfit):
		text := q.Texts.TooLong
		if markdown.Clean(q.Text) == "" {
			text = q.Texts.Empty
		}
		a.send.Deliver(ctx, r, wire.Text(text, 0))
		return "unfit"
	case unnamed(err):
		a.send.Deliver(ctx, r, wire.Text(unclear(q.Texts, q.article, err), 0))
		return "unfit"
	case errors.Is(err, errNoArticles):
		a.send.Deliver(ctx, r, a.offerExample(ctx, q))
		return "empty"
	case err != nil:
		failed := a.signer.Offer(q.Question, q.Texts.Failed, about.code(), q.Texts.Retry)
		a.send.Deliver(context.WithoutCancel(ctx), r, failed)
		return "failed"
	}
	a.show(ctx, q, r, about, got)
	switch {
	case got.Abstained:
		return "refused"
	case got.Degraded != "":
		return "degraded"
	case got.Mode == rag.ModeLLM:
		return "written"
	}
	return "extractive"
}

// show shows an answer, in as many messages as it takes.
func (a *asker) show(ctx context.Context, q inquiry, r wire.Reply, about subject, got rag.Answer) {
	for n, m := range a.signer.Answer(q.Question, got, about.code(), a.suggest(ctx, about, got), r.Private()) {
		deliver := a.send.DeliverNext
		if n == 0 {
			deliver = a.send.Deliver
		}
		if deliver(ctx, r, m) != nil {
			return // it is logged and told; a part without the one before is nothing
		}
	}
}

const (
	suggested     = 3 // questions to ask next
	suggestWithin = time.Second
)

// suggest finds what could be asked next, if that is quick.
func (a *asker) suggest(ctx context.Context, about subject, got rag.Answer) []string {
	ctx, cancel := context.WithTimeout(ctx, suggestWithin)
	defer cancel()
	next, err := about.Suggest(ctx, got, suggested)
	if err != nil && ctx.Err() == nil {
		a.log.Warn("no questions to ask next", "error", err)
	}
	return next
}

// offerExample says that a scope has no articles, with a button that has the
// question answered from the example article.
func (a *asker) offerExample(ctx context.Context, q inquiry) wire.Outgoing {
	text := render.NoArticles(q.Texts, q.Scope)
	example, ok := a.subjects.example(ctx, q.Scope)
	if !ok {
		return q.Say(text)
	}
	text += "\n" + fmt.Sprintf(q.Texts.Example, markdown.Escape(example.only.Title))
	return a.signer.Offer(q.Question, text, example.code(), q.Texts.TryExample)
}

// retain keeps a question where the scope wants that.
func (a *asker) retain(ctx context.Context, q inquiry, outcome string) {
	if !q.retain {
		return
	}
	if err := a.keep(context.WithoutCancel(ctx), q.Scope, a.signer.PersonCode(q.Asker), q.Text, outcome); err != nil {
		a.log.Warn("a question could not be kept", "error", err)
	}
}
