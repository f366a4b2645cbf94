package pdf

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"footnote/internal/long"
	"footnote/internal/samples"
)

// A slowCompiler is a machine on which the engine takes a minute to compile.
type slowCompiler struct {
	good  string // a directory that has it
	calls atomic.Int32
}

func (c *slowCompiler) compile(ctx context.Context, cache string) error {
	c.calls.Add(1)
	select {
	case <-time.After(time.Minute):
		return copyEngine(cache, c.good)
	case <-ctx.Done():
		return ctx.Err()
	}
}

var short = samples.PDF("題", "者", [][]string{{"文字。"}})

// However long the engine takes to compile, the PDF that waits for it has all of
// its own time, and is read by it.
func TestSlowPrepare(t *testing.T) {
	c := &slowCompiler{good: compiled(t)}
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		r := New(filepath.Join(t.TempDir(), "engine"))
		defer r.Close()
		r.Prepare = c.compile
		if got := mustRead(t, r, short); len(got) != 1 || got[0] != "文字。" {
			t.Errorf("read %q", got)
		}
		if r.engine == nil || !r.engine.compiled || time.Since(start) != time.Minute {
			t.Errorf("after %v, read with %+v", time.Since(start), r.engine)
		}
	})
}

// Two that need the engine at once, as two processes do, compile it once.
func TestPrepareOnce(t *testing.T) {
	c := &slowCompiler{good: compiled(t)}
	synctest.Test(t, func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "engine")
		var readers sync.WaitGroup
		for range 2 {
			readers.Go(func() {
				r := New(dir)
				defer r.Close()
				r.Prepare = func(ctx context.Context, cache string) error { return once(ctx, cache, present, c.compile) }
				mustRead(t, r, short)
				if r.engine == nil || !r.engine.compiled {
					t.Errorf("read with %+v", r.engine)
				}
			})
		}
		readers.Wait()
	})
	if n := c.calls.Load(); n != 1 {
		t.Errorf("compiled %d times", n)
	}
}

// The end of a context ends the wait, and the preparation goes on for the next
// one, until the reader is closed.
func TestPrepareCancel(t *testing.T) {
	c := &slowCompiler{good: compiled(t)}
	gone := errors.New("gone")
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		r := New(dir)
		r.Prepare = c.compile
		ctx, cancel := context.WithTimeoutCause(t.Context(), 5*time.Second, gone)
		defer cancel()
		if _, err := r.Paginate(ctx, short); !errors.Is(err, gone) {
			t.Errorf("%v", err)
		}
		mustRead(t, r, short)
		if n := c.calls.Load(); n != 1 || r.engine == nil || !r.engine.compiled {
			t.Errorf("prepared %d times, read with %+v", n, r.engine)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}

		start := time.Now()
		r = New(filepath.Join(dir, "other"))
		r.Prepare = c.compile
		waiting := make(chan error)
		go func() { waiting <- r.Ready(t.Context()) }()
		synctest.Wait()
		go r.Close()
		if err := <-waiting; err != nil || time.Since(start) > 0 {
			t.Errorf("%v, closed after %v", err, time.Since(start))
		}
	})
}

// A machine that never has done is read without.
func TestPrepareTooLong(t *testing.T) {
	long.Skip(t, "the interpreter is slow")
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		r := New(t.TempDir())
		defer r.Close()
		r.Prepare = func(ctx context.Context, _ string) error {
			<-ctx.Done()
			return ctx.Err()
		}
		mustRead(t, r, short)
		if took := time.Since(start); took != prepareWithin {
			t.Errorf("waited %v", took)
		}
	})
}

// Ready has the engine prepared before there is a PDF, and not again.
func TestReady(t *testing.T) {
	c := &slowCompiler{good: compiled(t)}
	synctest.Test(t, func(t *testing.T) {
		r := New(filepath.Join(t.TempDir(), "engine"))
		defer r.Close()
		r.Prepare = c.compile
		for range 2 {
			if err := r.Ready(t.Context()); err != nil {
				t.Error(err)
			}
		}
		start := time.Now()
		mustRead(t, r, short)
		if n := c.calls.Load(); n != 1 || time.Since(start) > 0 || !r.engine.compiled {
			t.Errorf("prepared %d times, read after %v with %+v", n, time.Since(start), r.engine)
		}
	})
}

// What an interrupted preparation left is gone after the next one, which is not
// hindered.
func TestPrepareAfterInterruption(t *testing.T) {
	dir := t.TempDir()
	left := filepath.Join(dir, "wazero-v1-amd64-linux", "0abc.123.tmp")
	if err := os.MkdirAll(filepath.Dir(left), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{left, filepath.Join(dir, lockName)} {
		if err := os.WriteFile(path, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	compiling := false
	err := once(t.Context(), dir, present, func(context.Context, string) error {
		compiling = true
		return nil
	})
	if _, missing := os.Stat(left); err != nil || !compiling || !errors.Is(missing, os.ErrNotExist) {
		t.Errorf("%v, compiled: %t, %s: %v", err, compiling, left, missing)
	}
}
