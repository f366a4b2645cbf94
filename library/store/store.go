// Package store is the program's only database: an SQLite file, or a schema of a PostgreSQL
// server. Its location, called a place, is the path of the file or an address that begins with
// postgres://. It holds two kinds of data.
//
// The [Library] is what people added and were promised: articles, settings, jobs, spending. Its
// changes survive a loss of power, and if they cannot be stored, the call fails.
//
// The caches hold vectors, by the name of the model that made them and a hash of the text;
// answers, by a hash of everything that they depend on; and readers' votes. They must never
// prevent an answer: if the disk fails, memory replaces it for this run, and a warning says so.
//
// A file that cannot be used is never replaced, renamed or repaired automatically: [Restore]
// does so on request.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"
)

// A cache is the part of the database that holds one kind of cached data. Memory replaces the
// database while that fails.
type cache struct {
	place string
	what  string // is cached, for warnings
	warn  func(string)
	// refill stores what was collected in memory, once the database works again. It may be nil.
	refill func(context.Context, *handle) error

	mu     sync.Mutex
	handle *handle   // nil while the database is not usable
	again  time.Time // when to try to open it again; zero means never
}

// A handle is an open database.
type handle struct {
	engine
	db       *sql.DB
	readOnly bool
}

const (
	// cacheAgain is how long after a failure the database is tried again.
	cacheAgain = 10 * time.Second
	// cachePatience is the time limit for the database, as an answer waits for it.
	cachePatience = 10 * time.Second
)

// openCache opens a cache at a place. It never fails: if the database cannot be used, it is
// left as it is, warn is called with the reason, and the cache is in memory. If place is empty,
// it is in memory too.
func openCache(place, what string, warn func(string)) *cache {
	s := &cache{place: place, what: what, warn: warn}
	if place == "" {
		return s
	}
	var err error
	if s.handle, err = openHandle(place); err != nil {
		s.inMemory(err)
	}
	return s
}

// openHandle opens a database for a cache, or creates it. If it cannot be written, it is opened
// for reading only.
func openHandle(place string) (*handle, error) {
	ctx, cancel := context.WithTimeout(context.Background(), cachePatience)
	defer cancel()
	e, err := engineOf(place)
	if err != nil {
		return nil, err
	}
	db, err := e.write(ctx, forCache)
	if err == nil {
		if err := checkMoveFinished(ctx, e, db); err != nil {
			return nil, explain(e.place(), errors.Join(err, db.Close()))
		}
		return &handle{e, db, false}, nil
	}
	var trouble *OpenError
	if !errors.As(err, &trouble) || trouble.Kind != ReadOnly && trouble.Kind != NoSpace {
		return nil, err
	}
	db, _, readErr := e.read(ctx, glance)
	switch {
	case readErr != nil:
		return nil, readErr
	case db == nil:
		return nil, err
	}
	return &handle{e, db, true}, nil
}

// update runs change in a transaction.
func (h *handle) update(ctx context.Context, change func(*sql.Tx) error) error {
	return inTransaction(ctx, h.db, nil, func(tx *sql.Tx) error {
		if err := h.claim(ctx, tx); err != nil {
			return err
		}
		return change(tx)
	})
}

// inMemory warns why the cache is in memory now, and decides whether to try the database again
// later. It does not if only a person can solve the problem.
func (s *cache) inMemory(err error) {
	words, whole := err.Error(), "for this run only"
	s.again = time.Time{}
	var trouble *OpenError
	if errors.As(err, &trouble) {
		words = trouble.advice()
	}
	if trouble == nil || trouble.Kind != Damaged && trouble.Kind != Newer && trouble.Kind != Foreign {
		s.again, whole = time.Now().Add(cacheAgain), "until it works again"
	}
	s.warn(fmt.Sprintf("%s are kept in memory %s: %s", s.what, whole, words))
}

// opened returns the open database, or nil if there is none. If the database failed a while
// ago, opened tries to open it again.
func (s *cache) opened(ctx context.Context) *handle {
	if s.handle != nil || s.again.IsZero() || time.Now().Before(s.again) || ctx.Err() != nil {
		return s.handle
	}
	s.again = time.Now().Add(cacheAgain)
	h, err := openHandle(s.place)
	if err == nil && s.refill != nil && !h.readOnly {
		if err = s.refill(ctx, h); err != nil {
			err = errors.Join(err, h.db.Close())
		}
	}
	if err != nil { // inMemory has warned already
		return nil
	}
	s.handle = h
	return h
}

// read calls work with the database, if there is one. It fails only if ctx is cancelled.
func (s *cache) read(ctx context.Context, work func(context.Context, *handle) error) error {
	h := s.opened(ctx)
	if h == nil {
		return ctx.Err()
	}
	return s.try(ctx, h, work)
}

// write calls work with the database and reports whether it stored the data. It fails only if
// ctx is cancelled.
func (s *cache) write(ctx context.Context, work func(context.Context, *handle) error) (kept bool, err error) {
	h := s.opened(ctx)
	if h == nil || h.readOnly {
		return false, ctx.Err()
	}
	err = s.try(ctx, h, work)
	return err == nil && s.handle != nil, err
}

// try calls work and stops using a database that fails or takes too long. It fails only if ctx
// is cancelled.
func (s *cache) try(ctx context.Context, h *handle, work func(context.Context, *handle) error) error {
	trying, cancel := context.WithTimeout(ctx, cachePatience)
	defer cancel()
	err := work(trying, h)
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return context.Cause(ctx)
	}
	s.handle.db.Close()
	s.handle = nil
	s.inMemory(explain(h.place(), err))
	return nil
}

// Close closes the database. A second call does nothing.
func (s *cache) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.again = time.Time{}
	if s.handle == nil {
		return nil
	}
	err := s.handle.db.Close()
	s.handle = nil
	return err
}
