// Package pdf takes the text out of a PDF, page by page, with PDFium in a
// WebAssembly sandbox. A PDF can cost a bounded time and memory, and nothing of
// it is left when the next one is read.
package pdf

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"footnote/corpus/doc"
)

// What a PDF may have and cost, besides the limits of every file.
const (
	MaxPages      = 500
	MaxCharacters = 2_000_000
	MaxTime       = 20 * time.Second // the start of the engine included
)

// A Reader reads PDFs, one at a time. It is safe for concurrent use; a process
// needs no second one, as two could use twice the memory.
type Reader struct {
	// Prepare runs [Compile] for the directory cache, in a process of its own
	// because of what that takes. It is called once, where the first PDF finds no
	// engine there, and may go on while that is read without. It is nil, or set
	// before the first PDF.
	Prepare func(ctx context.Context, cache string) error

	cache  string
	turn   chan struct{} // holds a token while a PDF is read; its holder may use what follows
	engine *engine       // nil before the first PDF
	closed bool

	preparing chan struct{} // nil before Prepare was called, closed when it has ended
	life      context.Context
	end       context.CancelFunc
}

// New prepares a reader; nothing is started before the first PDF. cache is a
// directory for the compiled engine. Where it is empty or holds none, the engine
// is interpreted: 30 times slower, and started anew for every PDF, as it would
// hold 130 MB.
func New(cache string) *Reader {
	r := &Reader{cache: cache, turn: make(chan struct{}, 1)}
	r.life, r.end = context.WithCancel(context.Background())
	return r
}

// Paginate returns the text of each page, in order, and what the file says of
// its title, its author and the day it was made. In a page "\n" ends a paragraph,
// a heading or another line that stands for itself, and nothing else. A page whose
// text does not end with "\n" may go on in the middle of a paragraph on the next
// page. Running heads and page numbers are left out.
//
// What the file is to blame for is a [*doc.Error] with an empty Source;
// the cause of ctx is returned where that ended first.
func (r *Reader) Paginate(ctx context.Context, raw []byte) (Paginated, error) {
	select {
	case r.turn <- struct{}{}:
	case <-ctx.Done():
		return Paginated{}, context.Cause(ctx)
	}
	defer func() { <-r.turn }()
	if r.closed {
		return Paginated{}, errClosed
	}
	limited, cancel := context.WithTimeout(ctx, MaxTime)
	defer cancel()
	result, err := r.read(limited, raw)
	switch {
	case err == nil:
		return result, nil
	case ctx.Err() != nil:
		return Paginated{}, context.Cause(ctx)
	case limited.Err() != nil:
		return Paginated{}, &doc.Error{Reason: fmt.Sprintf("is a PDF that takes longer than %v to read", MaxTime), Hint: splitHint}
	}
	return Paginated{}, err
}

var errClosed = errors.New("pdf: reader is closed")

// read has the turn.
func (r *Reader) read(ctx context.Context, raw []byte) (Paginated, error) {
	if r.engine == nil {
		// The interpreter's 130 MB would otherwise be 260 before they are collected.
		defer debug.SetGCPercent(debug.SetGCPercent(startGCPercent))
		e, err := r.start(ctx)
		if err != nil {
			return Paginated{}, err
		}
		r.engine = e
	}
	result, err := r.engine.paginate(ctx, raw)
	if err != nil || !r.engine.compiled {
		err = errors.Join(err, r.stop())
		debug.FreeOSMemory() // what a hostile file took is given back before the next one
	}
	return result, err
}

const startGCPercent = 10

// preparePatience is how long a PDF waits for the compiler before it is read
// without.
const preparePatience = 10 * time.Second

// start starts the engine, the compiled one if there is one or soon will be.
func (r *Reader) start(ctx context.Context) (*engine, error) {
	if r.cache == "" {
		return startInterpreted()
	}
	if e, err := startCached(r.cache); err == nil {
		return e, nil
	}
	if r.Prepare == nil || !r.prepared(ctx) {
		return startInterpreted()
	}
	e, err := startCached(r.cache)
	if err != nil { // prepared for another processor, or in vain
		return startInterpreted()
	}
	return e, nil
}

// prepared calls Prepare, once, and reports whether it ended in time.
func (r *Reader) prepared(ctx context.Context) bool {
	if r.preparing == nil {
		r.preparing = make(chan struct{})
		go func() {
			defer close(r.preparing)
			_ = r.Prepare(r.life, r.cache) // that there is no engine is seen by looking for it
		}()
	}
	patience := time.NewTimer(preparePatience)
	defer patience.Stop()
	select {
	case <-r.preparing:
		return true
	case <-patience.C:
	case <-ctx.Done():
	}
	return false
}

func (r *Reader) stop() error {
	e := r.engine
	r.engine = nil
	if e == nil {
		return nil
	}
	return e.close()
}

// Close waits for the PDF that is being read, and stops the engine and what
// prepares it. A closed reader reads no more.
func (r *Reader) Close() error {
	r.end()
	r.turn <- struct{}{}
	defer func() { <-r.turn }()
	r.closed = true
	if r.preparing != nil {
		<-r.preparing
	}
	return r.stop()
}
