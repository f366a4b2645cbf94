package bot

import (
	"context"
	"time"

	"footnote/bot/wire"
	"footnote/rag"
)

const (
	suggested     = 3
	suggestWithin = time.Second
)

// showAnswer shows an answer, in as many messages as it takes.
func (b *Bot) showAnswer(ctx context.Context, a asking, r wire.Reply, d desk, got rag.Answer) {
	for n, m := range b.signer.Answer(a.Question, got, d.code(), b.suggest(ctx, d, got), r.Private()) {
		deliver := b.send.DeliverNext
		if n == 0 {
			deliver = b.send.Deliver
		}
		if deliver(ctx, r, m) != nil {
			return // it is logged and told; a part without the one before is nothing
		}
	}
}

// suggest finds what could be asked next, if that is quick.
func (b *Bot) suggest(ctx context.Context, d desk, got rag.Answer) []string {
	ctx, cancel := context.WithTimeout(ctx, suggestWithin)
	defer cancel()
	next, err := d.Suggest(ctx, got, suggested)
	if err != nil && ctx.Err() == nil {
		b.Log.Warn("no questions to ask next", "error", err)
	}
	return next
}
