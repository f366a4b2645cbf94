package pdf

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// prepareWithin limits the preparation of the engine, which takes seconds on most machines and
// minutes on the slowest. PDFs that have waited longer are read without it.
const prepareWithin = 10 * time.Minute

// Ready waits until the compiled engine is available, and has it prepared if it is not, so that
// the first PDF need not wait. It starts no engine. It is no error if the engine cannot be
// prepared, as PDFs can be read without it. If ctx ends first, the error is its cause.
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

// compiled starts the engine in the cache, after preparing it if needed. It returns nil if
// there is none: it was prepared for another processor, or preparing it failed.
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

// prepared calls Prepare once, and waits until it or ctx ends.
func (r *Reader) prepared(ctx context.Context) error {
	if r.preparing == nil {
		r.preparing = make(chan struct{})
		go func() {
			defer close(r.preparing)
			limited, cancel := context.WithTimeout(r.life, prepareWithin)
			defer cancel()
			_ = r.Prepare(limited, r.cache) // whether it failed shows when the engine is looked for
		}()
	}
	select {
	case <-r.preparing:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// Compile compiles the engine to machine code and stores it in the directory cache, 22 MB,
// where every later [Reader] finds it. That takes seconds and 350 MB of memory, so it should be
// done in a separate process that reads no files. If another process is compiling, Compile
// waits for it, until ctx ends. If the engine is there already, it does nothing.
//
// The machine code is trusted, so nobody else may have write access to the directory.
func Compile(ctx context.Context, cache string) error {
	return once(ctx, cache, present, func(ctx context.Context, cache string) error {
		err := compile(ctx, cache)
		if err == nil || ctx.Err() != nil {
			return err
		}
		sweep(cache, "*") // a damaged file would not be replaced
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

// present reports whether the directory contains the engine.
func present(cache string) bool {
	e, err := startCached(cache)
	return err == nil && e.close() == nil
}

const (
	lockName  = "prepare.lock"
	lockRetry = 200 * time.Millisecond
)

// once calls compile to fill the directory, unless there reports that it is filled. Only one
// process does so at a time; the lock of a process that died is released. On a file system
// without locks, the work may be done twice, but a file of the engine appears entirely or not
// at all.
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
		sweep(dir, "*.tmp") // left by an interrupted preparation
	}
	return compile(ctx, dir)
}

// sweep removes wazero's files from the directory. The caller must hold the lock.
func sweep(dir, pattern string) {
	left, _ := filepath.Glob(filepath.Join(dir, "wazero-*", pattern)) // the pattern is valid
	for _, path := range left {
		_ = os.Remove(path) // if that fails, compiling reports it
	}
}
