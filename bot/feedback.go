package bot

import (
	"context"
	"crypto/sha256"
	"log/slog"
	"time"

	"footnote/bot/metrics"
	"footnote/bot/render"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library/store"
)

// Votes keeps what readers think of answers.
type Votes interface {
	Vote(context.Context, store.Vote) error
}

// feedback keeps what readers think of answers.
type feedback struct {
	send    *wire.Sender
	signer  render.Signer
	votes   Votes
	metrics *metrics.Metrics
	log     *slog.Logger
}

// keptWithin is how long a vote may take to be kept: the thanks are Discord's
// first answer, which it wants within three seconds.
const keptWithin = time.Second

// vote keeps what a reader thinks of an answer, no word of it, and gives thanks
// for what is kept.
func (f *feedback) vote(ctx context.Context, i *wire.Interaction, t *texts.Texts, good bool) {
	answer := sha256.Sum256([]byte(i.Message.ID))
	v := store.Vote{Answer: [16]byte(answer[:16]), Reader: f.signer.PersonCode(i.Asker()), Good: good, At: time.Now(), Scope: i.Scope()}
	said := t.Thanks
	if err := f.keep(ctx, v); err != nil {
		f.log.Warn("a vote could not be kept", "error", err)
		f.metrics.Failures.WithLabelValues("vote").Inc()
		said = t.Failed
	} else {
		f.metrics.Votes.WithLabelValues(map[bool]string{true: "good", false: "bad"}[good]).Inc()
	}
	f.send.Respond(ctx, i, wire.Text(said, wire.Ephemeral))
}

func (f *feedback) keep(ctx context.Context, v store.Vote) error {
	if f.votes == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, keptWithin)
	defer cancel()
	return f.votes.Vote(ctx, v)
}
