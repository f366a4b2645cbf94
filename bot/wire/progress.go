package wire

import (
	"context"
	"time"
)

// A Record is what is stored of an event while it is answered, so that another process can
// resume if this one dies.
type Record interface {
	// Resumed reports whether an earlier process has begun to answer, and how many parts of
	// the answer were surely sent; -1 means that it had not begun to send them.
	Resumed() (sent int, resumed bool)
	// Age returns how long ago the event came.
	Age() time.Duration
	// Sent stores how many parts of the answer were sent. An error means that another process
	// has the event by now: then no more may be sent.
	Sent(ctx context.Context, parts int) error
}

// progress says how much of a reply has been sent.
type progress struct {
	record     Record // nil stores nothing
	delivering bool
	parts      int // parts of the answer that were sent
}

// begin records that the answer is about to be sent.
func (p *progress) begin(ctx context.Context) error {
	p.delivering = true
	if p.record == nil {
		return nil
	}
	sent, _ := p.record.Resumed()
	return p.record.Sent(ctx, max(sent, 0))
}

// sent records that one more part was sent.
func (p *progress) sent(ctx context.Context) error {
	p.parts++
	if p.record == nil {
		return nil
	}
	sent, _ := p.record.Resumed()
	return p.record.Sent(ctx, max(sent, p.parts))
}

// earlier returns whether an earlier process has surely sent the next part, or perhaps. A
// process records a part only after Discord has accepted it, so one part is uncertain.
func (p *progress) earlier() (surely, perhaps bool) {
	if p.record == nil {
		return false, false
	}
	sent, resumed := p.record.Resumed()
	return resumed && p.parts < sent, resumed && p.parts == sent
}

// holds reports whether the message must stay as it is until the answer is delivered: an
// earlier process may have delivered the answer, which a preview must not replace.
func (p *progress) holds() bool {
	if p.record == nil || p.delivering {
		return false
	}
	sent, resumed := p.record.Resumed()
	return resumed && sent >= 0
}

// IsResumed reports whether an earlier process has begun to handle an event. r may be nil, if
// nothing is stored.
func IsResumed(r Record) bool {
	if r == nil {
		return false
	}
	_, was := r.Resumed()
	return was
}

func (p *progress) tracked() *progress { return p }
