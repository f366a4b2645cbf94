package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"slices"
	"strings"
)

// A table describes a table for copying.
type table struct {
	name    string
	key     []string // the columns of the primary key, by which rows are ordered
	numbers string   // the column that the database numbers automatically, if any
	batch   int      // how many rows are read at once
}

// copied returns the tables that a backup, a restore and a move copy, each after those that it
// refers to. The table counter is not among them: setting it marks a copy as complete.
func copied() []table {
	const light, heavy = 1000, 16
	return []table{
		{"scope", []string{"number"}, "number", light},
		{"article", []string{"number"}, "number", light},
		{"content", []string{"article"}, "", heavy},
		{"passage", []string{"article", "number"}, "", light},
		{"article_vectors", []string{"article"}, "", heavy},
		{"original", []string{"article"}, "", 2},
		{"seen_page", []string{"scope", "key"}, "", light},
		{"job", []string{"id"}, "id", 2},
		{"spending", []string{"scope", "day", "kind"}, "", light},
		{"tally", []string{"scope", "day", "kind", "key"}, "", light},
		{"question", []string{"number"}, "number", light},
		{"fixed", []string{"scope", "id"}, "", light},
		{"note", []string{"scope", "kind", "id"}, "", light},
		{"shown", []string{"number"}, "number", light},
		{"subscription", []string{"number"}, "number", light},
		{"subscription_item", []string{"subscription", "key"}, "", light},
		{"vote", []string{"answer", "reader"}, "", light},
		{"answer", []string{"key"}, "", heavy},
		{"vector", []string{"model", "key"}, "", light},
	}
}

// columns returns the names of a table's columns.
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

// A row is the values of its columns: integers, strings, []byte and nil.
type row []any

// between returns an SQL condition, with its arguments, for keys above after and up to last. A
// nil limit is omitted.
func (t table) between(after, last row) (condition string, arguments []any) {
	conditions := []string{"true"}
	for _, limit := range []struct {
		sign string
		key  row
	}{{">", after}, {"<=", last}} {
		if limit.key == nil {
			continue
		}
		conditions = append(conditions, "("+strings.Join(t.key, ", ")+") "+limit.sign+" ("+placeholders(len(arguments)+1, len(limit.key))+")")
		arguments = append(arguments, limit.key...)
	}
	return strings.Join(conditions, " and "), arguments
}

// rows reads the rows between two keys, at most most of them, or all if most is -1.
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
				r[i] = []byte{} // empty bytes are not null
			}
		}
		all = append(all, r)
		return nil
	}, arguments...)
	return all, err
}

// keyOf returns the key of a row.
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

// replace replaces the rows between two keys.
func (t table) replace(ctx context.Context, tx *sql.Tx, columns []string, after, last row, all []row) error {
	condition, arguments := t.between(after, last)
	if _, err := tx.ExecContext(ctx, `delete from `+t.name+` where `+condition, arguments...); err != nil {
		return err
	}
	return insertRows(ctx, tx, t.name, columns, "", slices.Values(all))
}

// batchSize is the maximum number of rows or keys in one statement. Each statement takes a
// millisecond on a distant server. With 14 values a row, the number of values stays below the
// limit.
const batchSize = 100

// insertRows inserts rows, several with each statement. onConflict is an SQL clause for rows
// whose key exists already.
func insertRows(ctx context.Context, tx *sql.Tx, name string, columns []string, onConflict string, all iter.Seq[row]) error {
	var values []any
	var rows []string
	put := func() error {
		query := `insert into ` + name + ` (` + strings.Join(columns, ", ") + `) values ` + strings.Join(rows, ", ") + ` ` + onConflict
		if err := run(ctx, tx, step{query, values}); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		values, rows = nil, nil
		return nil
	}
	for r := range all {
		rows = append(rows, "("+placeholders(len(values)+1, len(r))+")")
		values = append(values, r...)
		if len(rows) == batchSize {
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

// placeholders returns count placeholders of a statement, numbered from first.
func placeholders(first, count int) string {
	all := make([]string, count)
	for i := range all {
		all[i] = fmt.Sprint("$", first+i)
	}
	return strings.Join(all, ", ")
}
