package store

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"sync"
)

// reasons names the kinds of [OpenError] in metrics.
var reasons = map[Kind]string{Failing: "failing", Damaged: "damaged", Newer: "newer", Foreign: "foreign", Locked: "locked", ReadOnly: "read_only", NoSpace: "no_space", Unreachable: "unreachable"}

// late is the reason of a time limit that was exceeded.
const late = "late"

// A tally counts the failures of a database by reason. It is safe for concurrent use.
type tally struct {
	mu     sync.Mutex
	counts map[string]int64
}

// newTally returns a tally with 0 for every reason.
func newTally() *tally {
	t := &tally{counts: map[string]int64{late: 0}}
	for _, reason := range reasons {
		t.counts[reason] = 0
	}
	return t
}

// count counts an error of the database. A cancelled call does not count.
func (t *tally) count(err error) {
	var trouble *OpenError
	reason := ""
	switch {
	case errors.As(err, &trouble):
		reason = reasons[trouble.Kind]
	case errors.Is(err, context.DeadlineExceeded):
		reason = late
	default:
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.counts[reason]++
}

// Troubles returns how often the database failed, by reason, such as no_space. Every reason is
// included.
func (d *database) Troubles() map[string]int64 {
	d.tally.mu.Lock()
	defer d.tally.mu.Unlock()
	return maps.Clone(d.tally.counts)
}

// explain turns an error into an OpenError and counts it.
func (d *database) explain(err error) error {
	err = explain(d.path, err)
	if err != nil {
		d.tally.count(err)
	}
	return err
}

// Count returns the number of articles of all scopes, and of their passages.
func (l articles) Count(ctx context.Context) (articles, passages int64, err error) {
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return scan(tx.QueryRowContext(ctx, `select count(*), coalesce(sum(a.passages), 0) from article a where `+l.removed()+` is null`), &articles, &passages)
	})
	return articles, passages, err
}
