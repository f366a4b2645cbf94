package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"time"
)

// Feedback stores readers' votes on answers. It is safe for concurrent use, also by several
// processes on one database.
//
// It contains no text: neither questions nor answers, nor who asked.
type Feedback struct {
	*cache
	memory map[voteKey]Vote // used while there is no database
}

// A Vote is one reader's opinion of one answer. A later vote of the same reader on the same
// answer replaces the earlier one.
type Vote struct {
	Answer [16]byte // the caller's hash of the answer
	Reader [16]byte // the caller's keyed hash of the reader, which identifies nobody
	Good   bool
	At     time.Time
	Scope  Scope // in which the vote was given; empty if unknown
}

type voteKey struct{ answer, reader [16]byte }

// OpenFeedback opens the votes at a place. See [Open].
func OpenFeedback(place string, warn func(string)) *Feedback {
	f := &Feedback{openCache(place, "votes", warn), map[voteKey]Vote{}}
	f.refill = f.keepMemory
	return f
}

// Vote stores a vote. It fails only if ctx is cancelled.
func (f *Feedback) Vote(ctx context.Context, v Vote) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	kept, err := f.write(ctx, func(ctx context.Context, h *handle) error {
		return h.update(ctx, func(tx *sql.Tx) error { return run(ctx, tx, v.keep()) })
	})
	if !kept && err == nil {
		f.memory[voteKey{v.Answer, v.Reader}] = v
	}
	return err
}

// keep returns the statement that stores a vote.
func (v Vote) keep() step {
	good := 0
	if v.Good {
		good = 1
	}
	return step{`insert into vote (answer, reader, good, at, scope, check_sum) values ($1, $2, $3, $4, $5, $6)
		on conflict (answer, reader) do update set good = excluded.good, at = excluded.at, scope = excluded.scope, check_sum = excluded.check_sum`,
		[]any{v.Answer[:], v.Reader[:], good, v.At.UnixNano(), v.Scope, voteSum(v)}}
}

// keepMemory stores the votes that were given while there was no database.
func (f *Feedback) keepMemory(ctx context.Context, h *handle) error {
	var steps []step
	for _, v := range f.memory {
		steps = append(steps, v.keep())
	}
	if err := h.update(ctx, func(tx *sql.Tx) error { return run(ctx, tx, steps...) }); err != nil {
		return err
	}
	clear(f.memory)
	return nil
}

// Count returns the number of votes for and against. It fails only if ctx is cancelled.
func (f *Feedback) Count(ctx context.Context) (good, bad int, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	err = f.read(ctx, func(ctx context.Context, h *handle) error {
		good, bad = 0, 0
		rows, err := h.db.QueryContext(ctx, votesQuery)
		if err != nil {
			return fmt.Errorf("votes: %w", err)
		}
		defer rows.Close()
		for rows.Next() {
			v, whole, err := scanVote(rows)
			if err != nil {
				return err
			}
			if whole {
				good, bad = count(v, good, bad)
			}
		}
		return rows.Err()
	})
	for _, v := range f.memory {
		good, bad = count(v, good, bad)
	}
	return good, bad, err
}

const votesQuery = `select answer, reader, good, at, scope, check_sum from vote`

// scanVote reads a row of votesQuery and reports whether its checksum is right.
func scanVote(rows *sql.Rows) (v Vote, whole bool, err error) {
	var answer, reader []byte
	var at int64
	var sum uint32
	if err := scan(rows, &answer, &reader, &v.Good, &at, &v.Scope, &sum); err != nil {
		return Vote{}, false, err
	}
	copy(v.Answer[:], answer)
	copy(v.Reader[:], reader)
	v.At = time.Unix(0, at)
	return v, sum == voteSum(v), nil
}

func count(v Vote, good, bad int) (int, int) {
	if v.Good {
		return good + 1, bad
	}
	return good, bad + 1
}

func voteSum(v Vote) uint32 {
	verdict := byte(0)
	if v.Good {
		verdict = 1
	}
	return checksum(v.Answer[:], v.Reader[:], []byte{verdict}, binary.LittleEndian.AppendUint64(nil, uint64(v.At.UnixNano())), []byte(v.Scope))
}

// VotesIn returns the votes that were given in a scope. Damaged ones are left out.
func (l *Library) VotesIn(ctx context.Context, scope Scope) (all []Vote, err error) {
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		all, err = votesWhere(ctx, tx, `scope = $1`, scope)
		return err
	})
	return all, err
}
