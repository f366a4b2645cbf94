package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"time"
)

// Answers is the cache of answers. It is safe for concurrent use, also by several processes on
// one database.
type Answers struct {
	*cache
	limits Limits
	memory map[[32]byte]entry
}

type entry struct {
	written time.Time
	value   []byte
}

// Limits bounds the cache of answers.
type Limits struct {
	Entries int           // the maximum number; the oldest are dropped first. 0 means 5,000
	Age     time.Duration // the maximum age. 0 means 30 days
}

const (
	defaultEntries = 5000
	defaultAge     = 30 * 24 * time.Hour
	// maxValue is the maximum size of an answer in bytes. Larger ones are not stored.
	maxValue = 256 << 10
	// ahead is how far in the future the time of an entry may be. Without this limit, an entry
	// written before the clock was set back would never expire.
	ahead = 24 * time.Hour
)

// OpenAnswers opens the cache of answers at a place. See [Open].
func OpenAnswers(place string, limits Limits, warn func(string)) *Answers {
	limits.Entries, limits.Age = cmp.Or(limits.Entries, defaultEntries), cmp.Or(limits.Age, defaultAge)
	return &Answers{openCache(place, "answers", warn), limits, map[[32]byte]entry{}}
}

// Load returns the value stored under key. It fails only if ctx is cancelled.
func (a *Answers) Load(ctx context.Context, key [32]byte) (value []byte, found bool, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if e, ok := a.memory[key]; ok && a.fresh(e.written) {
		return e.value, true, ctx.Err()
	}
	err = a.read(ctx, func(ctx context.Context, h *handle) error {
		var written int64
		var sum uint32
		err := scan(h.db.QueryRowContext(ctx, `select written, data, check_sum from answer where key = $1`, key[:]), &written, &value, &sum)
		if errors.Is(err, sql.ErrNoRows) || err != nil && h.readOnly { // possibly of version 1, which has no such table
			return nil
		}
		found = err == nil && a.fresh(time.Unix(0, written)) && sum == answerSum(key, written, value)
		return err
	})
	if !found || err != nil {
		return nil, false, err
	}
	return value, true, nil
}

func (a *Answers) fresh(written time.Time) bool {
	age := time.Since(written)
	return age <= a.limits.Age && age >= -ahead
}

// Store stores value under key. A value that quotes an article must contain the article's id,
// so that it can be found when the article is erased. Store fails only if ctx is cancelled.
func (a *Answers) Store(ctx context.Context, key [32]byte, value []byte) error {
	if len(value) > maxValue {
		return ctx.Err()
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	now := time.Now()
	kept, err := a.write(ctx, func(ctx context.Context, h *handle) error { return h.storeAnswer(ctx, key, value, now, a.limits) })
	if kept || err != nil {
		return err
	}
	for len(a.memory) >= a.limits.Entries {
		a.forgetOldest()
	}
	a.memory[key] = entry{now, slices.Clone(value)}
	return nil
}

func (a *Answers) forgetOldest() {
	var oldest [32]byte
	var when time.Time
	for key, e := range a.memory {
		if when.IsZero() || e.written.Before(when) {
			oldest, when = key, e.written
		}
	}
	delete(a.memory, oldest)
}

// storeAnswer inserts an answer and deletes those that exceed the limits.
func (h *handle) storeAnswer(ctx context.Context, key [32]byte, value []byte, now time.Time, limits Limits) error {
	written := now.UnixNano()
	return h.update(ctx, func(tx *sql.Tx) error {
		return run(ctx, tx,
			step{`insert into answer (key, written, data, check_sum) values ($1, $2, $3, $4)
				on conflict (key) do update set written = excluded.written, data = excluded.data, check_sum = excluded.check_sum`,
				[]any{key[:], written, value, answerSum(key, written, value)}},
			step{`delete from answer where written < $1 or written > $2`, []any{now.Add(-limits.Age).UnixNano(), now.Add(ahead).UnixNano()}},
			step{`delete from answer where key in (select key from answer order by written desc limit $1 offset $2)`, []any{int64(math.MaxInt64), limits.Entries}})
	})
}

func answerSum(key [32]byte, written int64, value []byte) uint32 {
	return checksum(key[:], binary.LittleEndian.AppendUint64(nil, uint64(written)), value)
}
