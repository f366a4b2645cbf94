package setup

import (
	"cmp"
	"context"
	"errors"

	"footnote/corpus"
	"footnote/library"
	"footnote/library/answers"
	"footnote/library/store"
)

// A Library is the library of one scope.
type Library struct {
	*library.Library
	Scope store.Scope
	close func()
}

// Close closes the library. Calling it on nil does nothing.
func (l *Library) Close() {
	if l != nil {
		l.close()
	}
}

// scope returns the scope whose library is used.
func (s *Settings) scope() (store.Scope, error) {
	scope := store.Scope(cmp.Or(s.Scope, string(store.Local)))
	if !scope.Valid() {
		return "", &Error{Kind: BadScope, Scope: scope}
	}
	return scope, nil
}

// Library opens the library for changes, without limits. The caller closes it.
func (s *Setup) Library(ctx context.Context) (*Library, error) {
	scope, err := s.scope()
	if err != nil {
		return nil, err
	}
	reader, closeReader, err := plainReader(s)
	if err != nil {
		return nil, err
	}
	db, err := store.OpenLibrary(ctx, s.Database())
	if err != nil {
		closeReader()
		return nil, err
	}
	limits := library.Limits{Articles: -1, Passages: -1, Characters: -1, Tokens: -1, Originals: cmp.Or(s.MaxOriginals, 1_000_000_000)}
	l, err := s.libraryOn(db, library.Options{Reader: reader, Limits: limits, KeepOriginals: s.KeepOriginals}, true)
	if err != nil {
		closeReader()
		return nil, err
	}
	return &Library{l, scope, func() {
		closeReader()
		db.Close()
	}}, nil
}

// LibraryToRead opens the library read-only. It returns nil if there is none. With vectors, the
// embedder's vectors are readable too. The caller closes it.
func (s *Setup) LibraryToRead(ctx context.Context, vectors bool) (*Library, error) {
	scope, err := s.scope()
	if err != nil {
		return nil, err
	}
	if vectors {
		if _, err := s.NewEmbedder(); err != nil {
			return nil, err
		}
	}
	db, err := s.StoreToRead(ctx)
	if db == nil || err != nil {
		return nil, err
	}
	l, err := s.libraryOn(db, library.Options{Fallback: store.Local}, vectors)
	if err != nil {
		return nil, err
	}
	return &Library{l, scope, func() { db.Close() }}, nil
}

// libraryOn returns the library in a store. It closes the store on an error.
func (s *Setup) libraryOn(db *store.Library, o library.Options, vectors bool) (l *library.Library, err error) {
	if vectors {
		if o.Embedder, err = s.NewEmbedder(); err != nil {
			db.Close()
			return nil, err
		}
	}
	o.Store, o.Log, o.Reader, o.Whole = db, s.Log, cmp.Or(o.Reader, &corpus.Reader{}), true
	if l, err = library.New(o); err != nil {
		db.Close()
	}
	return l, err
}

// libraryToAsk opens the library to answer from, along with the fixed answers of the scope,
// which are nil if only one article is asked. It returns nil if there is no library or no
// article in the scope. If all articles are damaged, it returns an error.
func (s *Setup) libraryToAsk(ctx context.Context, scope store.Scope) (*library.Library, *answers.Page, error) {
	db, err := storeToAsk(ctx, s.Database())
	if db == nil || err != nil {
		return nil, nil, err
	}
	var fixed *answers.Page
	if s.Only == "" {
		if fixed, err = answers.New(db, s.Log).Page(ctx, scope); err != nil {
			db.Close()
			return nil, nil, err
		}
	}
	all, err := db.List(ctx, scope)
	if len(all) == 0 {
		db.Close()
		return nil, fixed, err
	}
	l, err := s.libraryOn(db, library.Options{}, true)
	return l, fixed, err
}

// StoreToRead opens the store read-only. It returns nil if there is none. The caller closes it.
func (s *Setup) StoreToRead(ctx context.Context) (*store.Library, error) {
	return storeToRead(ctx, s.Database())
}

func storeToRead(ctx context.Context, path string) (*store.Library, error) {
	if path == "" {
		return nil, nil
	}
	db, _, err := store.ReadLibrary(ctx, path)
	return db, err
}

// storeToAsk opens the store for writing if possible, so that vectors made for one question are
// there for the next.
func storeToAsk(ctx context.Context, path string) (*store.Library, error) {
	if path == "" {
		return nil, nil
	}
	if there, err := store.Exists(ctx, path); !there || err != nil {
		return nil, err
	}
	db, err := store.OpenLibrary(ctx, path)
	var file *store.OpenError
	if errors.As(err, &file) && (file.Kind == store.ReadOnly || file.Kind == store.NoSpace || file.Kind == store.Locked) {
		return storeToRead(ctx, path)
	}
	return db, err
}
