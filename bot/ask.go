package bot

import (
	"context"
	"errors"
	"log/slog"
	"runtime/debug"
	"time"

	"footnote/bot/markdown"
	"footnote/rag"
)

// An asking is one question on its way to an answer.
type asking struct {
	question string
	history  []rag.Turn
	asker    string
	texts    *texts
	quoted   bool // the question is shown above the answer: nobody else sees it
	id       string
	found    func() // is called when there is an answer to show
}

func (b *Bot) askCommand(ctx context.Context, i *interaction, t *texts) {
	flags := 0
	if i.flag("private") {
		flags = flagEphemeral
	}
	b.askByInteraction(ctx, i, t, i.text("question"), flags)
}

func (b *Bot) askByInteraction(ctx context.Context, i *interaction, t *texts, question string, flags int) {
	b.inTurn(ctx, i, t, flags, func(ctx context.Context, r reply, found func()) {
		b.answer(ctx, asking{question: question, asker: i.asker(), texts: t, quoted: true, id: i.ID, found: found}, r)
	})
}

// errGone ends an answer that nobody can see any more.
var errGone = errors.New("the reply was deleted")

// answer finds the answer and shows it, as it grows and in the end.
func (b *Bot) answer(ctx context.Context, a asking, r reply) {
	began := time.Now()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	question := rag.Question{Text: markdown.Clean(a.question), History: a.history}
	grow := b.grow(ctx, a, r, cancel)
	got, err := b.find(ctx, question, grow.add)
	a.found()
	soFar := grow.end()
	outcome := b.conclude(ctx, a, r, got, soFar, err)
	b.metrics.answered(outcome, time.Since(began))
	entry := []any{"id", a.id, "outcome", outcome, "took", time.Since(began).Round(time.Millisecond),
		"characters", len([]rune(a.question)), "mode", string(got.Mode), "footnotes", len(got.Footnotes), errorIf(err)}
	if b.LogContent {
		entry = append(entry, "question", question.Text, "answer", got.Text)
	}
	b.Log.Info("question", entry...)
}

// find has the question answered. A panic there is an error of this answer.
func (b *Bot) find(ctx context.Context, q rag.Question, emit func(string) error) (got rag.Answer, err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = &rag.PanicError{Reason: reason, Stack: debug.Stack()}
		}
		var panicked *rag.PanicError
		if errors.As(err, &panicked) {
			b.panicked("answer", panicked.Reason, panicked.Stack)
		}
	}()
	return b.Answerer.Answer(ctx, q, emit)
}

func errorIf(err error) slog.Attr {
	if err == nil {
		return slog.Attr{}
	}
	return slog.Any("error", err)
}

// conclude shows what came of a question.
func (b *Bot) conclude(ctx context.Context, a asking, r reply, got rag.Answer, soFar string, err error) (outcome string) {
	var unfit *rag.QuestionError
	switch {
	case errors.Is(context.Cause(ctx), errGone):
		return "deleted"
	case b.cut.Err() != nil:
		b.sayCut(r, a.texts, markdown.Short(markdown.Escape(soFar), longestCut))
		return "cut"
	case errors.As(err, &unfit):
		text := a.texts.tooLong
		if markdown.Clean(a.question) == "" {
			text = a.texts.empty
		}
		b.deliver(ctx, r, say(text, 0))
		return "unfit"
	case err != nil:
		b.deliver(context.WithoutCancel(ctx), r, b.failure(a))
		return "failed"
	}
	b.showAnswer(ctx, a, r, got)
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

// longestCut is how much of an answer that was cut off is left, in characters
// of Discord's.
const longestCut = 1700

// failure says that it did not work, with the question, so that the button has
// all that it needs.
func (b *Bot) failure(a asking) outgoing {
	text := a.texts.failed
	if a.quoted {
		quoted := markdown.Quote(markdown.Escape(a.question)) + "\n"
		if markdown.Length(quoted+text) > maxContent {
			return say(text, 0)
		}
		text = quoted + text
	}
	m := say(text, 0)
	m.Components = buttons(b.button(pressRetry, personBytes(a.asker), a.texts.retry))
	return m
}
