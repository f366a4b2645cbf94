package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"footnote/corpus"
)

// A Summary is what a list tells of an article.
type Summary struct {
	ID, Title, Source, Author, Published string
	Key                                  string // what a later version of it has too; empty is none
	Characters                           int    // of the text
	Passages, Sentences                  int
	Pages                                int // 0 where the format has none
	Added                                time.Time
	By                                   [16]byte // the code of who added it, zero for nobody
}

// List tells what is in a scope, in the order of adding. Those that are damaged
// are left out, and the error joins a [*DamageError] for each.
func (l articles) List(ctx context.Context, scope Scope) (all []Summary, err error) {
	var damage []error
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		all, damage = nil, nil
		return each(ctx, tx, `select `+l.summaryColumns()+` from article a join scope s on s.number = a.scope where s.name = $1 order by a.number`, func(rows *sql.Rows) error {
			row, err := scanSummary(rows)
			switch {
			case err != nil:
				return err
			case row.gone(scope):
			case !row.whole(scope):
				damage = append(damage, &DamageError{l.path, scope, "article", row.ID})
			default:
				all = append(all, row.Summary)
			}
			return nil
		}, scope)
	})
	return all, errors.Join(err, errors.Join(damage...))
}

// Articles are all of a scope, whole, in the order of adding. Their vectors are
// there where that model made them. An article that is damaged is left out; one
// whose vectors are is there without them; the error joins a [*DamageError] for
// each.
func (l articles) Articles(ctx context.Context, scope Scope, model string) (all []Record, err error) {
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		all, err = l.records(ctx, tx, scope, model)
		return err
	})
	return all, err
}

// Article is one article of a scope, as [Library.Articles] has it.
func (l articles) Article(ctx context.Context, scope Scope, id, model string) (r Record, found bool, err error) {
	if id == "" {
		return Record{}, false, nil
	}
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		all, err := l.records(ctx, tx, scope, model, id)
		if found = len(all) > 0; found {
			r = all[0]
		}
		return err
	})
	return r, found, err
}

// Some are those of the articles of a scope that have these ids, as
// [Library.Articles] has them.
func (l articles) Some(ctx context.Context, scope Scope, ids []string, model string) (all []Record, err error) {
	var damaged error
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		for some := range slices.Chunk(ids, askedTogether) {
			more, err := l.records(ctx, tx, scope, model, some...)
			var damage *DamageError
			if err != nil && !errors.As(err, &damage) {
				return err
			}
			all, damaged = append(all, more...), errors.Join(damaged, err)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return all, damaged
}

// askedTogether is how many ids stand in one query.
const askedTogether = 100

// SetVectors keeps the vectors of an article, in place of those of another model.
// An article that is gone by now is no error.
func (l articles) SetVectors(ctx context.Context, scope Scope, id, model string, vectors []byte) error {
	return l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var article int64
		err := scan(tx.QueryRowContext(ctx, `select number from article where scope = (select number from scope where name = $1) and id = $2 and removed is null`, scope, id), &article)
		if err != nil {
			return nothing(err)
		}
		return insertVectors(ctx, tx, scope, article, id, model, vectors)
	})
}

// A Place is where an article is kept.
type Place struct {
	Scope Scope
	ID    string
}

// OlderVectors are the articles whose vectors that model made, in a form below
// version, which is their first byte, in the order of adding.
func (l articles) OlderVectors(ctx context.Context, model string, version byte) (all []Place, err error) {
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		all = nil
		return each(ctx, tx, `select s.name, a.id from article_vectors v join article a on a.number = v.article join scope s on s.number = a.scope
			where v.model = $1 and substr(v.data, 1, 1) < $2 and `+l.removed()+` is null order by a.number`, func(rows *sql.Rows) error {
			var p Place
			err := scan(rows, &p.Scope, &p.ID)
			all = append(all, p)
			return err
		}, model, []byte{version})
	})
	return all, err
}

// nothing is the error of a query but for that it found nothing.
func nothing(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	return err
}

// summaryColumns are what scanSummary reads.
func (l articles) summaryColumns() string {
	return `a.number, a.scope, a.id, a.key, a.added, a.by, a.title, a.source, a.author, a.published, a.characters, a.passages, a.sentences, a.pages, a.check_sum, ` + l.removed()
}

// removed is when an article was, or null. A file of an older version that is
// only read has no such column.
func (l articles) removed() string {
	if l.made < removalVersion {
		return "null"
	}
	return "a.removed"
}

// A summaryRow is an article's own row.
type summaryRow struct {
	Summary
	number  int64
	scope   int64
	removed int64 // when, in nanoseconds; 0 is not
	kept    int64
}

// whole reports whether the row is as it was written.
func (r summaryRow) whole(scope Scope) bool { return r.kept == int64(r.sum(scope)) }

// gone reports whether the article was removed. Where the row is whole but for
// that, the article is there, and damaged: nobody removed it.
func (r summaryRow) gone(scope Scope) bool {
	there := r
	there.removed = 0
	return r.removed != 0 && !there.whole(scope)
}

// sum does not change with version 5 for what was not removed.
func (r summaryRow) sum(scope Scope) sum {
	s := r.Summary.sum(scope, r.Key)
	if r.removed != 0 {
		s = s.number(r.removed)
	}
	return s
}

// scanSummary reads summaryColumns, and what else a query asks for.
func scanSummary(rows *sql.Rows, more ...any) (r summaryRow, err error) {
	var added int64
	var by []byte
	var removed sql.NullInt64
	err = scan(rows, append([]any{&r.number, &r.scope, &r.ID, &r.Key, &added, &by, &r.Title, &r.Source, &r.Author, &r.Published,
		&r.Characters, &r.Passages, &r.Sentences, &r.Pages, &r.kept, &removed}, more...)...)
	r.Added, r.By, r.removed = moment(added), personOf(by), removed.Int64
	return r, err
}

// empty is a record without its text.
func (r summaryRow) empty() Record {
	return Record{Key: r.Key, Added: r.Added, By: r.By, Article: &corpus.Article{
		ID: r.ID, Title: r.Title, Source: r.Source, Author: r.Author, Published: r.Published}}
}
