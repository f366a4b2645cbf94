package bot

import (
	"context"
	"crypto/sha256"
	"log/slog"
	"time"

	"footnote/bot/handoff"
	"footnote/bot/metrics"
	"footnote/bot/render"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library/store"
)

// Votes stores readers' votes on answers.
type Votes interface {
	Vote(context.Context, store.Vote) error
}

// feedback stores readers' votes on answers.
type feedback struct {
	send    *wire.Sender
	signer  render.Signer
	votes   Votes
	caller  *handoff.Caller
	metrics *metrics.Metrics
	log     *slog.Logger
}

// keptWithin limits how long storing a vote may take: the thanks are the first response to the
// interaction, which Discord wants within three seconds.
const keptWithin = time.Second

// vote stores a reader's vote on an answer, but none of its text, and thanks the reader if that
// worked.
func (f *feedback) vote(ctx context.Context, i *wire.Interaction, t *texts.Texts, payload []byte, good bool, terms handoff.Terms) {
	answer := sha256.Sum256([]byte(i.Message.ID)) // for answers of an earlier version
	if len(payload) == 16 {
		copy(answer[:], payload)
	}
	v := store.Vote{Answer: [16]byte(answer[:16]), Reader: f.signer.PersonCode(i.Asker()), Good: good, At: time.Now(), Scope: i.Scope()}
	said := f.caller.Voted(i, terms, t.Thanks, payload, good)
	if err := f.keep(ctx, v); err != nil {
		f.log.WarnContext(ctx, "a vote could not be kept", "error", err)
		f.metrics.Failed("vote")
		said = wire.Text(t.Failed, wire.Ephemeral)
	} else {
		f.metrics.Voted(good)
	}
	f.send.Respond(ctx, i, said)
}

func (f *feedback) keep(ctx context.Context, v store.Vote) error {
	if f.votes == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, keptWithin)
	defer cancel()
	return f.votes.Vote(ctx, v)
}
