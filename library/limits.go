package library

import (
	"cmp"
	"fmt"
	"time"
)

// Limits bound what one scope may use. A field of 0 means the default given below, a negative
// one means no limit.
type Limits struct {
	Articles   int           // per scope; 2,000
	Passages   int           // per scope; 40,000
	Characters int64         // added per scope and day; 5 million
	Originals  int64         // bytes of original files per scope; 200 MB
	Tokens     int64         // of a language model per scope and day; 200,000
	Waiting    int           // pending additions per scope; 20
	Loaded     int           // passages in memory in indexes that are not in use; 200,000, or twice Passages
	Memory     int64         // bytes of those indexes; no limit
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
		Articles: cmp.Or(l.Articles, 2000), Passages: cmp.Or(l.Passages, 40_000), Characters: cmp.Or(l.Characters, 5_000_000), Originals: cmp.Or(l.Originals, 200_000_000),
		Tokens: cmp.Or(l.Tokens, 200_000), Waiting: cmp.Or(l.Waiting, 20), Loaded: cmp.Or(l.Loaded, most), Memory: cmp.Or(l.Memory, -1), Grace: cmp.Or(l.Grace, 7*24*time.Hour),
	}
}

// unlimited reports whether a limit stands for no limit.
func unlimited[N int | int64](limit N) bool { return limit < 0 }

// A LimitError is returned when a scope would exceed one of its limits.
type LimitError struct {
	Kind  LimitKind
	Limit int64
}

// A LimitKind names what there would be too much of.
type LimitKind string

// The kinds of limits.
const (
	LimitArticles   LimitKind = "articles"
	LimitPassages   LimitKind = "passages"
	LimitAside      LimitKind = "passages of a file" // asked about without being added
	LimitCharacters LimitKind = "characters a day"
	LimitWaiting    LimitKind = "additions that wait"
)

func (e *LimitError) Error() string {
	return fmt.Sprintf("the limit of %d %s is reached", e.Limit, e.Kind)
}

// hold returns a [*LimitError] if a scope may not have so many articles or passages.
func (l Limits) hold(articles, passages int) error {
	switch {
	case !unlimited(l.Articles) && articles > l.Articles:
		return &LimitError{LimitArticles, int64(l.Articles)}
	case !unlimited(l.Passages) && passages > l.Passages:
		return &LimitError{LimitPassages, int64(l.Passages)}
	}
	return nil
}
