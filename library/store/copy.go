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

// A copying brings what one place keeps to another, table by table. What is there
// already is compared and not written again, so that one that broke off goes on.
type copying struct {
	from   *sql.Tx // which reads one moment
	source engine
	target engine
	// update writes to the target, all or nothing.
	update   func(context.Context, func(context.Context, *sql.Tx) error) error
	again    bool // whether the target holds something of another moment
	progress func(done, total int)

	done, total int
}

// A Count is how many rows of a kind there are.
type Count struct {
	Table string `json:"table"`
	Rows  int    `json:"rows"`
}

// errDiffers is that a copy is not what it was made of.
var errDiffers = errors.New("the copy is not as what it was made of")

// run copies all, then reads both again and compares them. What is of another moment
// goes first: it may have what only one row can have. The counter of the target, which
// says that it is whole, is the caller's.
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

// A mend is what is done about rows between two keys that the target has not.
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

// table reads a table in pieces and mends those that the target has not alike.
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
		var last row // the rest, where nothing comes after these
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

// read reads some rows of the source after a key.
func (c *copying) read(ctx context.Context, t table, columns []string, after row) ([]row, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return t.rows(ctx, c.from, columns, after, nil, t.batch)
}

// numbers goes on with the numbers where the source is: none is given twice.
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

// digest tells rows from any others.
func digest(rows []row) [sha256.Size]byte {
	h := sha256.New()
	for _, r := range rows {
		for _, value := range r {
			feed(h, value)
		}
	}
	return [sha256.Size]byte(h.Sum(nil))
}

func feed(h hash.Hash, value any) {
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

// unfinished is what the counter of a target says while rows of that source are copied
// to it: less than any counter that counts.
func unfinished(source string) int64 {
	return -1 - int64(crc32.Checksum([]byte(source), crc32.MakeTable(crc32.Castagnoli)))
}

// changes is what the counter says.
func changes(ctx context.Context, tx *sql.Tx) (n int64, err error) {
	err = scan(tx.QueryRowContext(ctx, `select changes from counter`), &n)
	return n, err
}

func setChanges(ctx context.Context, tx *sql.Tx, n int64) error {
	return run(ctx, tx, step{`update counter set changes = $1`, []any{n}})
}

// complete is an error where a move into a place was not finished.
func complete(ctx context.Context, e engine, db *sql.DB) error {
	var n int64
	if err := scan(db.QueryRowContext(ctx, `select changes from counter`), &n); err != nil || n >= 0 {
		return err
	}
	return &OpenError{e.place(), "holds a part of what was to be moved there", "run the same footnote move again: it goes on", Failing}
}
