package lease

import (
	"context"
	"time"
)

// Do runs work in one process at a time: in this one as soon as no other process does, until work
// returns or ctx ends. If the lease is lost, the context of work ends, and this or another process
// starts it again. After work has returned, no process runs it for the duration of rest.
func (k *Keeper) Do(ctx context.Context, name string, rest time.Duration, work func(context.Context)) {
	if k.Alone {
		work(ctx)
		return
	}
	for ctx.Err() == nil {
		m, err := k.Member(ctx)
		if err != nil {
			return
		}
		h, left, err := m.Acquire(ctx, Work, name, Term)
		if err != nil {
			k.Log.Warn("cannot see whether another process works", "on", name, "error", err)
			left = Every
		}
		if h == nil {
			pause(ctx, left+10*time.Millisecond)
			continue
		}
		h.do(ctx, work)
		if h.Valid() == nil {
			if err := h.Release(ctx, rest); err != nil {
				k.Log.Warn("work could not be given back; it goes on by itself", "on", name, "error", err)
			}
			return
		}
	}
}

func (h *Held) do(ctx context.Context, work func(context.Context)) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	stop := context.AfterFunc(h.Context, func() { cancel(ErrLost) })
	defer stop()
	work(ctx)
}
