package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Asked is a question that was asked. It is kept only where the caller does so.
type Asked struct {
	At       time.Time
	By       [16]byte // the code of who asked, zero for nobody
	Question string
	Outcome  string // the caller's word for how it was answered
}

// KeepQuestion keeps a question of a scope.
func (l questions) KeepQuestion(ctx context.Context, scope Scope, a Asked) error {
	return l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		number, err := numberOf(ctx, tx, scope)
		if err != nil {
			return err
		}
		return run(ctx, tx, step{`insert into question (scope, at, by, question, outcome, check_sum) values ($1, $2, $3, $4, $5, $6)`,
			[]any{number, nanoseconds(a.At), person(a.By), a.Question, a.Outcome, a.sum(scope)}})
	})
}

// Questions are those of a scope, in the order in which they were kept. Those
// that are damaged are left out, and the error joins a [*DamageError] for each.
func (l questions) Questions(ctx context.Context, scope Scope) ([]Asked, error) {
	var found []AskedThere
	var damage []error
	err := l.view(ctx, func(ctx context.Context, tx *sql.Tx) (err error) {
		found, damage, err = l.where(ctx, tx, `s.name = $1`, scope)
		return err
	})
	var all []Asked
	for _, there := range found {
		all = append(all, there.Asked)
	}
	return all, errors.Join(err, errors.Join(damage...))
}

func (l questions) where(ctx context.Context, tx *sql.Tx, which string, argument any) (all []AskedThere, damage []error, err error) {
	err = each(ctx, tx, `select s.name, q.at, q.by, q.question, q.outcome, q.check_sum
		from question q join scope s on s.number = q.scope where `+which+` order by q.number`, func(rows *sql.Rows) error {
		var a AskedThere
		var at int64
		var by []byte
		var kept int64
		if err := scan(rows, &a.Scope, &at, &by, &a.Question, &a.Outcome, &kept); err != nil {
			return err
		}
		a.At, a.By = moment(at), personOf(by)
		if kept == int64(a.sum(a.Scope)) {
			all = append(all, a)
		} else {
			damage = append(damage, &DamageError{l.path, a.Scope, "question", ""})
		}
		return nil
	}, argument)
	return all, damage, err
}

// ForgetQuestions ends the questions of a scope that were asked before then.
func (l questions) ForgetQuestions(ctx context.Context, scope Scope, before time.Time) error {
	return l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return run(ctx, tx, step{`delete from question where at < $1 and scope = (select number from scope where name = $2)`, []any{nanoseconds(before), scope}})
	})
}

func (a Asked) sum(scope Scope) sum {
	return sum(0).text(string(scope), a.Question, a.Outcome).bytes(person(a.By)).number(nanoseconds(a.At))
}
