package store

import (
	"context"
	"database/sql"
	"encoding/json"
)

// CountPictures sets how many pictures in the articles of a scope were not read. The numbers
// are stored beside the texts, so lists do not read them.
func (l articles) CountPictures(ctx context.Context, scope Scope, all []Summary) error {
	counts := map[string]int{}
	err := l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		clear(counts)
		return each(ctx, tx, `select a.id, c.structure from article a join content c on c.article = a.number
			where a.scope = (select number from scope where name = $1) and c.structure like '%"Pictures":%' and `+l.removed()+` is null`, func(rows *sql.Rows) error {
			var id, form string
			var s shape
			if err := scan(rows, &id, &form); err != nil {
				return err
			}
			if json.Unmarshal([]byte(form), &s) == nil { // otherwise it is damaged, which is reported when the article is read
				counts[id] = s.Pictures
			}
			return nil
		}, scope)
	})
	for i := range all {
		all[i].Pictures = counts[all[i].ID]
	}
	return err
}
