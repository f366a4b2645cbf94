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
	mostMemory        = max(compiledMemory, interpretedMemory, drawingMemory)
)

// An engine is PDFium as WebAssembly, in a sandbox without files, network, environment or
// output.
type engine struct {
	pool     pdfium.Pool
	memory   *allocator
	fonts    *fonts
	compiled bool // whether it is compiled to machine code rather than interpreted
	cache    wazero.CompilationCache
}

// allow sets how much memory the next instance may use, if compiled and if interpreted.
func (e *engine) allow(compiled, interpreted uint64) {
	e.memory.most = interpreted
	if e.compiled {
		e.memory.most = compiled
	}
}

// startInterpreted starts an interpreted engine. It takes a second.
func startInterpreted() (*engine, error) {
	memory, fonts := &allocator{most: interpretedMemory}, newFonts()
	pool, err := startPool(context.Background(), wazero.NewRuntimeConfigInterpreter(), memory, fonts)
	if err != nil {
		return nil, fmt.Errorf("pdf: start interpreted engine: %w", err)
	}
	return &engine{pool: pool, memory: memory, fonts: fonts}, nil
}

// startCached starts the engine in the directory cache. If there is none, it fails and does not
// compile one.
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
	memory, fonts := &allocator{most: compiledMemory}, newFonts()
	pool, err := startPool(ctx, wazero.NewRuntimeConfigCompiler().WithCompilationCache(cache), memory, fonts)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("pdf: start compiled engine: %w", err), cache.Close(context.Background()))
	}
	return &engine{pool, memory, fonts, true, cache}, nil
}

// startPool turns panics into errors. Damaged machine code in the cache may cause them.
func startPool(ctx context.Context, config wazero.RuntimeConfig, memory *allocator, fonts *fonts) (pool pdfium.Pool, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	return webassembly.Init(webassembly.Config{
		Context:  experimental.WithMemoryAllocator(ctx, memory),
		MaxTotal: 1,
		FSConfig: wazero.NewFSConfig().WithFSMount(fonts, boxfont.Parent), // and nothing else; the default is the whole disk
		Stdout:   io.Discard,
		Stderr:   io.Discard,
		RuntimeConfig: config.
			WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling). // PDFium is built with exceptions
			WithMemoryLimitPages(mostMemory / (64 << 10)).
			WithCloseOnContextDone(true), // so that an endless loop ends with its context
	})
}

// compilerSupported reports whether wazero has a compiler for this machine. The library panics
// if it does not.
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

// instance creates an empty PDFium instance, which ends with ctx even in the middle of a call.
// The caller must call end when it is done.
func (e *engine) instance(ctx context.Context) (i pdfium.Pdfium, end func(), err error) {
	i, err = e.pool.GetInstanceWithContext(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("pdf: start: %w", err)
	}
	killed := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(killed)
		_ = i.Kill() // it is closed in any case
	})
	return i, func() {
		if stop() {
			_ = i.Close() // its memory is discarded, whatever its state
			return
		}
		<-killed
	}, nil
}

// A cacheOnly context is done until the engine has started. wazero first looks into its cache
// and then, if it has several workers, checks the context. So an engine is loaded, but never
// compiled.
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

// Deadline returns none.
func (c *cacheOnly) Deadline() (time.Time, bool) { return time.Time{}, false }
