package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"footnote/bot/reach"
	"footnote/bot/render"
	"footnote/bot/render/markdown"
	"footnote/bot/subject"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library/citation"
	"footnote/library/insight"
	"footnote/rag"
)

// conclude shows the outcome of a question and returns its name for the log and the metrics.
func (h *questions) conclude(ctx context.Context, q inquiry, r wire.Reply, about subject.Subject, got rag.Answer, soFar string, err error) (outcome string) {
	var refused *rag.QuestionError
	switch {
	case errors.Is(context.Cause(ctx), errGone):
		return "deleted"
	case h.life.cut.Err() != nil:
		h.send.CutOff(ctx, r, q.Texts, render.CutOff(soFar))
		return "cut"
	case errors.As(err, &refused):
		h.send.Deliver(ctx, r, wire.Text(unfit(q.Texts, q.Text), 0))
		return "unfit"
	case subject.IsUnnamed(err):
		text := subject.Unclear(q.Texts, q.Texts.NoArticle, q.article, err)
		if q.waits { // reviewed answers do not show titles
			text = render.NoSuchArticle(q.Texts.NoArticle, q.article)
		}
		h.send.Deliver(ctx, r, wire.Text(text, 0))
		return "unfit"
	case errors.Is(err, subject.ErrNoArticles):
		h.send.Deliver(ctx, r, h.removable(q, r, h.offerExample(ctx, q)))
		return "empty"
	case q.files != nil && blamed(err):
		h.send.Deliver(ctx, r, q.Say(unreadable(q.Texts, err)))
		return "unfit"
	case q.files != nil && q.Quoted && err != nil: // a button could not find the file again
		h.send.Deliver(context.WithoutCancel(ctx), r, q.Say(q.Texts.Failed))
		return failed
	case err != nil:
		again := h.signer.Offer(q.Question, q.Texts.Failed, about.Code(), q.Texts.Retry)
		h.send.Deliver(context.WithoutCancel(ctx), r, h.removable(q, r, again))
		return failed
	}
	h.show(ctx, q, r, about, got)
	return insight.OutcomeOf(got)
}

// unfit returns the text that says why a question or a query cannot be answered. A message
// without one never comes this far.
func unfit(t *texts.Texts, text string) string {
	if markdown.Clean(text) == "" {
		return t.NoWords
	}
	return t.TooLong
}

// show shows an answer, in as many messages as it takes.
func (h *questions) show(ctx context.Context, q inquiry, r wire.Reply, about subject.Subject, got rag.Answer) {
	if got.Abstained() || got.Tier == rag.TierUnsure {
		q.Alone = q.viewer.Heard && q.rules.Confides(q.viewer)
	}
	if q.waits {
		h.submit(ctx, q, r, about, got)
		return
	}
	public := r.Private() && !q.sealed && q.rules.Public(q.viewer, reach.RestsOn(got))
	for n, m := range h.signer.Answer(q.Question, got, about.Code(), h.suggest(ctx, q, about, got), public) {
		deliver, before := h.send.DeliverNext, r.Parts()
		if n == 0 {
			deliver, before = h.send.Deliver, nil
		}
		if deliver(ctx, r, h.removable(q, r, m, before...)) != nil {
			return // the failure is logged and shown; a later part is useless without this one
		}
	}
	if !q.Aside {
		at := citation.Place{Scope: q.Scope, Locale: q.Texts.Locale(), Answer: q.Answer}
		at.Channel, at.Message = r.Lasting()
		h.citations.Note(context.WithoutCancel(ctx), at, got.Footnotes)
	}
}

// removable adds the button that removes an answer, unless only its asker sees it. before are the
// ids of the messages with its earlier parts.
func (h *questions) removable(q inquiry, r wire.Reply, m wire.Outgoing, before ...string) wire.Outgoing {
	if r.Private() {
		return m
	}
	return h.signer.Removable(m, q.Scope, q.Asker, before)
}

const (
	suggested     = 3 // questions to ask next
	suggestWithin = time.Second
)

// suggest finds questions to ask next, within suggestWithin.
func (h *questions) suggest(ctx context.Context, q inquiry, about subject.Subject, got rag.Answer) []string {
	if !render.Invites(got) || q.Aside { // the files that they would ask about are gone by then
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, suggestWithin)
	defer cancel()
	next, err := about.Suggest(ctx, got, suggested)
	if err != nil && ctx.Err() == nil {
		h.log.WarnContext(ctx, "no questions to ask next", "error", err)
	}
	return next
}

// offerExample says that a scope has no articles, with a button that answers the question from the
// example article.
func (h *questions) offerExample(ctx context.Context, q inquiry) wire.Outgoing {
	text := q.none
	example, ok := h.subjects.Example(ctx, q.Scope)
	if !ok {
		return q.Say(text)
	}
	text += "\n" + fmt.Sprintf(q.Texts.Example, markdown.Escape(example.Only.Title))
	return h.signer.Offer(q.Question, text, example.Code(), q.Texts.TryExample)
}
