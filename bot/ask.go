package bot

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"runtime/debug"
	"strings"
	"time"

	"footnote/bot/approval"
	"footnote/bot/insights"
	"footnote/bot/listening"
	"footnote/bot/metrics"
	"footnote/bot/reach"
	"footnote/bot/render"
	"footnote/bot/render/markdown"
	"footnote/bot/said"
	"footnote/bot/subject"
	"footnote/bot/wire"
	"footnote/corpus/doc"
	"footnote/library/access"
	"footnote/library/answers"
	"footnote/library/citation"
	"footnote/library/insight"
	"footnote/library/store"
	"footnote/rag"
)

// An inquiry is one question on its way to an answer.
type inquiry struct {
	render.Question
	history []rag.Turn
	others  bool   // the history has questions of other people
	article string // id, title or a part of either of the only article asked about; empty means all
	code    []byte // code of that article, if a button names it
	id      string // of the interaction or message
	retain  bool   // the scope stores its questions
	contact []byte // the asker, encrypted; nil if the asker is not to be told of a later answer
	found   func() // called when there is an answer to show
	// channel is where the answer opens a thread; empty for none.
	channel string
	// files are asked about instead of the articles; nil for none.
	files subject.Material
	waiting
	// sealed means that an answer which only the asker sees cannot be made public.
	sealed bool
	viewer access.Viewer // the asker and the audience of the answer
	rules  access.Rules  // of the articles that not everybody may see
	none   string        // the text to show if there is nothing to answer from
}

// questions answers every question, by command, button or message.
type questions struct {
	send     *wire.Sender
	turns    *turns
	subjects *subject.Finder
	files    said.Source // reads the files that come with a question
	threads  *listening.Threads
	free     func() bool // reports whether Discord sends the bot the text of messages that do not mention it
	signer   render.Signer
	life     *lifetime
	metrics  *metrics.Metrics
	log      *slog.Logger
	// logContent puts questions and answers into the log.
	logContent bool
	record     *insight.Recorder
	citations  *citation.Recorder
	fixed      *answers.Book // answers that people have fixed
	teller     *insights.Teller
	desk       *approval.Desk
}

