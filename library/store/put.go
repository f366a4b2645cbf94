package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"footnote/corpus"
)

// A Record is an article as it is kept.
type Record struct {
	Article *corpus.Article
	Key     string    // what a later version of it replaces: its canonical source; empty replaces nothing
	Added   time.Time // when
	By      [16]byte  // the code of who added it, zero for nobody
	Model   string    // that made the vectors
	Vectors []byte    // the caller's, nil where there are none

	Subscription int64 // that it is put for, 0 for none: where that is gone, nothing is kept
}

// An Outcome is what [Library.Put] did.
type Outcome struct {
	Change   Change
	Replaced string // the ID of the article whose place was taken; empty where none was
}

// A Change is what became of a scope.
type Change int

const (
	Added     Change = iota // one article more
	Unchanged               // the text was there
	Replaced                // one article in the place of another
)

// ErrNoJob is that the job which was to be finished is gone: somebody cancelled
// it, or its scope was erased.
var ErrNoJob = errors.New("the addition was cancelled")

// Put keeps an article in a scope. The same text again changes nothing; where it
// was removed, it is there as if it never had been. Another
// text under the same key takes the place of the old one; so does the same text
// where the old one is damaged. job, where it is not 0, is what this is a part of;
// where that is gone the error is [ErrNoJob] and nothing is kept.
//
// All texts must be UTF-8, and two texts may not have one ID.
func (l articles) Put(ctx context.Context, scope Scope, r Record, job int64) (o Outcome, err error) {
	if err := l.fit(r); err != nil {
		return Outcome{}, err
	}
	err = l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		number, err := numberOf(ctx, tx, scope)
		if err != nil {
			return err
		}
		if err := stands(ctx, tx, number, job); err != nil {
			return err
		}
		if err := subscribed(ctx, tx, number, r.Subscription); err != nil {
			return err
		}
		o, err = l.put(ctx, tx, scope, number, r)
		return err
	})
	if err != nil {
		return Outcome{}, err
	}
	return o, nil
}

// fit holds that an article can be kept as it is.
func (l articles) fit(r Record) error {
	a := r.Article
	texts := []string{a.Text}
	for _, s := range a.Sections {
		texts = append(texts, s.Title)
	}
	for _, w := range a.Warnings {
		texts = append(texts, w.Message)
	}
	for _, text := range texts {
		if !utf8.ValidString(text) {
			return fmt.Errorf("article %s: %.20q is not UTF-8", a.ID, text)
		}
	}
	return l.fits("article "+a.ID, a.Text, a.Title, a.Source, a.Author, a.Published, r.Key)
}

// stands reports [ErrNoJob] where a job of the scope is gone.
func stands(ctx context.Context, tx *sql.Tx, scope, job int64) error {
	if job == 0 {
		return nil
	}
	var there int
	err := tx.QueryRowContext(ctx, `select 1 from job where id = $1 and scope = $2`, job, scope).Scan(&there)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNoJob
	}
	return err
}

// ErrNotSubscribed is that somebody has ended the subscription that an article was read
// for, or that its scope was erased.
var ErrNotSubscribed = errors.New("it is no longer kept up to date")

// subscribed reports [ErrNotSubscribed] where a subscription of the scope is gone.
func subscribed(ctx context.Context, tx *sql.Tx, scope, subscription int64) error {
	if subscription == 0 {
		return nil
	}
	var there bool
	err := scan(tx.QueryRowContext(ctx, `select exists (select 1 from subscription where number = $1 and scope = $2)`, subscription, scope), &there)
	if err == nil && !there {
		return ErrNotSubscribed
	}
	return err
}

func (l articles) put(ctx context.Context, tx *sql.Tx, scope Scope, number int64, r Record) (Outcome, error) {
	same, broken, err := l.standing(ctx, tx, scope, number, r.Article)
	if err != nil {
		return Outcome{}, err
	}
	old, err := predecessor(ctx, tx, number, r)
	switch {
	case err != nil:
		return Outcome{}, err
	case old == "" && same: // with an old one, the text stands under another key already
		return Outcome{Change: Unchanged}, nil
	case old == "" && broken:
		old = r.Article.ID
	}
	if _, err := tx.ExecContext(ctx, `delete from article where scope = $1 and (id = $2 or id = $3 and ($4 or removed is not null))`, number, old, r.Article.ID, broken); err != nil {
		return Outcome{}, err
	}
	if !same {
		if err := insert(ctx, tx, scope, number, r); err != nil {
			return Outcome{}, err
		}
	}
	o := Outcome{Replaced, old}
	if old == "" {
		o.Change = Added
	}
	return o, changed(ctx, tx, number)
}

// standing reports whether the scope has an article already, or what is left of
// it.
func (l articles) standing(ctx context.Context, tx *sql.Tx, scope Scope, number int64, a *corpus.Article) (same, broken bool, err error) {
	var there bool
	if err := scan(tx.QueryRowContext(ctx, `select exists (select 1 from article where scope = $1 and id = $2 and removed is null)`, number, a.ID), &there); err != nil || !there {
		return false, false, err
	}
	found, err := l.records(ctx, tx, scope, "", a.ID)
	var damage *DamageError
	switch {
	case err != nil && !errors.As(err, &damage):
		return false, false, err
	case len(found) == 0:
		return false, damage != nil, nil
	case found[0].Article.Text != a.Text:
		return false, false, fmt.Errorf("two texts of %s have the ID %s", scope, a.ID)
	}
	return true, false, nil
}

// predecessor is the ID of the article that r takes the place of, or empty.
func predecessor(ctx context.Context, tx *sql.Tx, scope int64, r Record) (id string, err error) {
	err = scan(tx.QueryRowContext(ctx, `select id from article where scope = $1 and key = $2 and key <> '' and id <> $3 and removed is null`, scope, r.Key, r.Article.ID), &id)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return id, err
}
