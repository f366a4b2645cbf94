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

// A Record is an article as it is stored.
type Record struct {
	Article *corpus.Article
	Key     string    // the canonical source; an article replaces an older one with the same key, unless it is empty
	Added   time.Time // when the article was added
	By      [16]byte  // the code of the person who added it; zero if unknown
	Model   string    // the model that made the vectors
	Vectors []byte    // in the caller's format; nil if there are none

	Subscription int64 // that the article belongs to, or 0; if it no longer exists, Put stores nothing

	Access string     // who may see it, see [Summary]; if empty, the rule of the article that it replaces
	Seen   [][32]byte // keys of the scanned pages that were read for it, see [Library.KeepSeen]

	Original *Original // to be stored with it, or nil; always nil in a record that was read
}

// An Outcome is what [Library.Put] did.
type Outcome struct {
	Change   Change
	Replaced string // the ID of the article that was replaced; empty if none was
	Original KeptOriginal
}

// A Change is what [Library.Put] did to a scope.
type Change int

const (
	Added     Change = iota // there is one article more
	Unchanged               // the text was there already
	Replaced                // an article was replaced
)

// ErrNoJob is returned when a job no longer exists: somebody cancelled it, or its scope was
// erased.
var ErrNoJob = errors.New("the addition was cancelled")

// Put stores an article in a scope. If the scope has the same text already, only its original
// changes; if the text was removed, it is added again. Another text with the same key replaces
// the old one, and so does the same text if the stored one is damaged. A record without an
// access rule takes over that of the article it replaces, even if that is removed but not yet
// erased.
//
// job, if not 0, is the job that the article belongs to. If it no longer exists, the error is
// [ErrNoJob] and nothing is stored.
//
// All texts must be UTF-8, and two different texts must not have the same ID.
func (l articles) Put(ctx context.Context, scope Scope, r Record, job int64) (o Outcome, err error) {
	if err := l.fit(r); err != nil {
		return Outcome{}, err
	}
	err = l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		number, err := numberOf(ctx, tx, scope)
		if err != nil {
			return err
		}
		if err := checkJob(ctx, tx, number, job); err != nil {
			return err
		}
		if err := checkSubscription(ctx, tx, number, r.Subscription); err != nil {
			return err
		}
		if err := assignSeen(ctx, tx, number, r.Seen, ""); err != nil { // so that they are not deleted with the earlier version
			return err
		}
		if o, err = l.put(ctx, tx, scope, number, r); err != nil {
			return err
		}
		if err := assignSeen(ctx, tx, number, r.Seen, r.Article.ID); err != nil {
			return err
		}
		o.Original, err = keepOriginal(ctx, tx, scope, number, r)
		return err
	})
	if err != nil {
		return Outcome{}, err
	}
	return o, nil
}

// fit returns an error if an article cannot be stored unchanged.
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
	return l.fits("article "+a.ID, a.Text, a.Title, a.Source, a.Author, a.Published, a.SeenBy, r.Key)
}

// checkJob returns [ErrNoJob] if the scope has no such job.
func checkJob(ctx context.Context, tx *sql.Tx, scope, job int64) error {
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

// ErrNotSubscribed is returned when the subscription that an article belongs to no longer
// exists: somebody ended it, or its scope was erased.
var ErrNotSubscribed = errors.New("it is no longer kept up to date")

// checkSubscription returns [ErrNotSubscribed] if the scope has no such subscription.
func checkSubscription(ctx context.Context, tx *sql.Tx, scope, subscription int64) error {
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
	same, broken, err := l.alreadyStored(ctx, tx, scope, number, r.Article)
	if err != nil {
		return Outcome{}, err
	}
	old, err := predecessor(ctx, tx, number, r)
	switch {
	case err != nil:
		return Outcome{}, err
	case old == "" && same: // otherwise the text is stored already, and the article with r's key gives way to it
		return Outcome{Change: Unchanged}, nil
	case old == "" && broken:
		old = r.Article.ID
	}
	if r.Access == "" {
		if r.Access, err = inherited(ctx, tx, number, old, r); err != nil {
			return Outcome{}, err
		}
	}
	if _, err := tx.ExecContext(ctx, `delete from article where scope = $1 and (id = $2 or id = $3 and ($4 or removed is not null))`, number, old, r.Article.ID, broken); err != nil {
		return Outcome{}, err
	}
	if !same {
		if err := insert(ctx, tx, scope, number, r); err != nil {
			return Outcome{}, err
		}
	}
	o := Outcome{Change: Replaced, Replaced: old}
	if old == "" {
		o.Change = Added
	} else if err := moveTallies(ctx, tx, number, old, r.Article.ID); err != nil {
		return Outcome{}, err
	}
	return o, changed(ctx, tx, number)
}

// alreadyStored reports whether the scope has the same article already, or a damaged version of
// it.
func (l articles) alreadyStored(ctx context.Context, tx *sql.Tx, scope Scope, number int64, a *corpus.Article) (same, broken bool, err error) {
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

// predecessor returns the ID of the article that r replaces, or "".
func predecessor(ctx context.Context, tx *sql.Tx, scope int64, r Record) (id string, err error) {
	err = scan(tx.QueryRowContext(ctx, `select id from article where scope = $1 and key = $2 and key <> '' and id <> $3 and removed is null`, scope, r.Key, r.Article.ID), &id)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return id, err
}
