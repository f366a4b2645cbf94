// Package store is the program's one database: a file of SQLite, or what a server
// of PostgreSQL keeps. Where it is, its place, is the path of the file or an
// address that begins with postgres://. It keeps two kinds of things.
//
// The [Library] is what people brought, and what was promised to them: articles,
// settings, additions that are not done, spending. What it acknowledged survives
// a loss of power, and where it cannot keep it fails.
//
// The caches are vectors, by the name of the model that made them and a hash of
// what they were made of, answers, by a hash of all that they depend on, and what
// readers thought of them. They may never stop an answer: what the disk does not
// do, memory does for this run, and a warning says so.
//
// A file that cannot be used is never replaced, renamed or mended by itself:
// [Restore] does that when somebody asks for it.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"
)

// A cache is the part of the database that one kind of thing is kept in, with what
// happens when the database fails.
type cache struct {
	place string
	what  string // is kept, in words
	warn  func(string)
	// refill keeps what memory had meanwhile, once the database works again; may be nil.
	refill func(context.Context, *handle) error

	mu     sync.Mutex
	handle *handle   // nil where there is none now
	again  time.Time // when to open it once more; zero is never
}

// A handle is an open database.
type handle struct {
	engine
	db       *sql.DB
	readOnly bool
}

const (
	// cacheAgain is how long memory serves before a database that failed is tried again.
	cacheAgain = 10 * time.Second
	// cachePatience is how long a database may take: an answer waits for it.
	cachePatience = 10 * time.Second
)

// openCache never fails: warn is told in words what is wrong, and memory has to
// do. What is broken, or of another program, stays as it is. An empty place is
// memory only.
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

// openHandle opens a database for a cache, or makes it where there is none. Where it
// cannot be written it is read.
func openHandle(place string) (*handle, error) {
	ctx, cancel := context.WithTimeout(context.Background(), cachePatience)
	defer cancel()
	e, err := engineOf(place)
	if err != nil {
		return nil, err
	}
	db, err := e.write(ctx, forCache)
	if err == nil {
		if err := complete(ctx, e, db); err != nil {
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

// update changes everything that change does, or nothing.
func (h *handle) update(ctx context.Context, change func(*sql.Tx) error) error {
	return inside(ctx, h.db, nil, func(tx *sql.Tx) error {
		if err := h.claim(ctx, tx); err != nil {
			return err
		}
		return change(tx)
	})
}

// inMemory says why memory serves, and decides whether the database is tried again:
// not where nothing but a person can help.
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
	s.warn(fmt.Sprintf("%s; %s are kept in memory %s", words, s.what, whole))
}

// opened is the database, which is opened again where it failed a while ago; nil
// where there is none.
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
	if err != nil { // as was said
		return nil
	}
	s.handle = h
	return h
}

// read works on the database, if there is one. Its only error is that of a
// cancelled ctx.
func (s *cache) read(ctx context.Context, work func(context.Context, *handle) error) error {
	h := s.opened(ctx)
	if h == nil {
		return ctx.Err()
	}
	return s.try(ctx, h, work)
}

// write reports whether the database has it. Its only error is that of a cancelled
// ctx.
func (s *cache) write(ctx context.Context, work func(context.Context, *handle) error) (kept bool, err error) {
	h := s.opened(ctx)
	if h == nil || h.readOnly {
		return false, ctx.Err()
	}
	err = s.try(ctx, h, work)
	return err == nil && s.handle != nil, err
}

// try gives a database up that fails or takes too long. Its only error is that of a
// cancelled ctx.
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
