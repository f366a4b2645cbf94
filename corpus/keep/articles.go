package keep

import (
	"context"
	"database/sql"
	"errors"
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
func (l *Library) List(ctx context.Context, scope Scope) (all []Summary, err error) {
	var damage []error
	err = l.view(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, `select `+summaryColumns+` from article a join scope s on s.number = a.scope where s.name = ? order by a.number`, func(rows *sql.Rows) error {
			row, err := scanSummary(rows)
			switch {
			case err != nil:
				return err
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
func (l *Library) Articles(ctx context.Context, scope Scope, model string) (all []Record, err error) {
	err = l.view(ctx, func(tx *sql.Tx) error {
		all, err = l.records(ctx, tx, scope, model, "")
		return err
	})
	return all, err
}

// Article is one article of a scope, as [Library.Articles] has it.
func (l *Library) Article(ctx context.Context, scope Scope, id, model string) (r Record, found bool, err error) {
	if id == "" {
		return Record{}, false, nil
	}
	err = l.view(ctx, func(tx *sql.Tx) error {
		all, err := l.records(ctx, tx, scope, model, id)
		if found = len(all) > 0; found {
			r = all[0]
		}
		return err
	})
	return r, found, err
}

// Remove takes an article out of a scope, damaged or not, and reports whether it
// was there.
func (l *Library) Remove(ctx context.Context, scope Scope, id string) (was bool, err error) {
	err = l.update(ctx, func(tx *sql.Tx) error {
		var number int64
		err := scan(tx.QueryRowContext(ctx, `delete from article where scope = (select number from scope where name = ?) and id = ? returning scope`, scope, id), &number)
		if was = err == nil; !was {
			return nothing(err)
		}
		return changed(ctx, tx, number)
	})
	return was && err == nil, err
}

// SetVectors keeps the vectors of an article, in place of those of another model.
// An article that is gone by now is no error.
func (l *Library) SetVectors(ctx context.Context, scope Scope, id, model string, vectors []byte) error {
	return l.update(ctx, func(tx *sql.Tx) error {
		var article int64
		err := scan(tx.QueryRowContext(ctx, `select number from article where scope = (select number from scope where name = ?) and id = ?`, scope, id), &article)
		if err != nil {
			return nothing(err)
		}
		return insertVectors(ctx, tx, scope, article, id, model, vectors)
	})
}

// nothing is the error of a query but for that it found nothing.
func nothing(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	return err
}

const summaryColumns = `a.number, a.id, a.key, a.added, a.by, a.title, a.source, a.author, a.published, a.characters, a.passages, a.sentences, a.pages, a.check_sum`

// A summaryRow is an article's own row.
type summaryRow struct {
	Summary
	number int64
	kept   int64
}

func (r summaryRow) whole(scope Scope) bool { return r.kept == int64(r.sum(scope, r.Key)) }

// scanSummary reads summaryColumns, and what else a query asks for.
func scanSummary(rows *sql.Rows, more ...any) (r summaryRow, err error) {
	var added int64
	var by []byte
	err = scan(rows, append([]any{&r.number, &r.ID, &r.Key, &added, &by, &r.Title, &r.Source, &r.Author, &r.Published,
		&r.Characters, &r.Passages, &r.Sentences, &r.Pages, &r.kept}, more...)...)
	r.Added, r.By = moment(added), personOf(by)
	return r, err
}

// empty is a record without its text.
func (r summaryRow) empty() Record {
	return Record{Key: r.Key, Added: r.Added, By: r.By, Article: &corpus.Article{
		ID: r.ID, Title: r.Title, Source: r.Source, Author: r.Author, Published: r.Published}}
}
