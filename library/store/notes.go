package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// A Note is temporary state of something that people do together in a scope: for example, that
// members were notified, that somebody has taken a matter over, or what is waiting for them.
type Note struct {
	Scope Scope
	Kind  string
	ID    string    // of what it is about; unique for a kind in a scope
	By    [16]byte  // the code of the person whom it concerns, zero for nobody
	At    time.Time // of the last change
	Data  []byte    `json:"-"` // the caller's, encrypted if others must not read it; may be nil
}

// AddNote stores a note unless there is one of that kind and id, and reports whether it did.
func (l notes) AddNote(ctx context.Context, n Note) (first bool, err error) {
	err = l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		number, err := numberOf(ctx, tx, n.Scope)
		if err != nil {
			return err
		}
		done, err := tx.ExecContext(ctx, `insert into note (scope, kind, id, by, at, data, check_sum) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
			number, n.Kind, n.ID, person(n.By), nanoseconds(n.At), n.Data, n.sum())
		if err != nil {
			return err
		}
		rows, err := done.RowsAffected()
		first = rows == 1
		return err
	})
	return first && err == nil, err
}

// Note returns the note of a kind and id. ok is false if there is none.
func (l notes) Note(ctx context.Context, scope Scope, kind, id string) (n Note, ok bool, err error) {
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		n, ok, err = l.one(ctx, tx, scope, kind, id)
		return err
	})
	return n, ok && err == nil, err
}

// ChangeNote lets change alter the data and the time of a note, or refuse by returning false.
// It reports whether the note existed and was changed. Concurrent changes run one after
// another, and each sees the result of the one before.
func (l notes) ChangeNote(ctx context.Context, scope Scope, kind, id string, change func(*Note) bool) (changed bool, err error) {
	err = l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		changed = false
		n, ok, err := l.one(ctx, tx, scope, kind, id)
		if err != nil || !ok || !change(&n) {
			return err
		}
		changed = true
		return run(ctx, tx, step{`update note set at = $1, data = $2, check_sum = $3 where kind = $4 and id = $5 and scope = (select number from scope where name = $6)`,
			[]any{nanoseconds(n.At), n.Data, n.sum(), kind, id, scope}})
	})
	return changed && err == nil, err
}

// DropNote deletes a note and reports whether there was one. Of several concurrent calls, only
// one gets true.
func (l notes) DropNote(ctx context.Context, scope Scope, kind, id string) (was bool, err error) {
	err = l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		done, err := tx.ExecContext(ctx, `delete from note where kind = $1 and id = $2 and scope = (select number from scope where name = $3)`, kind, id, scope)
		if err != nil {
			return err
		}
		rows, err := done.RowsAffected()
		was = rows > 0
		return err
	})
	return was && err == nil, err
}

// Notes returns the notes of a kind in all scopes that were last changed before a time, the
// oldest first. Damaged ones are left out, and the error joins a [*DamageError] for each.
func (l notes) Notes(ctx context.Context, kind string, before time.Time) (all []Note, err error) {
	var damage []error
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) (err error) {
		all, damage, err = l.where(ctx, tx, `n.kind = $1 and n.at < $2`, kind, nanoseconds(before))
		return err
	})
	return all, errors.Join(err, errors.Join(damage...))
}

// CountNotes counts the notes of a kind in a scope that were last changed at or after since.
// Unless by is zero, only the notes that concern that person count.
func (l notes) CountNotes(ctx context.Context, scope Scope, kind string, by [16]byte, since time.Time) (n int, err error) {
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		query, arguments := `select count(*) from note where kind = $1 and at >= $2 and scope = (select number from scope where name = $3)`, []any{kind, nanoseconds(since), scope}
		if by != [16]byte{} {
			query, arguments = query+` and by = $4`, append(arguments, by[:])
		}
		return scan(tx.QueryRowContext(ctx, query, arguments...), &n)
	})
	return n, err
}

// ForgetNotes deletes the notes of a kind in all scopes that were last changed before a time.
func (l notes) ForgetNotes(ctx context.Context, kind string, before time.Time) error {
	return l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return run(ctx, tx, step{`delete from note where kind = $1 and at < $2`, []any{kind, nanoseconds(before)}})
	})
}

func (l notes) one(ctx context.Context, tx *sql.Tx, scope Scope, kind, id string) (n Note, ok bool, err error) {
	all, damage, err := l.where(ctx, tx, `n.kind = $1 and n.id = $2 and s.name = $3`, kind, id, scope)
	if err = errors.Join(err, errors.Join(damage...)); err != nil || len(all) == 0 {
		return n, false, err
	}
	return all[0], true, nil
}

func (l notes) where(ctx context.Context, tx *sql.Tx, which string, arguments ...any) (all []Note, damage []error, err error) {
	if l.made < noteVersion {
		return nil, nil, nil
	}
	err = each(ctx, tx, `select s.name, n.kind, n.id, n.by, n.at, n.data, n.check_sum from note n join scope s on s.number = n.scope where `+which+` order by n.at, n.kind, n.id`, func(rows *sql.Rows) error {
		var n Note
		var at, kept int64
		var by []byte
		if err := scan(rows, &n.Scope, &n.Kind, &n.ID, &by, &at, &n.Data, &kept); err != nil {
			return err
		}
		n.By, n.At = personOf(by), timeOf(at)
		if kept == int64(n.sum()) {
			all = append(all, n)
		} else {
			damage = append(damage, &DamageError{l.path, n.Scope, "note", n.ID})
		}
		return nil
	}, arguments...)
	return all, damage, err
}

func (n Note) sum() sum {
	return sum(0).text(string(n.Scope), n.Kind, n.ID).bytes(person(n.By)).number(nanoseconds(n.At)).bytes(n.Data)
}
