// Package pdf extracts the text of a PDF, page by page, with PDFium in a WebAssembly sandbox.
// The time and memory that a PDF can cost are bounded, and nothing of it is left when the next
// one is read.
package pdf

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"footnote/corpus/doc"
)

// The limits of a PDF, in addition to those of all files.
const (
	MaxPages      = 500
	MaxCharacters = 2_000_000
	MaxTime       = 20 * time.Second // from when the engine is ready

	// MaxInterpretedTime is the limit for an interpreted engine. That is some 20 times slower, and
	// takes 2 s for ten pages where the compiled one takes 0.1 s. With 20 times the limit, a
	// hostile file could keep all others waiting for minutes. This limit is enough for ten pages
	// on a machine 60 times slower still, and for MaxPages on an ordinary one.
	MaxInterpretedTime = 2 * time.Minute
)

// A Reader reads PDFs, one at a time. It is safe for concurrent use. A process needs only one:
// two could use twice the memory.
type Reader struct {
	// Prepare runs [Compile] for the directory cache, in a separate process because of the time
	// and memory that it takes. It is called once, if there is no engine in cache when the first
	// PDF is read, which waits for it. It ends with its context. It may be nil, and must be set
	// before the first PDF.
	Prepare func(ctx context.Context, cache string) error

	// Font returns a font for Chinese, Japanese and Korean. It is called only if a page is drawn
	// that uses fonts which are not in the file. It may be nil, and must be set before the first
	// PDF.
	Font func() (Font, bool)

	cache       string
	interpreted time.Duration // that a PDF may take of an engine which is interpreted

	turn   chan struct{} // holds a token while a PDF is read; its holder may use what follows
	engine *engine       // nil before the first PDF
	closed bool

	preparing chan struct{} // nil before Prepare was called, closed when it has ended
	life      context.Context
	end       context.CancelFunc
}

// New returns a Reader; nothing is started before the first PDF. cache is the directory for the
// compiled engine. If it is empty, or contains no engine and none can be put there, the engine
// is interpreted: 20 times slower, and started again for every PDF, as it would otherwise hold
// 130 MB.
func New(cache string) *Reader {
	r := &Reader{cache: cache, interpreted: MaxInterpretedTime, turn: make(chan struct{}, 1)}
	r.life, r.end = context.WithCancel(context.Background())
	return r
}

// Paginate returns the text of each page, in order, and the file's title, author and date. In a
// page, "\n" ends a paragraph, a heading or another separate line, and has no other use. If the
// text of a page does not end with "\n", its last paragraph may continue on the next page.
// Running heads and page numbers are left out.
//
// If the file is at fault, the error is a [*doc.Error] with an empty Source. If ctx ends first,
// the error is its cause.
func (r *Reader) Paginate(ctx context.Context, raw []byte) (Paginated, error) {
	result, err := r.paginate(ctx, raw)
	if err != nil {
		return Paginated{}, err
	}
	if err := result.textless(nil); err != nil {
		return Paginated{}, err
	}
	return result.Paginated, nil
}

// paginate is Paginate for a file that may have no text.
func (r *Reader) paginate(ctx context.Context, raw []byte) (paged, error) {
	if err := r.takeTurn(ctx); err != nil {
		return paged{}, err
	}
	defer r.endTurn()
	var result paged
	err := r.use(ctx, limit{MaxTime, r.interpreted, slowToRead}, func(ctx context.Context, e *engine) (err error) {
		if result, err = e.paginate(ctx, raw); err == nil && result.textless(nil) != nil {
			err = errTextless
		}
		return err
	})
	if err != nil && !errors.Is(err, errTextless) {
		return paged{}, err
	}
	return result, nil
}

// errTextless makes the reader stop the engine, to free its memory, after a file without text:
// many files made to waste resources have none.
var errTextless = errors.New("pdf: no text")

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

// A limit is the time that an operation may take, with a compiled engine and with an
// interpreted one, and the error if it takes longer.
type limit struct {
	compiled, interpreted time.Duration
	tooSlow               func(within time.Duration) error
}

// use waits for its turn and calls do. The time of a PDF begins when the engine is ready.
func (r *Reader) use(ctx context.Context, most limit, do func(context.Context, *engine) error) error {
	within := most.compiled
	if r.engine == nil {
		e, err := r.compiled(ctx)
		if err == nil && e == nil {
			// The interpreter's 130 MB would otherwise be 260 before they are collected.
			defer debug.SetGCPercent(debug.SetGCPercent(interpretedGCPercent))
			within = most.interpreted
			e, err = startInterpreted()
		}
		if err != nil {
			return causeOf(ctx, err)
		}
		r.engine = e
	}
	limited, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	err := do(limited, r.engine)
	if err != nil && limited.Err() != nil {
		err = most.tooSlow(within)
	}
	memory := r.engine.memory
	if err != nil || !r.engine.compiled {
		if failed := r.stop(); failed != nil {
			err = errors.Join(err, failed)
		}
		memory.release()
	} else if memory.grown.Load() {
		memory.release()
	}
	return causeOf(ctx, err)
}

// causeOf returns err, or the cause of ctx if that ended.
func causeOf(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

func slowToRead(within time.Duration) error {
	return &doc.Error{Reason: fmt.Sprintf("is a PDF that takes longer than %v to read", within), Hint: splitHint}
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

// Close waits for the PDF that is being read, and stops the engine and its preparation. A
// closed reader reads nothing more.
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
