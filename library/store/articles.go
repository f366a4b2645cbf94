package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"footnote/corpus"
)

// A Summary is an article without its text, as lists show it.
type Summary struct {
	ID, Title, Source, Author, Published string
	Key                                  string // shared by all versions of the article; may be empty
	Characters                           int    // of the text
	Passages, Sentences                  int
	Pages                                int // 0 if the format has none
	Added                                time.Time
	By                                   [16]byte // the code of the person who added it; zero if unknown
	SeenBy                               string   // the model that read its scanned pages; empty if there are none
	Pictures                             int      // how many pictures in it were not read; set only by [Library.CountPictures]
	Access                               string   // the caller's rule of who may see it; empty means everybody
}

// List returns the articles of a scope in the order in which they were added. Damaged ones are
// left out, and the error joins a [*DamageError] for each.
func (l articles) List(ctx context.Context, scope Scope) (all []Summary, err error) {
	var damage []error
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		all, damage = nil, nil
		return each(ctx, tx, `select `+l.summaryColumns()+` from article a join scope s on s.number = a.scope where s.name = $1 order by a.number`, func(rows *sql.Rows) error {
			row, err := scanSummary(rows)
			switch {
			case err != nil:
				return err
			case row.isRemoved(scope):
			case !row.intact(scope):
				damage = append(damage, &DamageError{l.path, scope, "article", row.ID})
			default:
				all = append(all, row.Summary)
			}
			return nil
		}, scope)
	})
	return all, errors.Join(err, errors.Join(damage...))
}

// Articles returns all articles of a scope with their texts, in the order in which they were
// added. They have vectors if model made the stored ones. Damaged articles are left out, and
// damaged vectors are missing from their article; the error joins a [*DamageError] for each.
func (l articles) Articles(ctx context.Context, scope Scope, model string) (all []Record, err error) {
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		all, err = l.records(ctx, tx, scope, model)
		return err
	})
	return all, err
}

// Article returns one article of a scope, in the form of [Library.Articles].
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

// Some returns the articles of a scope that have one of the ids, in the form of
// [Library.Articles].
func (l articles) Some(ctx context.Context, scope Scope, ids []string, model string) (all []Record, err error) {
	var damaged error
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		all, damaged = nil, nil
		for some := range slices.Chunk(ids, batchSize) {
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

// SetVectors stores the vectors of an article in place of those of any other model. It does
// nothing if the article no longer exists.
func (l articles) SetVectors(ctx context.Context, scope Scope, id, model string, vectors []byte) error {
	return l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var article int64
		err := scan(tx.QueryRowContext(ctx, `select number from article where scope = (select number from scope where name = $1) and id = $2 and removed is null`, scope, id), &article)
		if err != nil {
			return ignoreNoRows(err)
		}
		return insertVectors(ctx, tx, scope, article, id, model, vectors)
	})
}

// A Place is the scope and the id of an article.
type Place struct {
	Scope Scope
	ID    string
}

// OlderVectors returns the articles with vectors of model whose format version, their first
// byte, is below version, in the order in which they were added.
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

// ignoreNoRows returns err, or nil if it says only that a query found no row.
func ignoreNoRows(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	return err
}

// summaryColumns returns the columns that scanSummary reads.
func (l articles) summaryColumns() string {
	return `a.number, a.scope, a.id, a.key, a.added, a.by, a.title, a.source, a.author, a.published, a.characters, a.passages, a.sentences, a.pages, a.check_sum, ` + l.removed() + `, ` + l.access() + `, ` + l.seenBy()
}

// access returns the column of the access rule. A database of an older version, opened for
// reading only, does not have it.
func (l articles) access() string {
	if l.made < accessVersion {
		return "''"
	}
	return "coalesce(a.access, '')"
}

// removed returns the column of the time of removal, which is null for articles that were not
// removed. A database of an older version, opened for reading only, does not have it.
func (l articles) removed() string {
	if l.made < removalVersion {
		return "null"
	}
	return "a.removed"
}

// seenBy returns the column of the model that read scanned pages. A database of an older
// version, opened for reading only, does not have it.
func (l articles) seenBy() string {
	if l.made < seenVersion {
		return "''"
	}
	return "a.seen_by"
}

// A summaryRow is a row of the table article.
type summaryRow struct {
	Summary
	number  int64
	scope   int64
	removed int64 // when, in nanoseconds since 1970; 0 if it was not
	kept    int64
}

// intact reports whether the row's checksum is right.
func (r summaryRow) intact(scope Scope) bool { return r.kept == int64(r.sum(scope)) }

// isRemoved reports whether the article was removed. If the checksum is right without the time of
// removal, nobody removed the article: its row is damaged, and it still exists.
func (r summaryRow) isRemoved(scope Scope) bool {
	there := r
	there.removed = 0
	return r.removed != 0 && !there.intact(scope)
}

// sum returns the row's checksum. For articles that were not removed it is the same as before
// version 5, which added removal.
func (r summaryRow) sum(scope Scope) sum {
	s := r.Summary.sum(scope, r.Key)
	if r.removed != 0 {
		s = s.number(r.removed)
	}
	return s
}

// scanSummary reads the summaryColumns and, into more, the columns that follow them.
func scanSummary(rows *sql.Rows, more ...any) (r summaryRow, err error) {
	var added int64
	var by []byte
	var removed sql.NullInt64
	err = scan(rows, append([]any{&r.number, &r.scope, &r.ID, &r.Key, &added, &by, &r.Title, &r.Source, &r.Author, &r.Published,
		&r.Characters, &r.Passages, &r.Sentences, &r.Pages, &r.kept, &removed, &r.Access, &r.SeenBy}, more...)...)
	r.Added, r.By, r.removed = timeOf(added), personOf(by), removed.Int64
	return r, err
}

// empty returns a record without text, passages and vectors.
func (r summaryRow) empty() Record {
	return Record{Key: r.Key, Added: r.Added, By: r.By, Access: r.Access, Article: &corpus.Article{
		ID: r.ID, Title: r.Title, Source: r.Source, Author: r.Author, Published: r.Published, SeenBy: r.SeenBy}}
}
