package main

import (
	"errors"
	"io/fs"
	"os"

	"footnote/corpus"
	"footnote/library"
	"footnote/library/store"
	"footnote/rag/index"
)

// library is the one to change; done ends it.
func (a *app) library() (l *library.Library, scope store.Scope, done func(), err error) {
	if scope, err = a.scope(); err != nil {
		return nil, "", nil, err
	}
	db, err := store.OpenLibrary(a.ctx, a.database())
	if err != nil {
		return nil, "", nil, err
	}
	embedder, err := a.embedder()
	if err != nil {
		db.Close()
		return nil, "", nil, err
	}
	reader, closeReader := a.reader()
	unlimited := library.Limits{Articles: -1, Passages: -1, Characters: -1, Tokens: -1}
	l, err = library.New(library.Options{Store: db, Reader: reader, Embedder: embedder, Limits: unlimited, Log: a.notes()})
	return l, scope, func() {
		closeReader()
		db.Close()
	}, err
}

// libraryToRead is the one to look at, nil where there is none; done ends it.
// With the embedder, its vectors are seen too.
func (a *app) libraryToRead(embedder index.Embedder) (l *library.Library, scope store.Scope, done func(), err error) {
	if scope, err = a.scope(); err != nil {
		return nil, "", nil, err
	}
	db, err := a.storeToRead()
	if db == nil || err != nil {
		return nil, scope, func() {}, err
	}
	l, err = library.New(library.Options{Store: db, Reader: &corpus.Reader{}, Embedder: embedder, Log: a.notes()})
	return l, scope, func() { db.Close() }, err
}

// storeToRead is the library's file, nil where there is none.
func (a *app) storeToRead() (*store.Library, error) {
	path := a.database()
	if path == "" {
		return nil, nil
	}
	db, _, err := store.ReadLibrary(a.ctx, path)
	return db, err
}

// storeToAsk is open for writing where that is possible, so that the vectors
// that are made for one question are there for the next.
func (a *app) storeToAsk() (*store.Library, error) {
	path := a.database()
	if path == "" {
		return nil, nil
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	db, err := store.OpenLibrary(a.ctx, path)
	var file *store.OpenError
	if errors.As(err, &file) && (file.Kind == store.ReadOnly || file.Kind == store.NoSpace || file.Kind == store.Locked) {
		return a.storeToRead()
	}
	return db, err
}
