package bot

import (
	"cmp"
	"context"
	"slices"

	"footnote/bot/approval"
	"footnote/bot/subject"
	"footnote/bot/wire"
	"footnote/library"
	"footnote/rag"
	"footnote/rag/intent"
)

// waiting describes a question whose answer may have to be approved by the helpers first.
type waiting struct {
	waits    bool              // the answer waits for approval
	unasked  bool              // the bot answers without being asked
	to       string            // id of the message that asks; empty for a command or a button
	in       string            // id of the channel
	private  *wire.Interaction // set if only the asker sees the answer; nil if everybody does
	settings library.Settings
}

// announceReview tells the asker that the answer is reviewed before it is shown. It reports whether
// the question is to be answered: not if there is nobody to review the answer.
func (h *questions) announceReview(ctx context.Context, q inquiry, r wire.Reply) bool {
	return h.send.Deliver(ctx, r, approval.LookedAt(q.Question, q.settings, r.Private())) == nil && q.settings.Desk != ""
}

// submit gives an answer to the reviewers. Small talk, which says nothing of the articles, goes
// straight to the asker.
func (h *questions) submit(ctx context.Context, q inquiry, r wire.Reply, about subject.Subject, got rag.Answer) {
	if got.Tier == "" && len(got.Footnotes) == 0 && smallTalk(got.Intent) {
		q.waits = false
		h.show(ctx, q, r, about, got)
		return
	}
	if q.settings.Desk == "" { // nobody asked, so nobody is told
		return
	}
	got.Nearest = nil
	w := approval.Waiting{
		Question: q.Question, Event: q.id, Channel: q.in, Private: q.private, Unasked: q.unasked,
		Article: about.Code(), Viewer: q.viewer, Answer: got.Text, Footnotes: got.Footnotes, Parts: h.signer.Answer(q.Question, got, about.Code(), h.suggest(ctx, q, about, got), false),
	}
	if !q.unasked && q.private == nil {
		w.Said = r.Shown()
	}
	w.Reply = cmp.Or(q.to, w.Said)
	if err := h.desk.Hand(ctx, q.settings, w); err != nil {
		h.log.WarnContext(ctx, "an answer could not be handed on", "id", q.id, "error", err)
		if !q.unasked {
			h.send.Deliver(ctx, r, q.Say(q.Texts.NotHanded))
		}
	}
}

// smallTalk reports whether somebody with this intent does not want to hear about the articles.
func smallTalk(kind intent.Kind) bool {
	return slices.Contains([]intent.Kind{intent.Greeting, intent.Farewell, intent.Thanks, intent.Laughter, intent.Abuse, intent.Identity}, kind)
}
