package rag_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"footnote/corpus"
	"footnote/rag"
)

// A counted retriever takes its time, and may panic.
type counted struct {
	rag.Retriever
	calls  atomic.Int32
	panics atomic.Bool
}

func (c *counted) Retrieve(ctx context.Context, query string, k int) ([]rag.Hit, error) {
	c.calls.Add(1)
	time.Sleep(time.Second)
	if c.panics.Load() {
		panic("on purpose")
	}
	return c.Retriever.Retrieve(ctx, query, k)
}

// Without a model too, what many ask at once is answered once, and a panic is
// the error of one answer.
func TestSharedWithoutModel(t *testing.T) {
	index := rag.NewIndex([]*corpus.Article{builtin(t)})
	synctest.Test(t, func(t *testing.T) {
		c := &counted{Retriever: index.Retriever(nil, rag.DefaultRecipe())}
		e, err := rag.NewEngine(index, c)
		if err != nil {
			t.Fatal(err)
		}
		alone := mustAnswer(t, e, rag.Question{Text: patents})
		each := c.calls.Swap(0)
		var all sync.WaitGroup
		for range 40 {
			all.Go(func() {
				if a, err := e.Answer(t.Context(), rag.Question{Text: patents}, nil); err != nil || a.Text != alone.Text || len(a.Footnotes) == 0 {
					t.Errorf("%+v, %v", a, err)
				}
			})
		}
		all.Wait()
		if n := c.calls.Load(); n != each {
			t.Errorf("%d searches for one question, want %d", n, each)
		}
		c.panics.Store(true)
		var panicked *rag.PanicError
		if _, err := e.Answer(t.Context(), rag.Question{Text: patents}, nil); !errors.As(err, &panicked) {
			t.Errorf("a panic is %v", err)
		}
		c.panics.Store(false)
		mustAnswer(t, e, rag.Question{Text: patents})
	})
}
