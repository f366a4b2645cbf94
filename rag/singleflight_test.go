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
	"footnote/internal/indextest"
	"footnote/rag"
	"footnote/rag/index"
)

// A counted embedder counts questions, is slow, and may panic.
type counted struct {
	indextest.Scripted
	calls  atomic.Int32
	panics atomic.Bool
}

func (c *counted) Embed(ctx context.Context, role index.Role, texts []string) ([][]float32, error) {
	if role == index.RoleQuery {
		c.calls.Add(1)
		time.Sleep(time.Second)
		if c.panics.Load() {
			panic("on purpose")
		}
	}
	return c.Scripted.Embed(ctx, role, texts)
}

// TestSharedWithoutModel checks, without a model, that a question that many ask at once is
// answered once, and that a panic is an error of one answer only.
func TestSharedWithoutModel(t *testing.T) {
	x, c := index.New([]*corpus.Article{builtin(t)}), &counted{Scripted: indextest.Each(1, 0)}
	indextest.MustEmbed(t, x, c)
	synctest.Test(t, func(t *testing.T) {
		e, err := rag.New(x, rag.Options{Embedder: c})
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
			t.Errorf("%d vectors of one question, want %d", n, each)
		}
		c.panics.Store(true)
		var panicked *rag.PanicError
		if _, err := e.Answer(t.Context(), rag.Question{Text: patents}, nil); !errors.As(err, &panicked) {
			t.Errorf("the panic became %v", err)
		}
		c.panics.Store(false)
		mustAnswer(t, e, rag.Question{Text: patents})
	})
}
