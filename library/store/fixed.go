package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"time"
)

// Fixed is an answer that a person has written for a question in a scope.
type Fixed struct {
	ID       string   `json:"-"` // within the scope
	Question string   `json:"q"`
	Also     []string `json:"also,omitempty"` // other wordings of the question
	Answer   string   `json:"a"`
	Author   string   `json:"by,omitempty"` // the author's name at that time; empty for the command line's user, or if unknown
	// Former means that the author's data was deleted on request.
	Former bool      `json:"former,omitempty"`
	By     [16]byte  `json:"-"` // the author's code; zero if unknown
	At     time.Time `json:"-"`
}

// Fixed returns the fixed answers of a scope, the oldest first. Damaged ones are left out, and
// the error joins a [*DamageError] for each.
func (l fixed) Fixed(ctx context.Context, scope Scope) (all []Fixed, err error) {
	var damage []error
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var found []scopedFixed
		found, damage, err = l.where(ctx, tx, `s.name = $1`, scope)
		all = nil
		for _, f := range found {
			all = append(all, f.Fixed)
		}
		return err
	})
	return all, errors.Join(err, errors.Join(damage...))
}

// ChangeFixed passes the undamaged fixed answers of a scope to change, which returns those to
// store, each replacing the one with its ID, and the IDs of those to erase. If change returns
// an error, that is returned, and nothing changes. change may be called twice, like the
// function of a view.
func (l fixed) ChangeFixed(ctx context.Context, scope Scope, change func(all []Fixed) (keep []Fixed, erase []string, err error)) error {
	var erased bool
	err := l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		found, _, err := l.where(ctx, tx, `s.name = $1`, scope)
		if err != nil {
			return err
		}
		var all []Fixed
		for _, f := range found {
			all = append(all, f.Fixed)
		}
		keep, erase, err := change(all)
		if err != nil || len(keep)+len(erase) == 0 {
			return err
		}
		erased = len(erase) > 0 || slices.ContainsFunc(keep, func(f Fixed) bool {
			return slices.ContainsFunc(all, func(before Fixed) bool { return before.ID == f.ID })
		})
		number, err := numberOf(ctx, tx, scope)
		if err != nil {
			return err
		}
		var steps []step
		for _, id := range erase {
			steps = append(steps, step{`delete from fixed where scope = $1 and id = $2`, []any{number, id}})
		}
		for _, f := range keep {
			data, err := json.Marshal(f)
			if err != nil {
				return err
			}
			steps = append(steps, step{`insert into fixed (scope, id, at, by, check_sum, data) values ($1, $2, $3, $4, $5, $6)
				on conflict (scope, id) do update set at = excluded.at, by = excluded.by, check_sum = excluded.check_sum, data = excluded.data`,
				[]any{number, f.ID, nanoseconds(f.At), person(f.By), f.sum(scope, data), data}})
		}
		if err := run(ctx, tx, steps...); err != nil {
			return err
		}
		return changed(ctx, tx, number)
	})
	if err != nil || !erased {
		return err
	}
	return l.scrubFiles(ctx)
}

// A scopedFixed is a fixed answer with its scope.
type scopedFixed struct {
	scope Scope
	Fixed
}

func (l fixed) where(ctx context.Context, tx *sql.Tx, which string, argument any) (all []scopedFixed, damage []error, err error) {
	if l.made < fixedVersion {
		return nil, nil, nil
	}
	err = each(ctx, tx, `select s.name, f.id, f.at, f.by, f.check_sum, f.data from fixed f join scope s on s.number = f.scope where `+which+` order by f.at, f.id`, func(rows *sql.Rows) error {
		var f scopedFixed
		var at, kept int64
		var by, data []byte
		if err := scan(rows, &f.scope, &f.ID, &at, &by, &kept, &data); err != nil {
			return err
		}
		f.At, f.By = timeOf(at), personOf(by)
		if kept != int64(f.sum(f.scope, data)) || json.Unmarshal(data, &f.Fixed) != nil {
			damage = append(damage, &DamageError{l.path, f.scope, "fixed answer", f.ID})
			return nil
		}
		all = append(all, f)
		return nil
	}, argument)
	return all, damage, err
}

// anonymize removes a person's name and code from the answers that they have fixed. Damaged ones
// are erased, as the name may be in them.
func (l fixed) anonymize(ctx context.Context, tx *sql.Tx, by [16]byte) error {
	all, _, err := l.where(ctx, tx, `f.by = $1`, by[:])
	if err != nil {
		return err
	}
	var steps []step
	for _, f := range all {
		f.Author, f.Former, f.By = "", true, [16]byte{}
		data, err := json.Marshal(f.Fixed)
		if err != nil {
			return err
		}
		steps = append(steps,
			step{`update fixed set by = null, check_sum = $1, data = $2 where id = $3 and scope = (select number from scope where name = $4)`, []any{f.sum(f.scope, data), data, f.ID, f.scope}},
			step{`update counter set changes = changes + 1`, nil},
			step{`update scope set changed = (select changes from counter) where name = $1`, []any{f.scope}})
	}
	return run(ctx, tx, append(steps, step{`delete from fixed where by = $1`, []any{by[:]}})...)
}

func (f Fixed) sum(scope Scope, data []byte) sum {
	return sum(0).text(string(scope), f.ID).number(nanoseconds(f.At)).bytes(person(f.By)).bytes(data)
}
