package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"footnote/corpus/pdf/boxfont"
)

// What PDFium may use. It starts with 16 MiB, and a file is not copied into it.
// The interpreter needs 130 MB itself.
const (
	compiledMemory    = 64 << 20
	interpretedMemory = 32 << 20
)

// An engine is PDFium as WebAssembly, in a sandbox without files, network,
// environment or output.
type engine struct {
	pool     pdfium.Pool
	compiled bool // to machine code; if not, it is interpreted
	cache    wazero.CompilationCache
}

// startInterpreted takes a second.
func startInterpreted() (*engine, error) {
	pool, err := startPool(context.Background(), wazero.NewRuntimeConfigInterpreter(), interpretedMemory)
	if err != nil {
		return nil, fmt.Errorf("pdf: start interpreted engine: %w", err)
	}
	return &engine{pool: pool}, nil
}

// startCached starts the engine that is in the directory cache. It fails where
// there is none, and never compiles.
func startCached(cache string) (*engine, error) {
	ctx := &cacheOnly{Context: experimental.WithCompilationWorkers(context.Background(), 2)}
	e, err := startCompiled(ctx, cache)
	ctx.started.Store(err == nil)
	return e, err
}

func startCompiled(ctx context.Context, dir string) (*engine, error) {
	if !compilerSupported() {
		return nil, errors.New("pdf: no compiler for this processor or system")
	}
	cache, err := wazero.NewCompilationCacheWithDir(dir)
	if err != nil {
		return nil, fmt.Errorf("pdf: cache of the engine: %w", err)
	}
	pool, err := startPool(ctx, wazero.NewRuntimeConfigCompiler().WithCompilationCache(cache), compiledMemory)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("pdf: start compiled engine: %w", err), cache.Close(context.Background()))
	}
	return &engine{pool, true, cache}, nil
}

// startPool turns panics into errors, as damaged machine code in the cache may
// cause them.
func startPool(ctx context.Context, config wazero.RuntimeConfig, memory uint32) (pool pdfium.Pool, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	return webassembly.Init(webassembly.Config{
		Context:  experimental.WithMemoryAllocator(ctx, allocator(memory)),
		MaxTotal: 1,
		FSConfig: wazero.NewFSConfig().WithFSMount(boxfont.Folder(), boxfont.Parent), // and nothing else; the default is the whole disk
		Stdout:   io.Discard,
		Stderr:   io.Discard,
		RuntimeConfig: config.
			WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling). // PDFium is built with exceptions
			WithMemoryLimitPages(memory / (64 << 10)).
			WithCloseOnContextDone(true), // a loop without end ends with its context
	})
}

// compilerSupported asks the library, which panics where it has none.
func compilerSupported() (ok bool) {
	defer func() { ok = recover() == nil }()
	return wazero.NewRuntimeWithConfig(context.Background(), wazero.NewRuntimeConfigCompiler()).Close(context.Background()) == nil
}

func (e *engine) close() error {
	err := e.pool.Close()
	if e.cache != nil {
		err = errors.Join(err, e.cache.Close(context.Background()))
	}
	return err
}

// instance makes a PDFium with nothing in it, which dies with ctx, also in the
// middle of a call. The caller calls end when it is done with it.
func (e *engine) instance(ctx context.Context) (i pdfium.Pdfium, end func(), err error) {
	i, err = e.pool.GetInstanceWithContext(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("pdf: start: %w", err)
	}
	killed := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(killed)
		_ = i.Kill() // it is closed either way
	})
	return i, func() {
		if stop() {
			_ = i.Close() // its memory is thrown away, whatever state it is in
			return
		}
		<-killed
	}, nil
}

// A cacheOnly context is done until the engine has started. wazero looks into
// its cache first and then, where it has several workers, at the context, so
// that an engine is loaded but never compiled.
type cacheOnly struct {
	context.Context
	started atomic.Bool
}

func (c *cacheOnly) Done() <-chan struct{} {
	if c.started.Load() {
		return c.Context.Done()
	}
	done := make(chan struct{})
	close(done)
	return done
}

func (c *cacheOnly) Err() error {
	if c.started.Load() {
		return c.Context.Err()
	}
	return context.Canceled
}

// Deadline is none: it is over or it never is.
func (c *cacheOnly) Deadline() (time.Time, bool) { return time.Time{}, false }
