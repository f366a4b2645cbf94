package store

import (
	"context"
	"database/sql"
	"errors"
	"strconv"

	"footnote/corpus"
)

// A gathering collects articles while their rows are read from several tables.
type gathering struct {
	scope  Scope
	model  string
	rows   []summaryRow
	found  []Record       // one for each of rows; its Article is nil if it is damaged
	places map[int64]int  // index in rows, by article number
	broken map[int64]bool // numbers of the articles whose vectors are damaged
}

// records reads the articles of a scope with the given ids, or all if there are none. The error
// either says that reading failed or joins a [*DamageError] for each damaged article.
func (l articles) records(ctx context.Context, tx *sql.Tx, scope Scope, model string, ids ...string) ([]Record, error) {
	ofScope, named := ofScope(scope, ids)
	g := &gathering{scope: scope, model: model, places: map[int64]int{}, broken: map[int64]bool{}}
	for _, part := range []struct {
		read  func(*sql.Rows) error
		query string
		args  []any
	}{
		{g.content, `select ` + l.summaryColumns() + `, coalesce(c.structure, ''), coalesce(c.text, ''), coalesce(c.check_sum, 0)
			from article a left join content c on c.article = a.number and ` + l.removed() + ` is null where ` + ofScope, nil},
		{g.passage, `select p.article, p.number, p.section, p.begins, p.ends, p.sentences, p.check_sum
			from article a join passage p on p.article = a.number and ` + l.removed() + ` is null where ` + ofScope + `, p.number`, nil},
		{g.vectors, `select v.article, v.check_sum, v.data
			from article a join article_vectors v on v.article = a.number and v.model = $` + strconv.Itoa(len(named)+1) + ` and ` + l.removed() + ` is null where ` + ofScope, []any{model}},
	} {
		if err := each(ctx, tx, part.query, part.read, append(named[:len(named):len(named)], part.args...)...); err != nil {
			return nil, err
		}
	}
	return g.intact(l.path)
}

// ofScope returns an SQL condition, with its arguments, for the articles of a scope that have
// one of the ids, or for all if there are none.
func ofScope(scope Scope, ids []string) (condition string, named []any) {
	condition, named = `a.scope = (select number from scope where name = $1)`, []any{scope}
	if len(ids) > 0 {
		condition += ` and a.id in (` + placeholders(2, len(ids)) + `)`
	}
	for _, id := range ids {
		named = append(named, id)
	}
	return condition + ` order by a.number`, named
}

func (g *gathering) content(rows *sql.Rows) error {
	var form, text string
	var kept int64
	row, err := scanSummary(rows, &form, &text, &kept)
	if err != nil || row.isRemoved(g.scope) {
		return err
	}
	r := row.empty()
	r.Article.Text = text
	if row.Passages > 0 {
		r.Article.Passages = make([]corpus.Passage, 0, min(row.Passages, len(text)))
	}
	if !row.intact(g.scope) || kept != int64(contentSum(g.scope, row.ID, form, text)) || decodeShape(form, r.Article) != nil {
		r.Article = nil
	}
	g.places[row.number] = len(g.rows)
	g.rows, g.found = append(g.rows, row), append(g.found, r)
	return nil
}

func (g *gathering) passage(rows *sql.Rows) error {
	var article int64
	var p passageRow
	var kept int64
	if err := scan(rows, &article, &p.number, &p.section, &p.begins, &p.ends, &p.sentences, &kept); err != nil {
		return err
	}
	place, known := g.places[article]
	if !known || g.found[place].Article == nil {
		return nil
	}
	r := &g.found[place]
	sentences, ok := decodeSentences(int(p.begins), p.sentences)
	if !ok || kept != int64(p.sum(g.scope, r.Article.ID)) || p.number != int64(len(r.Article.Passages)) {
		r.Article = nil
		return nil
	}
	r.Article.Passages = append(r.Article.Passages,
		corpus.Passage{Span: corpus.Span{Start: int(p.begins), End: int(p.ends)}, Section: int(p.section), Sentences: sentences})
	return nil
}

func (g *gathering) vectors(rows *sql.Rows) error {
	var article int64
	var kept int64
	var data []byte
	if err := scan(rows, &article, &kept, &data); err != nil {
		return err
	}
	place, known := g.places[article]
	switch {
	case !known:
	case kept != int64(vectorsSum(g.scope, g.rows[place].ID, g.model, data)):
		g.broken[article] = true
	default:
		g.found[place].Model, g.found[place].Vectors = g.model, data
	}
	return nil
}

// intact returns the articles that are not damaged.
func (g *gathering) intact(path string) (all []Record, err error) {
	var damage []error
	for i, r := range g.found {
		id := g.rows[i].ID
		if r.Article == nil || len(r.Article.Passages) != g.rows[i].Passages {
			damage = append(damage, &DamageError{path, g.scope, "article", id})
			continue
		}
		if g.broken[g.rows[i].number] {
			damage = append(damage, &DamageError{path, g.scope, "vectors", id})
		}
		all = append(all, r)
	}
	return all, errors.Join(damage...)
}
