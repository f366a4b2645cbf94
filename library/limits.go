package library

import (
	"cmp"
	"fmt"
	"time"
)

// Limits bound what one scope may take. A zero field is its default, a negative
// one is no limit.
type Limits struct {
	Articles   int           // of a scope; 2,000
	Passages   int           // of a scope; 40,000
	Characters int64         // that a scope may add in a day; 5 million
	Tokens     int64         // of a language model that a scope may use in a day; 200,000
	Waiting    int           // additions of a scope that wait; 20
	Loaded     int           // passages of all scopes in memory, as far as they are not in use; 200,000, or twice those of a scope
	Memory     int64         // bytes that these may take; no limit
	Grace      time.Duration // from leaving a server until its data is erased; 7 days
}

func (l Limits) orDefault() Limits {
	most := 200_000
	if l.Passages > most/2 {
		most = 2 * l.Passages
	}
	if unlimited(l.Passages) {
		most = -1
	}
	return Limits{
		Articles: cmp.Or(l.Articles, 2000), Passages: cmp.Or(l.Passages, 40_000), Characters: cmp.Or(l.Characters, 5_000_000),
		Tokens: cmp.Or(l.Tokens, 200_000), Waiting: cmp.Or(l.Waiting, 20), Loaded: cmp.Or(l.Loaded, most), Memory: cmp.Or(l.Memory, -1), Grace: cmp.Or(l.Grace, 7*24*time.Hour),
	}
}

// unlimited reports whether a limit is none.
func unlimited[N int | int64](limit N) bool { return limit < 0 }

// A LimitError is that a scope may not take more.
type LimitError struct {
	Kind  LimitKind
	Limit int64
}

// A LimitKind says of what there would be too much.
type LimitKind string

// The limits.
const (
	LimitArticles   LimitKind = "articles"
	LimitPassages   LimitKind = "passages"
	LimitAside      LimitKind = "passages of a file" // that is asked about and not kept
	LimitCharacters LimitKind = "characters a day"
	LimitWaiting    LimitKind = "additions that wait"
)

func (e *LimitError) Error() string {
	return fmt.Sprintf("the limit of %d %s is reached", e.Limit, e.Kind)
}

// hold is a [*LimitError] where a scope may not have so much.
func (l Limits) hold(articles, passages int) error {
	switch {
	case !unlimited(l.Articles) && articles > l.Articles:
		return &LimitError{LimitArticles, int64(l.Articles)}
	case !unlimited(l.Passages) && passages > l.Passages:
		return &LimitError{LimitPassages, int64(l.Passages)}
	}
	return nil
}
