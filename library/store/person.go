package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// About is everything that is stored under a person's code.
type About struct {
	Added     []AddedThere
	Questions []AskedThere
	Votes     []Vote
	Jobs      []Job  // without Data
	Notes     []Note `json:",omitempty"` // without Data
	Fixed     []FixedThere
}

// AddedThere is an article that a person added.
type AddedThere struct {
	Scope     Scope
	ID, Title string
	At        time.Time
	Removed   time.Time `json:",omitzero"` // when it was removed, if it can still be restored
}

// AskedThere is a question with the scope in which it was asked.
type AskedThere struct {
	Scope Scope
	Asked
}

// FixedThere is an answer that a person has fixed, with its scope.
type FixedThere struct {
	Scope Scope
	Fixed
}

// About returns everything that is stored under a person's code in all scopes. Damaged rows are
// left out, and the error joins a [*DamageError] for each.
func (l *Library) About(ctx context.Context, by [16]byte) (a About, err error) {
	var damage []error
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		a, damage = About{}, nil
		err := l.rows(ctx, tx, `a.by = $1`, func(scope Scope, row summaryRow) {
			if row.intact(scope) {
				a.Added = append(a.Added, AddedThere{scope, row.ID, row.Title, row.Added, timeOf(row.removed)})
			} else {
				damage = append(damage, &DamageError{l.path, scope, "article", row.ID})
			}
		}, by[:])
		if err != nil {
			return err
		}
		asked, more, err := l.questions.where(ctx, tx, `q.by = $1`, by[:])
		if err != nil {
			return err
		}
		for _, q := range asked {
			a.Questions = append(a.Questions, AskedThere{q.scope, q.Asked})
		}
		damage = append(damage, more...)
		if a.Jobs, more, err = l.jobs.where(ctx, tx, `j.by = $1`, by[:]); err != nil {
			return err
		}
		damage = append(damage, more...)
		fixed, more, err := l.fixed.where(ctx, tx, `f.by = $1`, by[:])
		if err != nil {
			return err
		}
		for _, f := range fixed {
			a.Fixed = append(a.Fixed, FixedThere{f.scope, f.Fixed})
		}
		damage = append(damage, more...)
		if a.Notes, more, err = l.notes.where(ctx, tx, `n.by = $1`, by[:]); err != nil {
			return err
		}
		damage = append(damage, more...)
		a.Votes, err = votesWhere(ctx, tx, `reader = $1`, by[:])
		return err
	})
	return a, errors.Join(err, errors.Join(damage...))
}

func votesWhere(ctx context.Context, tx *sql.Tx, which string, argument any) (all []Vote, err error) {
	err = each(ctx, tx, votesQuery+` where `+which+` order by at`, func(rows *sql.Rows) error {
		v, whole, err := scanVote(rows)
		if whole {
			all = append(all, v)
		}
		return err
	}, argument)
	return all, err
}

// Forget deletes what is stored under a person's code: their votes, questions, jobs and notes.
// Their articles and the answers that they have fixed stay, but no longer name them. A scope of
// their own is erased with [Library.Erase].
func (l *Library) Forget(ctx context.Context, by [16]byte) error {
	if by == [16]byte{} {
		return nil
	}
	err := l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := errors.Join(l.articles.anonymize(ctx, tx, by), l.fixed.anonymize(ctx, tx, by)); err != nil {
			return err
		}
		return run(ctx, tx,
			step{`delete from vote where reader = $1`, []any{by[:]}},
			step{`delete from question where by = $1`, []any{by[:]}},
			step{`delete from note where by = $1`, []any{by[:]}},
			step{`delete from job where by = $1`, []any{by[:]}})
	})
	if err != nil {
		return err
	}
	return l.scrubFiles(ctx)
}

// anonymize removes a person's code from their articles, including removed ones. A damaged
// article stays damaged.
func (l articles) anonymize(ctx context.Context, tx *sql.Tx, by [16]byte) error {
	var steps []step
	err := l.rows(ctx, tx, `a.by = $1`, func(scope Scope, row summaryRow) {
		kept := row.kept
		if row.intact(scope) {
			row.By = [16]byte{}
			kept = int64(row.sum(scope))
		}
		steps = append(steps,
			step{`update article set by = null, check_sum = $1 where number = $2`, []any{kept, row.number}},
			step{`update counter set changes = changes + 1`, nil},
			step{`update scope set changed = (select changes from counter) where name = $1`, []any{scope}})
	}, by[:])
	if err != nil {
		return err
	}
	return run(ctx, tx, steps...)
}
