package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"time"

	"footnote/bot/listening"
	"footnote/bot/metrics"
	"footnote/bot/render"
	"footnote/bot/render/markdown"
	"footnote/bot/said"
	"footnote/bot/subject"
	"footnote/bot/wire"
	"footnote/corpus/doc"
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
	// channel is where the answer opens a thread; empty is nowhere.
	channel string
	// files are what is asked about in place of the articles; nil is nothing.
	files subject.Material
}

// questions answers every question, by command, button or message.
type questions struct {
	send     *wire.Sender
	turns    *turns
	subjects *subject.Finder
	files    said.Source // of what comes with a question
	threads  *listening.Threads
	free     func() bool // it is shown messages that do not mention it
	signer   render.Signer
	life     *lifetime
	metrics  *metrics.Metrics
	log      *slog.Logger
	// logContent has the log hold questions and answers.
	logContent bool
	// keep is [library.Library.Asked].
	keep func(ctx context.Context, scope store.Scope, by [16]byte, question, outcome string) error
}

// command answers /ask.
func (h *questions) command(ctx context.Context, i *wire.Interaction, p preference) {
	private := p.Private
	i.Value(wire.OptionPrivate, &private)
	flags := 0
	if private {
		flags = wire.Ephemeral
	}
	q := inquiry{Question: render.Question{Text: i.Text(wire.OptionQuestion)}, article: i.Text(wire.OptionArticle)}
	var id string
	if i.Value(wire.OptionFile, &id) {
		file := i.Data.Resolved.Attachments[id]
		q.files = func(ctx context.Context) ([]doc.File, error) { return said.Uploads(ctx, h.files, file) }
	}
	h.interaction(ctx, i, p, q, flags)
}

// interaction answers a question whose text and article are given.
func (h *questions) interaction(ctx context.Context, i *wire.Interaction, p preference, q inquiry, flags int) {
	h.turns.ofInteraction(ctx, i, p, flags, func(ctx context.Context, r wire.Reply, found func()) {
		q.Question = render.Question{Text: q.Text, Quoted: true, Aside: q.files != nil, Scope: i.Scope(), Asker: i.Asker(), Texts: p.Texts}
		q.id, q.retain, q.found = i.ID, p.Retain > 0, found
		if p.Threads && i.Guild != "" && !r.Private() && q.files == nil {
			q.channel = i.Channel
		}
		h.answer(ctx, q, r)
	})
}

// attach has a question be about what a message brings; nil is none.
func (h *questions) attach(q *inquiry, m *wire.Message) {
	if m == nil {
		return
	}
	q.Aside = true
	q.files = func(ctx context.Context) ([]doc.File, error) { return said.Material(ctx, h.files, m) }
}

// errGone ends the work on an answer that nobody can see any more.
var errGone = errors.New("the reply was deleted")

// answer finds the answer and shows it, while it is written and in the end.
func (h *questions) answer(ctx context.Context, q inquiry, r wire.Reply) {
	began := time.Now()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	question := rag.Question{Text: markdown.Clean(q.Text), History: q.history}
	preview := wire.StartPreview(ctx, r, q.SoFar, func() { cancel(errGone) })
	var got rag.Answer
	about, err := h.about(ctx, q)
	if err == nil {
		got, err = h.find(ctx, about, question, preview.Add)
	}
	q.found()
	outcome := h.conclude(ctx, q, r, about, got, preview.End(), err)
	h.metrics.Answered(outcome, time.Since(began))
	h.openThread(ctx, q, r, got)
	h.retain(ctx, q, outcome)
	entry := []any{"id", q.id, "outcome", outcome, "took", time.Since(began).Round(time.Millisecond),
		"characters", len([]rune(q.Text)), "mode", string(got.Mode), "footnotes", len(got.Footnotes), errorIf(err)}
	if h.logContent {
		entry = append(entry, "question", question.Text, "answer", got.Text)
	}
	h.log.Info("question", entry...)
}

// maxName is how many characters the name of a thread has at most.
const maxName = 100

// openThread opens a thread on an answer, where that is wanted.
func (h *questions) openThread(ctx context.Context, q inquiry, r wire.Reply, got rag.Answer) {
	if q.channel == "" || got.Tier == "" || got.Abstained() || ctx.Err() != nil {
		return
	}
	name := markdown.Short(strings.Join(strings.Fields(markdown.Clean(q.Text)), " "), maxName)
	line := q.Texts.AskOn
	if h.free() {
		line = q.Texts.AskOnFreely
	}
	h.threads.Open(ctx, q.channel, r.Shown(), name, "-# "+line)
}

