package library

import (
	"bytes"
	"context"
	"math"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/corpus/scan"
	"footnote/library/store"
)

// noRoom is a limit in bytes that no PDF meets. It stands for 0, which means the default in
// [Limits].
const noRoom = 1

// Megabytes returns [Limits.Originals] for a limit in megabytes: 0 stores nothing, and a
// negative number means no limit.
func Megabytes(n int64) int64 {
	switch {
	case n < 0 || n > math.MaxInt64/1_000_000:
		return -1
	case n == 0:
		return noRoom
	}
	return n * 1_000_000
}

// original returns the file of an article if it is to be stored, else nil. Only PDFs and
// pictures are, since only their pages can be shown, and only if the options or the settings say
// so or the file of the previous version, old, is stored.
func (l *Library) original(ctx context.Context, scope store.Scope, f doc.File, a *corpus.Article, old string) (*store.Original, error) {
	if a.PageCount() == 0 || !bytes.HasPrefix(f.Data, []byte("%PDF-")) && scan.Kind(f.Data) == "" {
		return nil, nil
	}
	o := &store.Original{Data: f.Data, Budget: l.Limits.Originals}
	if l.KeepOriginals {
		return o, nil
	}
	s, err := l.Settings(ctx, scope)
	if err != nil {
		return nil, err
	}
	if s.Originals {
		o.Wanted = wantOriginals
		return o, nil
	}
	if old == "" {
		return nil, nil
	}
	kept, err := l.Store.Originals(ctx, scope)
	if _, there := kept[old]; err != nil || !there {
		return nil, err
	}
	return o, nil
}

// wantOriginals reports whether settings ask for original files to be stored.
func wantOriginals(raw []byte) bool {
	s, err := readSettings(raw)
	return err == nil && s.Originals
}

// Original returns the file that an article was read from, if it is stored. It looks in the
// scope and, if the scope has no articles, in the fallback scope.
func (l *scopes) Original(ctx context.Context, scope store.Scope, id string) (data []byte, found bool, err error) {
	o, found, err := l.Store.Original(ctx, scope, id)
	if err := l.undamaged(err); err != nil || found || l.Fallback == "" {
		return o.Data, found, err
	}
	own, err := l.List(ctx, scope)
	if err != nil || len(own) > 0 {
		return nil, false, err
	}
	o, found, err = l.Store.Original(ctx, l.Fallback, id)
	return o.Data, found, l.undamaged(err)
}

// Originals returns the sizes in bytes of the stored files of a scope's articles, by article id.
func (l *scopes) Originals(ctx context.Context, scope store.Scope) (map[string]int64, error) {
	return l.Store.Originals(ctx, scope)
}
