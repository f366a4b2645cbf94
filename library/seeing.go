package library

import (
	"context"
	"crypto/sha256"
	"errors"
	"time"

	"footnote/corpus"
	"footnote/corpus/scan"
	"footnote/library/store"
)

// seenTokens is how many tokens are reserved for a page until it is read.
const seenTokens = 5000

// maxAsideSeen is how many pages a vision model reads of a file that is asked about without
// being added. It is low because the asker waits.
const maxAsideSeen = 4

// An onlooker has a vision model read pages for a scope: no page twice, and within the scope's
// daily tokens. It must not be used concurrently.
type onlooker struct {
	scan.Eye
	of    *scopes
	scope store.Scope
	keeps bool               // stores what was read
	told  func(page, of int) // if not nil, is called before a page is read
	keys  [][32]byte         // of the pages that were read, in order
}

// Seeing returns an eye that reads pictures for a scope and stores what it reads, or nil if there
// is no vision model. If told is not nil, it is called before each page.
func Seeing(l *Library, scope store.Scope, told func(page, of int)) scan.Eye {
	if !l.Reader.Sees() {
		return nil
	}
	return newOnlooker(l.scopes, scope, told)
}

func newOnlooker(l *scopes, scope store.Scope, told func(page, of int)) *onlooker {
	return &onlooker{Eye: l.Reader.Eye, of: l, scope: scope, keeps: true, told: told}
}

// readerFor returns a reader for the files of a scope and the onlooker by which it reads
// pictures. Without a vision model the onlooker has read nothing.
func readerFor(l *scopes, scope store.Scope, told func(page, of int)) (*corpus.Reader, *onlooker) {
	if !l.Reader.Sees() {
		return l.Reader, &onlooker{}
	}
	own, eye := *l.Reader, newOnlooker(l, scope, told)
	own.Eye = eye
	return &own, eye
}

// See implements [scan.Eye].
func (o *onlooker) See(ctx context.Context, s scan.Sight) (scan.Seen, error) {
	key := o.key(s)
	if o.keeps {
		text, found, err := o.of.Store.Seen(ctx, o.scope, key)
		if err := o.of.undamaged(err); err != nil {
			return scan.Seen{}, err
		}
		if found {
			o.keys = append(o.keys, key)
			return scan.Seen{Text: text}, nil
		}
	}
	if o.told != nil {
		o.told(s.Number, s.Of)
	}
	seen, err := o.look(ctx, s)
	if err != nil || !o.keeps {
		return seen, err
	}
	if err := o.of.Store.KeepSeen(ctx, o.scope, key, seen.Text, time.Now()); err != nil {
		return seen, err
	}
	o.keys = append(o.keys, key)
	return seen, nil
}

// look has a page read within the budget of the scope.
func (o *onlooker) look(ctx context.Context, s scan.Sight) (scan.Seen, error) {
	settings, err := o.of.Settings(ctx, o.scope)
	if err != nil {
		return scan.Seen{}, err
	}
	limit := o.of.tokens(settings)
	most := limit
	if !unlimited(limit) {
		most += seenTokens - 1 // a page that begins below the limit is finished
	}
	settle, err := o.of.spend(ctx, o.scope, spentTokens, seenTokens, most)
	if errors.As(err, new(overBudget)) {
		return scan.Seen{}, &scan.Failure{Reason: "the tokens of the language model for today are used up", Hint: "add it again tomorrow; what was read is kept", Final: true, Err: overBudget{limit}}
	}
	if err != nil {
		return scan.Seen{}, err
	}
	seen, err := o.Eye.See(ctx, s)
	settle(int64(seen.Tokens))
	return seen, err
}

// key returns a hash of everything that determines the text of a page.
func (o *onlooker) key(s scan.Sight) [32]byte {
	h := sha256.New()
	for _, part := range [][]byte{[]byte(o.Version()), []byte(s.Type), s.Data} {
		sum := sha256.Sum256(part)
		h.Write(sum[:])
	}
	return [32]byte(h.Sum(nil))
}
