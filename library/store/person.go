package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// About is all that is kept under a person's code.
type About struct {
	Added     []AddedThere
	Questions []AskedThere
	Votes     []Vote
	Jobs      []Job // without Data
}

// AddedThere is an article that a person added.
type AddedThere struct {
	Scope     Scope
	ID, Title string
	At        time.Time
	Removed   time.Time `json:",omitzero"` // when it was, if it can still be restored
}

// AskedThere is a question with the scope that it was asked in.
type AskedThere struct {
	Scope Scope
	Asked
}

// About tells what is kept under a person's code in every scope. What is damaged
// is left out, and the error joins a [*DamageError] for each.
func (l *Library) About(ctx context.Context, by [16]byte) (a About, err error) {
	var damage, more []error
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		a, damage = About{}, nil
		err := l.rows(ctx, tx, `a.by = $1`, func(scope Scope, row summaryRow) {
			if row.whole(scope) {
				a.Added = append(a.Added, AddedThere{scope, row.ID, row.Title, row.Added, moment(row.removed)})
			} else {
				damage = append(damage, &DamageError{l.path, scope, "article", row.ID})
			}
		}, by[:])
		if err != nil {
			return err
		}
		if a.Questions, more, err = l.questions.where(ctx, tx, `q.by = $1`, by[:]); err != nil {
			return err
		}
		damage = append(damage, more...)
		if a.Jobs, more, err = l.jobs.where(ctx, tx, `j.by = $1`, by[:]); err != nil {
			return err
		}
		damage = append(damage, more...)
		a.Votes, err = votesOf(ctx, tx, by)
		return err
	})
	return a, errors.Join(err, errors.Join(damage...))
}

func votesOf(ctx context.Context, tx *sql.Tx, reader [16]byte) (all []Vote, err error) {
	err = each(ctx, tx, votesQuery+` where reader = $1 order by at`, func(rows *sql.Rows) error {
		v, whole, err := scanVote(rows)
		if whole {
			all = append(all, v)
		}
		return err
	}, reader[:])
	return all, err
}

// Forget ends what is kept under a person's code: their votes, questions and
// jobs. Their articles stay where they are, added by nobody; a scope of their own
// is ended by [Library.Erase].
func (l *Library) Forget(ctx context.Context, by [16]byte) error {
	if by == [16]byte{} {
		return nil
	}
	err := l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := l.disown(ctx, tx, by); err != nil {
			return err
		}
		return run(ctx, tx,
			step{`delete from vote where reader = $1`, []any{by[:]}},
			step{`delete from question where by = $1`, []any{by[:]}},
			step{`delete from job where by = $1`, []any{by[:]}})
	})
	if err != nil {
		return err
	}
	return l.foldIn(ctx)
}

// disown takes a person's code off their articles, removed ones too. One that is
// damaged stays so.
func (l articles) disown(ctx context.Context, tx *sql.Tx, by [16]byte) error {
	var steps []step
	err := l.rows(ctx, tx, `a.by = $1`, func(scope Scope, row summaryRow) {
		kept := row.kept
		if row.whole(scope) {
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
