package pdf

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// prepareWithin bounds the preparation of the engine: seconds on most machines,
// minutes on the slowest. PDFs that waited longer are read without it.
const prepareWithin = 10 * time.Minute

// Ready waits until the compiled engine is there, and has it prepared where it is
// not, so that the first PDF need not wait. Nothing is started. That it could not
// be prepared is no error, as PDFs are read all the same; the cause of ctx is
// returned where that ended first.
func (r *Reader) Ready(ctx context.Context) error {
	if err := r.takeTurn(ctx); err != nil {
		return err
	}
	defer r.endTurn()
	if r.engine != nil || r.cache == "" || r.Prepare == nil || present(r.cache) {
		return nil
	}
	return r.prepared(ctx)
}

// compiled starts the engine that is in the cache, or will be once it is
// prepared. It is nil where there is none: prepared for another processor, or in
// vain.
func (r *Reader) compiled(ctx context.Context) (*engine, error) {
	if r.cache == "" {
		return nil, nil
	}
	if e, err := startCached(r.cache); err == nil {
		return e, nil
	}
	if r.Prepare == nil {
		return nil, nil
	}
	if err := r.prepared(ctx); err != nil {
		return nil, err
	}
	e, err := startCached(r.cache)
	if err != nil {
		return nil, nil
	}
	return e, nil
}

// prepared calls Prepare, once, and waits for its end or that of ctx.
func (r *Reader) prepared(ctx context.Context) error {
	if r.preparing == nil {
		r.preparing = make(chan struct{})
		go func() {
			defer close(r.preparing)
			limited, cancel := context.WithTimeout(r.life, prepareWithin)
			defer cancel()
			_ = r.Prepare(limited, r.cache) // that there is no engine is seen by looking for it
		}()
	}
	select {
	case <-r.preparing:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// Compile translates the engine to machine code and keeps it in the directory
// cache, 22 MB, where every later [Reader] finds it. It takes seconds and 350 MB of
// memory, so it belongs into a process of its own that reads no files. Where
// another process does the same it is waited for, until ctx ends, and where the
// engine is there already nothing is done.
//
// Machine code is trusted: nobody else may write into the directory.
func Compile(ctx context.Context, cache string) error {
	return once(ctx, cache, present, func(ctx context.Context, cache string) error {
		err := compile(ctx, cache)
		if err == nil || ctx.Err() != nil {
			return err
		}
		sweep(cache, "*") // a damaged file is not replaced by itself
		return compile(ctx, cache)
	})
}

func compile(ctx context.Context, cache string) error {
	e, err := startCompiled(ctx, cache)
	if err != nil {
		return err
	}
	return e.close()
}

// present reports whether the directory has the engine.
func present(cache string) bool {
	e, err := startCached(cache)
	return err == nil && e.close() == nil
}

const (
	lockName  = "prepare.lock"
	lockRetry = 200 * time.Millisecond
)

// once has compile fill the directory, unless there reports that it is full. One
// process at a time does so; the lock of one that died is free. Where the file
// system has no locks, the worst is that the work is done twice: a file of the
// engine appears whole or not at all.
func once(ctx context.Context, dir string, there func(string) bool, compile func(context.Context, string) error) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("pdf: cache of the engine: %w", err)
	}
	lock := flock.New(filepath.Join(dir, lockName), flock.SetFlag(os.O_CREATE|os.O_RDWR))
	held, err := lock.TryLockContext(ctx, lockRetry)
	if ctx.Err() != nil {
		return fmt.Errorf("pdf: wait for another process that prepares the engine: %w", context.Cause(ctx))
	}
	if held {
		defer lock.Unlock()
	}
	if there(dir) {
		return nil
	}
	if err == nil {
		sweep(dir, "*.tmp") // what was left by a preparation that was interrupted
	}
	return compile(ctx, dir)
}

// sweep removes files of wazero from the directory. The lock is held.
func sweep(dir, pattern string) {
	left, _ := filepath.Glob(filepath.Join(dir, "wazero-*", pattern)) // the pattern is right
	for _, path := range left {
		_ = os.Remove(path) // if it stays, compiling says so
	}
}
