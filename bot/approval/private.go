package approval

import (
	"context"
	"errors"
	"fmt"
	"time"

	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library/store"
)

// errUnreachable means that a private question's asker could not be sent a direct message.
var errUnreachable = errors.New("the asker of a private question takes no direct messages")

// errNotKept means that a waiting answer is no longer stored, because its asker has had it
// deleted.
var errNotKept = errors.New("it is no longer kept")

// tokenMargin is how long before its expiry the bot stops using an interaction's token: the
// token is older than the answer.
const tokenMargin = 4 * time.Minute

// A privateProgress records how much of a private answer was sent. It is stored before and
// after each part, because no later process can ask Discord whether an ephemeral message is
// there.
type privateProgress struct {
	Parts  int  `json:",omitempty"` // number of parts sent
	Doubt  bool `json:",omitempty"` // a part may not have arrived
	Direct bool `json:",omitempty"` // the last part went by direct message
	Fresh  bool `json:",omitempty"` // the result of sending the last part is unknown
}

// sendPrivately sends the remaining parts of a private answer: with the token of the
// asker's interaction and, once that has expired, by direct message.
func (d *Desk) sendPrivately(ctx context.Context, scope store.Scope, it *item, event string, t *texts.Texts, parts []part) error {
	to := privateRoute{d, it, event, t, d.Send.Continue(it.interaction(t), wire.Ephemeral), time.Since(it.At) >= wire.TokenLife-tokenMargin, false}
	for done := &it.Sent.Alone; done.Parts < len(parts); {
		before := *done
		*done = privateProgress{before.Parts + 1, before.Doubt, to.direct, true}
		if err := it.saveSent(ctx, d, scope, event); err != nil {
			return err
		}
		doubt, err := to.send(ctx, before.Parts, parts[before.Parts].outgoing())
		switch {
		case err == nil:
			done.Doubt, done.Fresh = before.Doubt || doubt, false
		case ctx.Err() != nil, to.direct && !wire.IsRefused(err): // it may have arrived
			return err
		default:
			*done = before
		}
		if noted := it.saveSent(ctx, d, scope, event); noted != nil {
			d.Log.WarnContext(ctx, "could not record that a private answer was sent; it counts as one that may not have arrived", "id", event, "error", noted)
		}
		if err != nil && to.direct {
			return fmt.Errorf("%w: %w", errUnreachable, err)
		}
		to.direct = to.direct || err != nil
	}
	return nil
}

// A privateRoute sends the parts of a private answer to its asker.
type privateRoute struct {
	*Desk
	it         *item
	event      string
	texts      *texts.Texts
	reply      *wire.InteractionReply
	direct     bool // send direct messages
	introduced bool // a direct message has said what the answer is about
}

// send sends a part of an answer. doubt reports whether the part may not have arrived.
func (w *privateRoute) send(ctx context.Context, n int, m wire.Outgoing) (doubt bool, err error) {
	if !w.direct {
		there := len(w.reply.Parts())
		err := w.reply.Add(ctx, m)
		return len(w.reply.Parts()) == there, err
	}
	if !w.introduced {
		if err := w.Send.Directly(ctx, w.it.Asker, w.event+".p", wire.Text(fmt.Sprintf(w.texts.ShownPrivately, w.it.Channel), 0)); err != nil {
			return false, err
		}
		w.introduced = true
	}
	m.Components = []wire.Row{} // buttons work only in the channel that they were made for
	return false, w.Send.Directly(ctx, w.it.Asker, fmt.Sprintf("%s.p%d", w.event, n), m)
}

// saveSent stores how much of a private answer was sent.
func (it *item) saveSent(ctx context.Context, d *Desk, scope store.Scope, event string) error {
	kept, err := d.change(context.WithoutCancel(ctx), scope, event, func(kept *item) bool {
		if kept.Sent = it.Sent; it.Sent.Alone.Parts == 0 {
			kept.Sent = nil
		}
		return true
	})
	if err == nil && !kept {
		err = errNotKept
	}
	return err
}

// doubtful reports whether a part of a private answer may not have arrived.
func (it *item) doubtful() bool {
	return it.Sent != nil && (it.Sent.Alone.Doubt || it.Sent.Alone.Fresh)
}

// resolve finds out whether the last part of a private answer arrived, if that is unknown
// and the part was a direct message: the bot can look for those.
func (it *item) resolve(ctx context.Context, d *Desk) {
	if it.Sent == nil || !it.Sent.Alone.Fresh {
		return
	}
	done := &it.Sent.Alone
	if !done.Direct {
		return
	}
	there, err := d.Send.Directed(ctx, it.Asker, it.At, it.delivered().parts[done.Parts-1].outgoing())
	switch {
	case err != nil:
		d.Log.InfoContext(ctx, "cannot see whether a private answer has arrived", "error", err)
		return
	case !there:
		done.Parts--
	}
	done.Fresh = false
	if done.Parts == 0 {
		it.Sent = nil
	}
}