// command answers /ask.
func (h *questions) command(ctx context.Context, i *wire.Interaction, p preference) {
	private := p.Private
	i.Value(wire.OptionPrivate, &private)
	flags := 0
	if private || p.sealed(i) {
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
	if q.files == nil {
		flags |= reach.Confided(i, p.rules)
	}
	h.turns.ofInteraction(ctx, i, p, flags, func(ctx context.Context, r wire.Reply, found func()) {
		q.Question = render.Question{Text: q.Text, Quoted: true, Aside: q.files != nil}
		h.setAsker(ctx, i, p, &q, r, found)
		if p.Threads && i.Guild != "" && !r.Private() && q.files == nil {
			q.channel = i.Channel
		}
		h.answer(ctx, q, r)
	})
}

// setAsker makes the user of a command or a button the asker of the question.
func (h *questions) setAsker(ctx context.Context, i *wire.Interaction, p preference, q *inquiry, r wire.Reply, found func()) {
	q.setViewer(p, reach.Of(i, r.Private()))
	q.Scope, q.Asker, q.Texts = i.Scope(), i.Asker(), p.Texts
	q.id, q.found, q.sealed = i.ID, found, p.sealed(i)
	h.applySettings(ctx, q, p, i.Channel)
	q.Calls = q.Calls && i.IsOpen()
	if r.Private() {
		q.private = i
	}
}

// setViewer sets who sees the answer, and so which articles it may use.
func (q *inquiry) setViewer(p preference, who access.Viewer) {
	q.viewer, q.rules, q.none = who, p.rules, p.nothing(who.Scope)
}

// attach makes the files of a message what the question is about. It does nothing if m is nil.
func (h *questions) attach(q *inquiry, m *wire.Message) {
	if m == nil {
		return
	}
	q.Aside = true
	q.files = func(ctx context.Context) ([]doc.File, error) { return said.Material(ctx, h.files, m) }
}

// errGone ends the work on an answer whose reply was deleted: nobody can see it any more.
var errGone = errors.New("the reply was deleted")

// answer finds the answer and shows it, while it is written and in the end.
func (h *questions) answer(ctx context.Context, q inquiry, r wire.Reply) {
	began := time.Now()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	question := rag.Question{Text: markdown.Clean(q.Text), History: q.history, Hint: q.Texts.Sources}
	q.Answer = h.signer.AnswerCode(q.id)
	if q.waits {
		q.viewer = q.viewer.AsHeard() // the reviewers may have other roles
	}
	if q.waits && !h.announceReview(ctx, q, r) {
		q.found()
		return
	}
	asking := h.asking(ctx, q)
	preview := wire.StartPreview(ctx, r, q.SoFar, func() { cancel(errGone) })
	emit := preview.Add
	if q.waits { // the answer is not shown before it is approved
		emit = func(string) error { return nil }
	}
	about, got, err := h.answered(ctx, q, question, emit)
	q.found()
	outcome := h.conclude(ctx, q, r, about, got, preview.End(), err)
	h.metrics.Answered(outcome, time.Since(began))
	if got.Mode == rag.ModeLLM {
		h.metrics.Looked(metrics.CacheAnswers, got.Cached, 1)
	}
	h.openThread(ctx, q, r, got)
	h.record.End(context.WithoutCancel(ctx), asking, got, outcome)
	entry := []any{"id", q.id, "outcome", outcome, "took", time.Since(began).Round(time.Millisecond),
		"characters", len([]rune(q.Text)), "mode", string(got.Mode), "footnotes", len(got.Footnotes), errorIf(err)}
	if h.logContent {
		entry = append(entry, "question", question.Text, "answer", got.Text)
	}
	h.log.Log(ctx, levelOf(outcome), "question", entry...)
}

// failed is the outcome of a question whose answer failed for a reason other than what was asked.
const failed = "failed"

// levelOf returns the level at which a question of that outcome is logged.
func levelOf(outcome string) slog.Level {
	if outcome == failed {
		return slog.LevelWarn
	}
	return slog.LevelInfo
}

// maxName is the most characters that Discord takes in the name of a thread.
const maxName = 100

// openThread opens a thread on an answer if q.channel is set and the answer is one.
func (h *questions) openThread(ctx context.Context, q inquiry, r wire.Reply, got rag.Answer) {
	if q.waits || q.channel == "" || got.Tier == "" || got.Abstained() || ctx.Err() != nil {
		return
	}
	name := markdown.Short(strings.Join(strings.Fields(markdown.Clean(q.Text)), " "), maxName)
	line := q.Texts.AskOn
	if h.free() {
		line = q.Texts.AskOnFreely
	}
	h.threads.Open(ctx, q.channel, r.Shown(), name, "-# "+line)
}

// answered finds the answer in what a question is about. If the scope has no articles, it returns
// the answer that a person has fixed, if there is one.
func (h *questions) answered(ctx context.Context, q inquiry, question rag.Question, emit func(string) error) (about subject.Subject, got rag.Answer, err error) {
	if about, err = h.about(ctx, q); err == nil {
		got, err = h.find(ctx, about, question, emit)
	} else if errors.Is(err, subject.ErrNoArticles) && !q.namesArticle() {
		if a, fixed, failed := h.fixed.Answer(ctx, q.Scope, question); fixed || failed != nil {
			return about, a, failed
		}
	}
	return about, got, err
}

// namesArticle reports whether a question is asked of one article.
func (q *inquiry) namesArticle() bool { return q.article != "" || len(bytes.Trim(q.code, "\x00")) > 0 }

// about returns what a question is about.
func (h *questions) about(ctx context.Context, q inquiry) (subject.Subject, error) {
	if q.files != nil {
		return h.subjects.Aside(ctx, q.Scope, q.files)
	}
	if len(q.code) > 0 {
		return h.subjects.Coded(ctx, q.viewer, q.code)
	}
	return h.subjects.Named(ctx, q.viewer, q.article)
}

// find answers the question. A panic there becomes the error of this answer.
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

// applySettings sets what a scope's settings say of a question that was asked in a channel: whether
// it is stored, whether its asker is told of a later answer, and whether the helpers can be called
// or see the answer first.
func (h *questions) applySettings(ctx context.Context, q *inquiry, p preference, channel string) {
	q.Calls, q.in, q.settings = p.Helpers != "", channel, p.Settings
	q.waits = q.Scope != store.Person(q.Asker) && h.desk.Covers(ctx, p.Settings, channel)
	if q.retain = p.Retain > 0; q.retain && p.Tell {
		q.contact = h.teller.Contact(q.Scope, q.Asker, channel, p.Texts)
	}
}

// asking returns a question as it is counted and, if its scope wants that, stored.
func (h *questions) asking(ctx context.Context, q inquiry) insight.Asking {
	a := insight.Asking{
		Scope: q.Scope, Text: markdown.Clean(q.Text), By: h.signer.PersonCode(q.Asker), Answer: q.Answer,
		Only: q.namesArticle(), Aside: q.files != nil, Keep: q.retain, Others: q.others, Contact: q.contact,
	}
	h.record.Begin(ctx, &a)
	return a
}

// posted records where an answer that was private has been made public.
func (h *questions) posted(ctx context.Context, i *wire.Interaction, r wire.Reply) {
	code, found := render.AnswerOf(h.signer, i.Scope(), i.Message)
	if !found {
		return
	}
	at := citation.Place{Scope: i.Scope(), Answer: code}
	at.Channel, at.Message = r.Lasting()
	h.citations.Publish(ctx, at)
}
