package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
)

// copying copies all tables from one database to another. Rows that the target has already are
// compared and not written again, so an interrupted copy can be continued.
type copying struct {
	from   *sql.Tx // a snapshot of the source
	source engine
	target engine
	// update runs a transaction in the target.
	update   func(context.Context, func(context.Context, *sql.Tx) error) error
	again    bool // whether an earlier, interrupted copy left rows in the target
	progress func(done, total int)

	done, total int
}

// A Count is the number of rows of a table.
type Count struct {
	Table string `json:"table"`
	Rows  int    `json:"rows"`
}

// errDiffers means that a copy differs from its source.
var errDiffers = errors.New("the copy is not as what it was made of")

// run copies all tables, then reads both sides again and compares them. Rows of an earlier copy
// that the source no longer has are deleted first: they may hold values that must be unique.
// Setting the target's counter, which marks the copy as complete, is left to the caller.
func (c *copying) run(ctx context.Context) (counts []Count, err error) {
	for _, t := range copied() {
		n, err := t.count(ctx, c.from)
		if err != nil {
			return nil, err
		}
		counts = append(counts, Count{t.name, n})
		c.total += n
	}
	passes := []mend{c.put, c.compare}
	if c.again {
		passes = []mend{c.clear, c.put, c.compare}
	}
	c.total *= len(passes)
	for _, mend := range passes {
		for _, t := range copied() {
			if err := c.table(ctx, t, mend); err != nil {
				return nil, err
			}
		}
	}
	for _, t := range copied() {
		if err := c.numbers(ctx, t); err != nil {
			return nil, err
		}
	}
	return counts, nil
}

// A mend handles the rows of the source between two keys if those of the target differ.
type mend func(ctx context.Context, tx *sql.Tx, t table, columns []string, after, last row, rows []row) error

func (*copying) clear(ctx context.Context, tx *sql.Tx, t table, columns []string, after, last row, _ []row) error {
	return t.replace(ctx, tx, columns, after, last, nil)
}

func (*copying) compare(_ context.Context, _ *sql.Tx, t table, _ []string, _, _ row, _ []row) error {
	return fmt.Errorf("%s: %w", t.name, errDiffers)
}

func (c *copying) put(ctx context.Context, tx *sql.Tx, t table, columns []string, after, last row, rows []row) error {
	for _, r := range rows {
		for i, value := range r {
			if text, ok := value.(string); ok {
				if err := c.target.fits(t.name+"."+columns[i], text); err != nil {
					return err
				}
			}
		}
	}
	return t.replace(ctx, tx, columns, after, last, rows)
}

// table reads a table in batches and calls mend for those that differ in the target.
func (c *copying) table(ctx context.Context, t table, mend mend) error {
	columns, err := t.columns(ctx, c.from)
	if err != nil {
		return err
	}
	var after row
	for end := false; !end; {
		rows, err := c.read(ctx, t, columns, after)
		if err != nil {
			return err
		}
		end = len(rows) < t.batch
		var last row // nil for the last batch, which includes all that follows in the target
		if !end {
			last = t.keyOf(columns, rows[len(rows)-1])
		}
		err = c.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
			there, err := t.rows(ctx, tx, columns, after, last, -1)
			if err != nil || digest(there) == digest(rows) {
				return err
			}
			return mend(ctx, tx, t, columns, after, last, rows)
		})
		if err != nil {
			return err
		}
		after = last
		if c.done += len(rows); c.progress != nil && c.total > 0 {
			c.progress(c.done, c.total)
		}
	}
	return nil
}

// read returns the next batch of rows of the source after a key.
func (c *copying) read(ctx context.Context, t table, columns []string, after row) ([]row, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return t.rows(ctx, c.from, columns, after, nil, t.batch)
}

// numbers sets the target's sequence to that of the source, so that no number is given twice.
func (c *copying) numbers(ctx context.Context, t table) error {
	if t.numbers == "" {
		return nil
	}
	last, err := c.source.lastNumber(ctx, c.from, t)
	if err != nil {
		return err
	}
	return c.update(ctx, func(ctx context.Context, tx *sql.Tx) error { return c.target.setLastNumber(ctx, tx, t, last) })
}

// digest returns a hash by which batches of rows are compared.
func digest(rows []row) [sha256.Size]byte {
	h := sha256.New()
	for _, r := range rows {
		for _, value := range r {
			hashValue(h, value)
		}
	}
	return [sha256.Size]byte(h.Sum(nil))
}

func hashValue(h hash.Hash, value any) {
	switch v := value.(type) {
	case nil:
		fmt.Fprint(h, "-;")
	case []byte:
		fmt.Fprintf(h, "b%d:%s;", len(v), v)
	case string:
		fmt.Fprintf(h, "t%d:%s;", len(v), v)
	default:
		fmt.Fprintf(h, "n%v;", v)
	}
}

// unfinished returns the value of a target's counter while rows of that source are copied to
// it. It is negative, and so below any regular value.
func unfinished(source string) int64 {
	return -1 - int64(crc32.Checksum([]byte(source), crc32.MakeTable(crc32.Castagnoli)))
}

// changes returns the counter of changes.
func changes(ctx context.Context, tx *sql.Tx) (n int64, err error) {
	err = scan(tx.QueryRowContext(ctx, `select changes from counter`), &n)
	return n, err
}

func setChanges(ctx context.Context, tx *sql.Tx, n int64) error {
	return run(ctx, tx, step{`update counter set changes = $1`, []any{n}})
}

// checkMoveFinished returns an error if a move into this database was not finished.
func checkMoveFinished(ctx context.Context, e engine, db *sql.DB) error {
	var n int64
	if err := scan(db.QueryRowContext(ctx, `select changes from counter`), &n); err != nil || n >= 0 {
		return err
	}
	return &OpenError{e.place(), "holds a part of what was to be moved there", "run the same footnote move again: it goes on", Failing}
}
