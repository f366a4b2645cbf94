package store

import (
	"context"
	"database/sql"
	"unicode/utf8"

	"footnote/corpus"
)

func insert(ctx context.Context, tx *sql.Tx, scope Scope, number int64, r Record) error {
	s := summarize(r)
	var article int64
	err := scan(tx.QueryRowContext(ctx, `insert into article
		(scope, id, key, added, by, title, source, author, published, characters, passages, sentences, pages, check_sum, access, seen_by)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) returning number`,
		number, s.ID, r.Key, nanoseconds(s.Added), person(s.By), s.Title, s.Source, s.Author, s.Published,
		s.Characters, s.Passages, s.Sentences, s.Pages, s.sum(scope, r.Key), rule(s.Access), s.SeenBy), &article)
	if err != nil {
		return err
	}
	form, err := encodeShape(r.Article)
	if err != nil {
		return err
	}
	if err := run(ctx, tx, step{`insert into content (article, check_sum, structure, text) values ($1, $2, $3, $4)`,
		[]any{article, contentSum(scope, s.ID, form, r.Article.Text), form, r.Article.Text}}); err != nil {
		return err
	}
	if err := insertPassages(ctx, tx, scope, article, r.Article); err != nil {
		return err
	}
	return insertVectors(ctx, tx, scope, article, s.ID, r.Model, r.Vectors)
}

func insertPassages(ctx context.Context, tx *sql.Tx, scope Scope, article int64, a *corpus.Article) error {
	columns := []string{"article", "number", "section", "begins", "ends", "sentences", "check_sum"}
	return insertRows(ctx, tx, "passage", columns, "", func(yield func(row) bool) {
		for i, p := range a.Passages {
			r := passageRow{int64(i), int64(p.Section), int64(p.Start), int64(p.End), encodeSentences(p.Start, p.Sentences)}
			if !yield(row{article, r.number, r.section, r.begins, r.ends, r.sentences, r.sum(scope, a.ID)}) {
				return
			}
		}
	})
}

func insertVectors(ctx context.Context, tx *sql.Tx, scope Scope, article int64, id, model string, vectors []byte) error {
	if len(vectors) == 0 {
		return nil
	}
	return run(ctx, tx, step{`insert into article_vectors (article, model, check_sum, data) values ($1, $2, $3, $4)
		on conflict (article) do update set model = excluded.model, check_sum = excluded.check_sum, data = excluded.data`,
		[]any{article, model, vectorsSum(scope, id, model, vectors), vectors}})
}

// summarize returns the summary of an article.
func summarize(r Record) Summary {
	a := r.Article
	return Summary{
		ID: a.ID, Title: a.Title, Source: a.Source, Author: a.Author, Published: a.Published,
		Characters: utf8.RuneCountInString(a.Text), Passages: len(a.Passages), Sentences: a.SentenceCount(), Pages: a.PageCount(),
		Added: r.Added, By: r.By, Access: r.Access, SeenBy: a.SeenBy,
	}
}

func (s Summary) sum(scope Scope, key string) sum {
	all := sum(0).text(string(scope), s.ID, key, s.Title, s.Source, s.Author, s.Published).bytes(person(s.By)).
		number(nanoseconds(s.Added), int64(s.Characters), int64(s.Passages), int64(s.Sentences), int64(s.Pages))
	if s.Access != "" { // otherwise the sum stays as it was before version 10
		all = all.text(s.Access)
	}
	if s.SeenBy != "" { // likewise
		all = all.text("seen", s.SeenBy)
	}
	return all
}

// Every part of an article has the scope and the article in its sum, so that it
// is never taken for a part of another.

func contentSum(scope Scope, id, form, text string) sum {
	return sum(0).text(string(scope), id, form, text)
}

func vectorsSum(scope Scope, id, model string, vectors []byte) sum {
	return sum(0).text(string(scope), id, model).bytes(vectors)
}

// A passageRow is a row of the table passage.
type passageRow struct {
	number, section, begins, ends int64
	sentences                     []byte
}

func (p passageRow) sum(scope Scope, id string) sum {
	return sum(0).text(string(scope), id).number(p.number, p.section, p.begins, p.ends).bytes(p.sentences)
}
