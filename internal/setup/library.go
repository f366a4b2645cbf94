package setup

import (
	"cmp"
	"context"
	"errors"

	"footnote/corpus"
	"footnote/library"
	"footnote/library/store"
)

// A Library is the library of one scope.
type Library struct {
	*library.Library
	Scope store.Scope
	close func()
}

// Close ends it. Nil has nothing to end.
func (l *Library) Close() {
	if l != nil {
		l.close()
	}
}

// scope is whose library it is.
func (s *Settings) scope() (store.Scope, error) {
	scope := store.Scope(cmp.Or(s.Scope, string(store.Local)))
	if !scope.Valid() {
		return "", &Error{Kind: BadScope, Scope: scope}
	}
	return scope, nil
}

// Library is the one to change, without limits. The caller closes it.
func (s *Setup) Library(ctx context.Context) (*Library, error) {
	scope, err := s.scope()
	if err != nil {
		return nil, err
	}
	db, err := store.OpenLibrary(ctx, s.Database())
	if err != nil {
		return nil, err
	}
	reader, closeReader := s.reader()
	unlimited := library.Limits{Articles: -1, Passages: -1, Characters: -1, Tokens: -1}
	l, err := s.libraryOn(db, library.Options{Reader: reader, Limits: unlimited}, true)
	if err != nil {
		closeReader()
		return nil, err
	}
	return &Library{l, scope, func() {
		closeReader()
		db.Close()
	}}, nil
}

// LibraryToRead is the one to look at, nil where there is none; with vectors, so
// that those are seen too that the embedder made. The caller closes it.
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
	l, err := s.libraryOn(db, library.Options{}, vectors)
	if err != nil {
		return nil, err
	}
	return &Library{l, scope, func() { db.Close() }}, nil
}

// libraryOn is the library that a store keeps, which is closed on an error.
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

// libraryToAsk is the one to answer from, nil where there is none or no article
// in the scope. Where all of them are damaged, that is the error.
func (s *Setup) libraryToAsk(ctx context.Context, scope store.Scope) (*library.Library, error) {
	db, err := storeToAsk(ctx, s.Database())
	if db == nil || err != nil {
		return nil, err
	}
	all, err := db.List(ctx, scope)
	if len(all) == 0 {
		db.Close()
		return nil, err
	}
	return s.libraryOn(db, library.Options{}, true)
}

// StoreToRead is what is kept, not to be changed, nil where nothing is. The caller
// closes it.
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

// storeToAsk is open for writing where that is possible, so that the vectors that
// are made for one question are there for the next.
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
