package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Asked is a question that was asked. Questions are stored only where the caller does so.
type Asked struct {
	At       time.Time
	By       [16]byte // the code of the asker; zero if unknown
	Question string
	Outcome  string // the caller's word for how it was answered

	Answer  [16]byte // the hash of the answer, as in [Vote]; zero if there is none
	Trace   []byte   // how it was answered, the caller's JSON; may be nil
	Contact []byte   // the asker, encrypted by the caller, kept until they have been notified; may be nil
	Checked int64    // the generation of the scope when it was last asked again
	Filled  time.Time
	Filler  string // the ID of the article that has answered it since Filled
}

// A Kept question has the number of its row, by which it can be changed.
type Kept struct {
	Number int64
	Asked
}

// KeepQuestion stores a question in a scope.
func (l questions) KeepQuestion(ctx context.Context, scope Scope, a Asked) error {
	return l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		number, err := numberOf(ctx, tx, scope)
		if err != nil {
			return err
		}
		return run(ctx, tx, step{`insert into question (scope, at, by, question, outcome, answer, trace, contact, checked, filled, filler, check_sum)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
			[]any{number, nanoseconds(a.At), person(a.By), a.Question, a.Outcome, person(a.Answer), a.Trace, a.Contact, a.Checked, nanoseconds(a.Filled), a.Filler, a.sum(scope)}})
	})
}

// Questions returns the questions of a scope in the order in which they were stored. Damaged
// ones are left out, and the error joins a [*DamageError] for each.
func (l questions) Questions(ctx context.Context, scope Scope) ([]Kept, error) {
	var found []scopedQuestion
	var damage []error
	err := l.view(ctx, func(ctx context.Context, tx *sql.Tx) (err error) {
		found, damage, err = l.where(ctx, tx, `s.name = $1`, scope)
		return err
	})
	var all []Kept
	for _, q := range found {
		all = append(all, q.Kept)
	}
	return all, errors.Join(err, errors.Join(damage...))
}

// A scopedQuestion is a question with the scope in which it was asked.
type scopedQuestion struct {
	scope Scope
	Kept
}

func (l questions) where(ctx context.Context, tx *sql.Tx, which string, argument any) (all []scopedQuestion, damage []error, err error) {
	err = each(ctx, tx, `select s.name, q.number, q.at, q.by, q.question, q.outcome, `+l.insight()+`, q.check_sum
		from question q join scope s on s.number = q.scope where `+which+` order by q.number`, func(rows *sql.Rows) error {
		var a scopedQuestion
		var at int64
		var by, answer []byte
		var filled sql.NullInt64
		var kept int64
		if err := scan(rows, &a.scope, &a.Number, &at, &by, &a.Question, &a.Outcome, &answer, &a.Trace, &a.Contact, &a.Checked, &filled, &a.Filler, &kept); err != nil {
			return err
		}
		a.At, a.By, a.Answer, a.Filled = timeOf(at), personOf(by), personOf(answer), timeOf(filled.Int64)
		if kept == int64(a.sum(a.scope)) {
			all = append(all, a)
		} else {
			damage = append(damage, &DamageError{l.path, a.scope, "question", ""})
		}
		return nil
	}, argument)
	return all, damage, err
}

// insight returns the columns that were added in version 9. A database of an older version,
// opened for reading only, does not have them.
func (l questions) insight() string {
	if l.made < insightVersion {
		return `null, null, null, 0, null, ''`
	}
	return `q.answer, q.trace, q.contact, q.checked, q.filled, q.filler`
}

// SaveChecked stores the Checked, Filled and Filler of questions of a scope. If Filled is zero,
// no article answers the question. Questions that no longer exist are skipped.
func (l questions) SaveChecked(ctx context.Context, scope Scope, all []Kept) error {
	return l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		for _, q := range all {
			err := l.amend(ctx, tx, scope, q.Number, func(a *Asked) { a.Checked, a.Filled, a.Filler = q.Checked, q.Filled, q.Filler })
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// TakeContact erases a question's Contact and returns it. Of several concurrent calls, only one
// gets it.
func (l questions) TakeContact(ctx context.Context, scope Scope, number int64) (contact []byte, err error) {
	err = l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return l.amend(ctx, tx, scope, number, func(a *Asked) { contact, a.Contact = a.Contact, nil })
	})
	if err != nil {
		return nil, err
	}
	return contact, nil
}

// amend changes a question of a scope, if it exists and is not damaged.
func (l questions) amend(ctx context.Context, tx *sql.Tx, scope Scope, number int64, change func(*Asked)) error {
	found, _, err := l.where(ctx, tx, `q.number = $1`, number)
	if err != nil || len(found) == 0 || found[0].scope != scope {
		return err
	}
	return l.changeAll(ctx, tx, found, change)
}

// changeAll changes questions that are not damaged.
func (l questions) changeAll(ctx context.Context, tx *sql.Tx, all []scopedQuestion, change func(*Asked)) error {
	var steps []step
	for _, q := range all {
		a := q.Asked
		change(&a)
		steps = append(steps, step{`update question set contact = $1, checked = $2, filled = $3, filler = $4, check_sum = $5 where number = $6`,
			[]any{a.Contact, a.Checked, nanoseconds(a.Filled), a.Filler, a.sum(q.scope), q.Number}})
	}
	return run(ctx, tx, steps...)
}

// ForgetContacts erases the Contact of every question of a scope.
func (l questions) ForgetContacts(ctx context.Context, scope Scope) error {
	return l.update(ctx, func(ctx context.Context, tx *sql.Tx) error { return l.forgetContacts(ctx, tx, scope) })
}

func (l questions) forgetContacts(ctx context.Context, tx *sql.Tx, scope Scope) error {
	all, _, err := l.where(ctx, tx, `q.contact is not null and s.name = $1`, scope)
	if err != nil {
		return err
	}
	return l.changeAll(ctx, tx, all, func(a *Asked) { a.Contact = nil })
}

// ForgetQuestions deletes the questions of a scope that were asked before a time.
func (l questions) ForgetQuestions(ctx context.Context, scope Scope, before time.Time) error {
	return l.update(ctx, func(ctx context.Context, tx *sql.Tx) error { return run(ctx, tx, forgetQuestions(scope, before)) })
}

func forgetQuestions(scope Scope, before time.Time) step {
	return step{`delete from question where at < $1 and scope = (select number from scope where name = $2)`, []any{nanoseconds(before), scope}}
}

// sum returns the checksum of a question. Without any of the fields that version 9 added, it is
// the same as in earlier versions.
func (a Asked) sum(scope Scope) sum {
	s := sum(0).text(string(scope), a.Question, a.Outcome).bytes(person(a.By)).number(nanoseconds(a.At))
	if a.Answer == [16]byte{} && len(a.Trace)+len(a.Contact) == 0 && a.Checked == 0 && a.Filled.IsZero() && a.Filler == "" {
		return s
	}
	return s.bytes(person(a.Answer)).bytes(a.Trace).bytes(a.Contact).number(a.Checked, nanoseconds(a.Filled)).text(a.Filler)
}