// about is what a question is about.
func (h *questions) about(ctx context.Context, q inquiry) (subject.Subject, error) {
	if q.files != nil {
		return h.subjects.Aside(ctx, q.Scope, q.files)
	}
	if len(q.code) > 0 {
		return h.subjects.Coded(ctx, q.Scope, q.code)
	}
	return h.subjects.Named(ctx, q.Scope, q.article)
}

// find has the question answered. A panic there is an error of this answer.
func (h *questions) find(ctx context.Context, about subject.Subject, q rag.Question, emit func(string) error) (got rag.Answer, err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = &rag.PanicError{Reason: reason, Stack: debug.Stack()}
		}
		var panicked *rag.PanicError
		if errors.As(err, &panicked) {
			h.metrics.Panicked(h.log, "answer", panicked.Reason, panicked.Stack)
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
func (h *questions) conclude(ctx context.Context, q inquiry, r wire.Reply, about subject.Subject, got rag.Answer, soFar string, err error) (outcome string) {
	var unfit *rag.QuestionError
	switch {
	case errors.Is(context.Cause(ctx), errGone):
		return "deleted"
	case h.life.cut.Err() != nil:
		h.send.CutOff(ctx, r, q.Texts, render.CutOff(soFar))
		return "cut"
	case errors.As(err, &unfit):
		text := q.Texts.TooLong
		if markdown.Clean(q.Text) == "" {
			text = q.Texts.Empty
		}
		h.send.Deliver(ctx, r, wire.Text(text, 0))
		return "unfit"
	case subject.IsUnnamed(err):
		h.send.Deliver(ctx, r, wire.Text(subject.Unclear(q.Texts, q.article, err), 0))
		return "unfit"
	case errors.Is(err, subject.ErrNoArticles):
		h.send.Deliver(ctx, r, h.offerExample(ctx, q))
		return "empty"
	case q.files != nil && blamed(err):
		h.send.Deliver(ctx, r, q.Say(unreadable(q.Texts, err)))
		return "unfit"
	case q.files != nil && q.Quoted && err != nil: // a button could not find the file again
		h.send.Deliver(context.WithoutCancel(ctx), r, q.Say(q.Texts.Failed))
		return "failed"
	case err != nil:
		failed := h.signer.Offer(q.Question, q.Texts.Failed, about.Code(), q.Texts.Retry)
		h.send.Deliver(context.WithoutCancel(ctx), r, failed)
		return "failed"
	}
	h.show(ctx, q, r, about, got)
	switch {
	case got.Abstained():
		return "refused"
	case got.Tier == rag.TierUnsure:
		return "unsure"
	case got.Tier == "":
		return "social"
	case got.Degraded != "":
		return "degraded"
	case got.Mode == rag.ModeLLM:
		return "written"
	}
	return "extractive"
}

// show shows an answer, in as many messages as it takes.
func (h *questions) show(ctx context.Context, q inquiry, r wire.Reply, about subject.Subject, got rag.Answer) {
	for n, m := range h.signer.Answer(q.Question, got, about.Code(), h.suggest(ctx, q, about, got), r.Private()) {
		deliver := h.send.DeliverNext
		if n == 0 {
			deliver = h.send.Deliver
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

// suggest finds questions to ask next, as far as they are found in a second.
func (h *questions) suggest(ctx context.Context, q inquiry, about subject.Subject, got rag.Answer) []string {
	if !render.Invites(got) || q.Aside { // what they would ask of is gone by then
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, suggestWithin)
	defer cancel()
	next, err := about.Suggest(ctx, got, suggested)
	if err != nil && ctx.Err() == nil {
		h.log.Warn("no questions to ask next", "error", err)
	}
	return next
}

// offerExample says that a scope has no articles, with a button that has the
// question answered from the example article.
func (h *questions) offerExample(ctx context.Context, q inquiry) wire.Outgoing {
	text := render.NoArticles(q.Texts, q.Scope)
	example, ok := h.subjects.Example(ctx, q.Scope)
	if !ok {
		return q.Say(text)
	}
	text += "\n" + fmt.Sprintf(q.Texts.Example, markdown.Escape(example.Only.Title))
	return h.signer.Offer(q.Question, text, example.Code(), q.Texts.TryExample)
}

// retain keeps a question where the scope wants that.
func (h *questions) retain(ctx context.Context, q inquiry, outcome string) {
	if !q.retain {
		return
	}
	if err := h.keep(context.WithoutCancel(ctx), q.Scope, h.signer.PersonCode(q.Asker), q.Text, outcome); err != nil {
		h.log.Warn("a question could not be kept", "error", err)
	}
}
