// Package store is the program's one file, a SQLite database. It keeps two kinds
// of things.
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
	"errors"
	"fmt"
	"sync"
)

// A cache is the part of the file that one kind of thing is kept in, with what
// happens when the file fails.
type cache struct {
	path string
	what string // is kept, in words
	warn func(string)

	mu   sync.Mutex
	file *file // nil where there is none, or no more
}

// openCache never fails: warn is told in words what is wrong, and memory has to
// do. A file that is broken, or of another program, stays as it is. An empty
// path is memory only.
func openCache(path, what string, warn func(string)) *cache {
	s := &cache{path: path, what: what, warn: warn}
	if path == "" {
		return s
	}
	var err error
	if s.file, err = openFile(path); err != nil {
		s.file = nil
		s.inMemory(err)
	}
	return s
}

func (s *cache) inMemory(err error) {
	words := err.Error()
	var trouble *OpenError
	if errors.As(err, &trouble) {
		words = trouble.advice()
	}
	s.warn(fmt.Sprintf("%s; %s are kept in memory for this run only", words, s.what))
}

// read works on the file, if there is one. Its only error is that of a
// cancelled ctx.
func (s *cache) read(ctx context.Context, work func(*file) error) error {
	if s.file == nil {
		return ctx.Err()
	}
	if err := work(s.file); err != nil {
		return s.failed(ctx, err)
	}
	return nil
}

// write reports whether the file has it. Its only error is that of a cancelled
// ctx.
func (s *cache) write(ctx context.Context, work func(*file) error) (kept bool, err error) {
	if s.file == nil || s.file.readOnly {
		return false, ctx.Err()
	}
	if err := work(s.file); err != nil {
		return false, s.failed(ctx, err)
	}
	return true, nil
}

// failed gives up a file that fails. It returns the error of a cancelled ctx.
func (s *cache) failed(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	s.file.close()
	s.file = nil
	s.inMemory(explain(s.path, err))
	return nil
}

// Close closes the file. A second call does nothing.
func (s *cache) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file == nil {
		return nil
	}
	err := s.file.close()
	s.file = nil
	return err
}
