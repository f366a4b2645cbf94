package about

import (
	"context"
	"strings"

	"footnote/corpus"
	"footnote/rag/index"
	"footnote/rag/lexical"
)

// maxItems is the largest number of items that are listed.
const maxItems = 20

// Listing lists what an article has of a subject, or what any article has if article is nil:
// the sections below a heading, the items of a list or the rows of a table that the subject
// names. ok is false if nothing is listed under that name; the articles may still speak of the
// subject. An error comes from ctx or the source of the texts, or means that the built-in
// dictionary cannot be read.
func Listing(ctx context.Context, x *index.Index, article *corpus.Article, subject string, language lexical.Language) (r Reply, ok bool, err error) {
	q, err := x.Read(strings.Trim(fillers().ReplaceAllString(oneLine(subject), " "), " 的"))
	if err != nil || q.Bare() {
		return Reply{}, false, err
	}
	articles := x.Articles()
	if article != nil {
		articles = []*corpus.Article{article}
	}
	var best named
	for _, a := range articles {
		if err := ctx.Err(); err != nil {
			return Reply{}, false, err
		}
		a, err := x.Whole(ctx, a)
		if err != nil {
			return Reply{}, false, err
		}
		if a == nil {
			continue
		}
		all := read(x, a)
		if len(all) == 0 {
			continue
		}
		foreign := q.Foreign(all[0].Ref)
		for _, g := range groupsOf(a, all) {
			if n, ok := naming(x, q, foreign, g); ok && n.better(best) {
				best = n
			}
		}
	}
	if best.items == nil {
		return Reply{}, false, nil
	}
	t := textsIn(language)
	shown := best.items[:min(len(best.items), maxItems)]
	r = Reply{Lead: t.count(len(best.items), best.exact, best.label), Statements: shown}
	if n := len(best.items) - len(shown); n > 0 {
		r.Rest = t.moreItems(n)
	}
	return r, true, nil
}
