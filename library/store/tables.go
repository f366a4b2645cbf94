package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"slices"
	"strings"
)

// A table is one whose rows are copied from one place to another.
type table struct {
	name    string
	key     []string // columns that no two rows have alike, in whose order rows are read
	numbers string   // the column that the database gives numbers, none twice; empty is none
	batch   int      // how many rows are held at once
}

// copied are the tables that a backup, a restore and a move copy, each after those that
// it refers to. The counter, which says that a copy is whole, comes last.
func copied() []table {
	const light, heavy = 1000, 16
	return []table{
		{"scope", []string{"number"}, "number", light},
		{"article", []string{"number"}, "number", light},
		{"content", []string{"article"}, "", heavy},
		{"passage", []string{"article", "number"}, "", light},
		{"article_vectors", []string{"article"}, "", heavy},
		{"job", []string{"id"}, "id", 2},
		{"spending", []string{"scope", "day", "kind"}, "", light},
		{"question", []string{"number"}, "number", light},
		{"subscription", []string{"number"}, "number", light},
		{"subscription_item", []string{"subscription", "key"}, "", light},
		{"vote", []string{"answer", "reader"}, "", light},
		{"answer", []string{"key"}, "", heavy},
		{"vector", []string{"model", "key"}, "", light},
	}
}

// columns are those of a table.
func (t table) columns(ctx context.Context, tx *sql.Tx) ([]string, error) {
	rows, err := tx.QueryContext(ctx, `select * from `+t.name+` where false`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	return rows.Columns()
}

func (t table) count(ctx context.Context, tx *sql.Tx) (n int, err error) {
	err = scan(tx.QueryRowContext(ctx, `select count(*) from `+t.name), &n)
	return n, err
}

// A row is the values of its columns: numbers, texts, bytes and nothing.
type row []any

// between is the condition that a key comes after one, and not after another, where there
// are these, and its arguments.
func (t table) between(after, last row) (condition string, arguments []any) {
	conditions := []string{"true"}
	for _, limit := range []struct {
		sign string
		key  row
	}{{">", after}, {"<=", last}} {
		if limit.key == nil {
			continue
		}
		conditions = append(conditions, "("+strings.Join(t.key, ", ")+") "+limit.sign+" ("+marks(len(arguments)+1, len(limit.key))+")")
		arguments = append(arguments, limit.key...)
	}
	return strings.Join(conditions, " and "), arguments
}

// rows reads those between two keys, at most so many; -1 is all.
func (t table) rows(ctx context.Context, tx *sql.Tx, columns []string, after, last row, most int) (all []row, err error) {
	condition, arguments := t.between(after, last)
	query := `select ` + strings.Join(columns, ", ") + ` from ` + t.name + ` where ` + condition + ` order by ` + strings.Join(t.key, ", ")
	if most >= 0 {
		query += fmt.Sprint(" limit ", most)
	}
	err = each(ctx, tx, query, func(rows *sql.Rows) error {
		r := make(row, len(columns))
		into := make([]any, len(columns))
		for i := range r {
			into[i] = &r[i]
		}
		if err := scan(rows, into...); err != nil {
			return err
		}
		for i, value := range r {
			if bytes, ok := value.([]byte); ok && len(bytes) == 0 {
				r[i] = []byte{} // no bytes are something else than nothing
			}
		}
		all = append(all, r)
		return nil
	}, arguments...)
	return all, err
}

// keyOf is the key of a row.
func (t table) keyOf(columns []string, r row) row {
	key := make(row, len(t.key))
	for i, name := range t.key {
		for at, column := range columns {
			if column == name {
				key[i] = r[at]
			}
		}
	}
	return key
}

// replace puts rows in the place of those between two keys.
func (t table) replace(ctx context.Context, tx *sql.Tx, columns []string, after, last row, all []row) error {
	condition, arguments := t.between(after, last)
	if _, err := tx.ExecContext(ctx, `delete from `+t.name+` where `+condition, arguments...); err != nil {
		return err
	}
	return insertRows(ctx, tx, t.name, columns, "", slices.Values(all))
}

// together is how many rows or keys stand in one statement: a server far away takes a
// millisecond for each. 14 values a row are within what a statement may have.
const together = 100

// insertRows puts rows into a table, some at once; otherwise says what to do with those
// whose key is there.
func insertRows(ctx context.Context, tx *sql.Tx, name string, columns []string, otherwise string, all iter.Seq[row]) error {
	var values []any
	var rows []string
	put := func() error {
		query := `insert into ` + name + ` (` + strings.Join(columns, ", ") + `) values ` + strings.Join(rows, ", ") + ` ` + otherwise
		if err := run(ctx, tx, step{query, values}); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		values, rows = nil, nil
		return nil
	}
	for r := range all {
		rows = append(rows, "("+marks(len(values)+1, len(r))+")")
		values = append(values, r...)
		if len(rows) == together {
			if err := put(); err != nil {
				return err
			}
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return put()
}

// marks are so many places for values in a statement, from a number on.
func marks(first, count int) string {
	all := make([]string, count)
	for i := range all {
		all[i] = fmt.Sprint("$", first+i)
	}
	return strings.Join(all, ", ")
}
