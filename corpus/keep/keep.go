// Package keep is the program's one file, a SQLite database. It keeps vectors,
// by the name of the model that made them and a hash of what they were made of,
// answers, by a hash of all that they depend on, and what readers thought of
// them. It knows no model, no article and no question.
//
// Nothing here may stop an answer: what the disk does not do, memory does for
// this run, and a warning says so.
package keep

import (
	"context"
	"fmt"
	"sync"
)

// A shelf is the part of the file that one kind of thing is kept in, with what
// happens when the file fails.
type shelf struct {
	path string
	what string // is kept, in words
	warn func(string)

	mu     sync.Mutex
	file   *file // nil where there is none, or no more
	mended bool  // the file was broken, and has been replaced
}

// openShelf never fails: warn is told in words what is wrong, and memory has to
// do. A file that is broken, or of another program, is set aside and a new one
// made. An empty path is memory only.
func openShelf(path, what string, warn func(string)) *shelf {
	s := &shelf{path: path, what: what, warn: warn}
	if path == "" {
		return s
	}
	var err error
	if s.file, err = openFile(path, warn); err != nil {
		s.file = nil
		s.inMemory(err)
	}
	return s
}

func (s *shelf) inMemory(err error) {
	s.warn(fmt.Sprintf("%v; %s are kept in memory for this run only", err, s.what))
}

// read works on the file, if there is one. Its only error is that of a
// cancelled ctx.
func (s *shelf) read(ctx context.Context, work func(*file) error) error {
	if s.file == nil {
		return ctx.Err()
	}
	if err := work(s.file); err != nil {
		return s.failed(ctx, "read", err)
	}
	return nil
}

// write reports whether the file has it. Its only error is that of a cancelled
// ctx.
func (s *shelf) write(ctx context.Context, work func(*file) error) (kept bool, err error) {
	for s.file != nil && !s.file.readOnly {
		err := work(s.file)
		if err == nil {
			return true, nil
		}
		if err := s.failed(ctx, "write", err); err != nil {
			return false, err
		}
	}
	return false, nil
}

// failed begins a new file in place of one that turned out to be broken, and
// gives up one that fails otherwise. It returns the error of a cancelled ctx.
func (s *shelf) failed(ctx context.Context, did string, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	s.file.close()
	s.file = nil
	if !broken(err) || s.mended {
		s.inMemory(fmt.Errorf("cannot %s %s: %w", did, s.path, err))
		return nil
	}
	s.mended = true // or a disk that breaks everything would be tried for ever
	if s.file, err = renew(s.path, err, s.warn); err != nil {
		s.file = nil
		s.inMemory(err)
	}
	return nil
}

// Close closes the file. A second call does nothing.
func (s *shelf) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file == nil {
		return nil
	}
	err := s.file.close()
	s.file = nil
	return err
}
