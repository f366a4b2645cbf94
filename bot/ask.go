package bot

import (
	"context"
	"errors"
	"log/slog"
	"runtime/debug"
	"time"

	"footnote/bot/render"
	"footnote/bot/render/markdown"
	"footnote/bot/wire"
	"footnote/rag"
)

// An asking is one question on its way to an answer.
type asking struct {
	render.Question
	history []rag.Turn
	article string // that is asked about alone: its id or title, or a part of either; empty is all
	code    []byte // of that article, where a button names it
	id      string
	found   func() // is called when there is an answer to show
}

func (b *Bot) askCommand(ctx context.Context, i *wire.Interaction, house manners) {
	private := house.Private
	i.Value(wire.OptionPrivate, &private)
	flags := 0
	if private {
		flags = wire.Ephemeral
	}
	b.askByInteraction(ctx, i, house, asking{Question: render.Question{Text: i.Text(wire.OptionQuestion)}, article: i.Text(wire.OptionArticle)}, flags)
}

// askByInteraction answers a question whose text and article are given.
func (b *Bot) askByInteraction(ctx context.Context, i *wire.Interaction, house manners, a asking, flags int) {
	b.inTurn(ctx, i, house, flags, func(ctx context.Context, r wire.Reply, found func()) {
		a.Asker, a.Scope, a.Texts, a.Quoted, a.id, a.found = i.Asker(), i.Scope(), house.Texts, true, i.ID, found
		b.answer(ctx, a, r)
	})
}

// errGone ends an answer that nobody can see any more.
var errGone = errors.New("the reply was deleted")

// answer finds the answer and shows it, as it grows and in the end.
func (b *Bot) answer(ctx context.Context, a asking, r wire.Reply) {
	began := time.Now()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	question := rag.Question{Text: markdown.Clean(a.Text), History: a.history}
	grow := b.grow(ctx, a, r, cancel)
	var got rag.Answer
	d, err := b.deskOf(ctx, a)
	if err == nil {
		got, err = b.find(ctx, d, question, grow.add)
	}
	a.found()
	soFar := grow.end()
	outcome := b.conclude(ctx, a, r, d, got, soFar, err)
	b.metrics.answered(outcome, time.Since(began))
	b.retain(ctx, a, outcome)
	entry := []any{"id", a.id, "outcome", outcome, "took", time.Since(began).Round(time.Millisecond),
		"characters", len([]rune(a.Text)), "mode", string(got.Mode), "footnotes", len(got.Footnotes), errorIf(err)}
	if b.LogContent {
		entry = append(entry, "question", question.Text, "answer", got.Text)
	}
	b.Log.Info("question", entry...)
}

// find has the question answered. A panic there is an error of this answer.
func (b *Bot) find(ctx context.Context, d desk, q rag.Question, emit func(string) error) (got rag.Answer, err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = &rag.PanicError{Reason: reason, Stack: debug.Stack()}
		}
		var panicked *rag.PanicError
		if errors.As(err, &panicked) {
			b.panicked("answer", panicked.Reason, panicked.Stack)
		}
	}()
	return d.Answer(ctx, q, emit)
}

func errorIf(err error) slog.Attr {
	if err == nil {
		return slog.Attr{}
	}
	return slog.Any("error", err)
}

// conclude shows what came of a question.
func (b *Bot) conclude(ctx context.Context, a asking, r wire.Reply, d desk, got rag.Answer, soFar string, err error) (outcome string) {
	var unfit *rag.QuestionError
	switch {
	case errors.Is(context.Cause(ctx), errGone):
		return "deleted"
	case b.cut.Err() != nil:
		b.send.CutOff(r, a.Texts, render.CutOff(soFar))
		return "cut"
	case errors.As(err, &unfit):
		text := a.Texts.TooLong
		if markdown.Clean(a.Text) == "" {
			text = a.Texts.Empty
		}
		b.send.Deliver(ctx, r, wire.Text(text, 0))
		return "unfit"
	case unnamed(err):
		b.send.Deliver(ctx, r, wire.Text(unclear(a.Texts, a.article, err), 0))
		return "unfit"
	case errors.Is(err, errNoArticles):
		b.send.Deliver(ctx, r, b.offerExample(ctx, a))
		return "empty"
	case err != nil:
		b.send.Deliver(context.WithoutCancel(ctx), r, b.failure(a, d))
		return "failed"
	}
	b.showAnswer(ctx, a, r, d, got)
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

// failure says that it did not work, and offers to try again.
func (b *Bot) failure(a asking, d desk) wire.Outgoing {
	return b.signer.Offer(a.Question, a.Texts.Failed, d.code(), a.Texts.Retry)
}
