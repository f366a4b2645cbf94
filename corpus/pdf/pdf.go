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
	MaxTime       = 20 * time.Second // from when the engine is ready

	// MaxInterpretedTime is that of an engine which is interpreted. It is some 20
	// times slower, and takes 2 s for ten pages where the compiled one takes 0.1 s.
	// 20 times the time would let a hostile file keep all others waiting for
	// minutes; this one is enough for ten pages on a machine 60 times slower still,
	// and for MaxPages on an ordinary one.
	MaxInterpretedTime = 2 * time.Minute
)

// A Reader reads PDFs, one at a time. It is safe for concurrent use; a process
// needs no second one, as two could use twice the memory.
type Reader struct {
	// Prepare runs [Compile] for the directory cache, in a process of its own
	// because of what that takes. It is called once, where the first PDF finds no
	// engine there, which then waits for it. It ends with its context. It is nil, or
	// set before the first PDF.
	Prepare func(ctx context.Context, cache string) error

	cache       string
	interpreted time.Duration // that a PDF may take of an engine which is interpreted

	turn   chan struct{} // holds a token while a PDF is read; its holder may use what follows
	engine *engine       // nil before the first PDF
	closed bool

	preparing chan struct{} // nil before Prepare was called, closed when it has ended
	life      context.Context
	end       context.CancelFunc
}

// New prepares a reader; nothing is started before the first PDF. cache is a
// directory for the compiled engine. Where it is empty, or holds none and cannot
// be given one, the engine is interpreted: 20 times slower, and started anew for
// every PDF, as it would hold 130 MB.
func New(cache string) *Reader {
	r := &Reader{cache: cache, interpreted: MaxInterpretedTime, turn: make(chan struct{}, 1)}
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
	if err := r.takeTurn(ctx); err != nil {
		return Paginated{}, err
	}
	defer r.endTurn()
	result, err := r.read(ctx, raw)
	if err != nil && ctx.Err() != nil {
		return Paginated{}, context.Cause(ctx)
	}
	return result, err
}

var errClosed = errors.New("pdf: reader is closed")

func (r *Reader) takeTurn(ctx context.Context) error {
	select {
	case r.turn <- struct{}{}:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	if r.closed {
		r.endTurn()
		return errClosed
	}
	return nil
}

func (r *Reader) endTurn() { <-r.turn }

// read has the turn. The time of a PDF begins when the engine is ready.
func (r *Reader) read(ctx context.Context, raw []byte) (Paginated, error) {
	within := MaxTime
	if r.engine == nil {
		e, err := r.compiled(ctx)
		if err == nil && e == nil {
			// The interpreter's 130 MB would otherwise be 260 before they are collected.
			defer debug.SetGCPercent(debug.SetGCPercent(interpretedGCPercent))
			within = r.interpreted
			e, err = startInterpreted()
		}
		if err != nil {
			return Paginated{}, err
		}
		r.engine = e
	}
	limited, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	result, err := r.engine.paginate(limited, raw)
	if err != nil && limited.Err() != nil {
		err = &doc.Error{Reason: fmt.Sprintf("is a PDF that takes longer than %v to read", within), Hint: splitHint}
	}
	if err != nil || !r.engine.compiled {
		if failed := r.stop(); failed != nil {
			err = errors.Join(err, failed)
		}
		debug.FreeOSMemory() // what a hostile file took is given back before the next one
	}
	if err != nil {
		return Paginated{}, err
	}
	return result, nil
}

const interpretedGCPercent = 10

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
