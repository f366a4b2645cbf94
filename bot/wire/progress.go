package wire

import (
	"context"
	"time"
)

// A Record is what is kept of an event while it is answered, so that another
// process can go on where one has died.
type Record interface {
	// Resumed reports whether an earlier process has begun to answer, and how many
	// parts of the answer are surely out then; -1 is that none was begun.
	Resumed() (sent int, resumed bool)
	// Age is how long ago the event came.
	Age() time.Duration
	// Sent keeps how many parts of the answer are out. Its error is that the event is
	// another's by now: then no more may be sent.
	Sent(ctx context.Context, parts int) error
}

// progress is how far a reply has come.
type progress struct {
	record     Record // nil keeps nothing
	delivering bool
	parts      int // of the answer that are out
}

// begin notes that the answer is about to be sent.
func (p *progress) begin(ctx context.Context) error {
	p.delivering = true
	if p.record == nil {
		return nil
	}
	sent, _ := p.record.Resumed()
	return p.record.Sent(ctx, max(sent, 0))
}

// sent notes that one more part is out.
func (p *progress) sent(ctx context.Context) error {
	p.parts++
	if p.record == nil {
		return nil
	}
	sent, _ := p.record.Resumed()
	return p.record.Sent(ctx, max(sent, p.parts))
}

// earlier is what an earlier process may have done of the next part: sent it surely,
// or perhaps. It tells what it sent only after Discord has taken it, so of one part
// nobody knows.
func (p *progress) earlier() (surely, perhaps bool) {
	if p.record == nil {
		return false, false
	}
	sent, resumed := p.record.Resumed()
	return resumed && p.parts < sent, resumed && p.parts == sent
}

// holds reports whether the message stays as it is until the answer is delivered:
// where an earlier process may have delivered it, it is not put back to a beginning.
func (p *progress) holds() bool {
	if p.record == nil || p.delivering {
		return false
	}
	sent, resumed := p.record.Resumed()
	return resumed && sent >= 0
}

// resumed reports whether an earlier process has begun with an event.
func resumed(r Record) bool {
	if r == nil {
		return false
	}
	_, was := r.Resumed()
	return was
}

func (p *progress) tracked() *progress { return p }
