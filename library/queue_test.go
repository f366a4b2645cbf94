package library

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/internal/storetest"
	"footnote/library/store"
	"footnote/rag/index"
)

// running runs the queue until the test ends or stop is called.
func running(t *testing.T, l *Library) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var wait sync.WaitGroup
	wait.Go(func() { l.Run(ctx) })
	stop = func() {
		cancel()
		wait.Wait()
	}
	t.Cleanup(stop)
	return stop
}

func promise(t *testing.T, l *Library, scope store.Scope, name, text string) *Addition {
	t.Helper()
	a, err := l.Promise(t.Context(), store.Job{Scope: scope, Name: name, Source: name, Data: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func over(t *testing.T, a *Addition) Progress {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	p, err := a.Follow(ctx, nil)
	if err != nil {
		t.Fatalf("the addition of %s has not ended: %v", a.Name, err)
	}
	return p
}

func TestQueue(t *testing.T) { storetest.Each(t, testQueue) }

func testQueue(t *testing.T, at storetest.Place) {
	l := fresh(t, at, nil)
	running(t, l)
	scope := store.Guild("1")
	var stages []Stage
	a := promise(t, l, scope, "lake.txt", lake)
	p, err := a.Follow(t.Context(), func(p Progress) { stages = append(stages, p.Stage) })
	if err != nil || p.Stage != StageDone || len(p.Added) != 1 || p.Added[0].Article.Title != "鏡湖報告" {
		t.Errorf("%+v, %v, after %v", p, err, stages)
	}
	if p := over(t, promise(t, l, scope, "broken.pdf", "%PDF-1.7 and then nothing")); p.Stage != StageFailed || p.Err == nil {
		t.Errorf("a broken file: %+v", p)
	}
	if pending, err := l.Pending(t.Context()); len(pending) != 0 || err != nil {
		t.Errorf("%d are pending, %v", len(pending), err)
	}
}

// TestRestart checks that promised additions are made after a restart, in order, even if the
// program ended during one.
func TestRestart(t *testing.T) { storetest.Each(t, testRestart) }

func testRestart(t *testing.T, at storetest.Place) {
	path := at(t)
	begun := make(chan struct{})
	first := opened(t, path, func(o *Options) { o.Embedder = &stuck{Embedder: hashed{"hashed"}, begun: begun} })
	stop := running(t, first)
	for n := range 3 {
		promise(t, first, store.Local, fmt.Sprintf("%d.txt", n), strings.ReplaceAll(lake, "鏡湖", fmt.Sprintf("第%d湖", n)))
	}
	<-begun
	stop()
	second := opened(t, path, nil)
	pending, err := second.Pending(t.Context())
	if err != nil || len(pending) != 3 {
		t.Fatalf("%d are pending after the restart, %v", len(pending), err)
	}
	running(t, second)
	for _, a := range pending {
		if p := over(t, a); p.Stage != StageDone {
			t.Errorf("%s: %+v", a.Name, p)
		}
	}
	if got := titles(t, second, store.Local); len(got) != 3 {
		t.Errorf("after the restart there are %v", got)
	}
}

// stuck is an embedder that blocks until its context ends.
type stuck struct {
	index.Embedder
	begun chan struct{}
	once  sync.Once
}

func (s *stuck) Embed(ctx context.Context, role index.Role, texts []string) ([][]float32, error) {
	if role == index.RoleQuery {
		return s.Embedder.Embed(ctx, role, texts)
	}
	s.once.Do(func() { close(s.begun) })
	<-ctx.Done()
	return nil, ctx.Err()
}

func TestCancel(t *testing.T) { storetest.Each(t, testCancel) }

func testCancel(t *testing.T, at storetest.Place) {
	begun := make(chan struct{})
	l := fresh(t, at, func(o *Options) { o.Embedder = &stuck{Embedder: hashed{"hashed"}, begun: begun} })
	running(t, l)
	scope := store.Guild("1")
	working, waiting := promise(t, l, scope, "lake.txt", lake), promise(t, l, scope, "tower.txt", tower)
	<-begun
	if was, err := l.Cancel(t.Context(), store.Guild("2"), working.ID); was || err != nil {
		t.Errorf("cancelled by another scope: %v, %v", was, err)
	}
	for _, a := range []*Addition{waiting, working} {
		if was, err := l.Cancel(t.Context(), scope, a.ID); !was || err != nil {
			t.Errorf("cancelling %s: %v, %v", a.Name, was, err)
		}
		if p := over(t, a); p.Stage != StageCancelled {
			t.Errorf("%s: %+v", a.Name, p)
		}
	}
	if got := titles(t, l, scope); len(got) != 0 {
		t.Errorf("cancelled additions were stored: %v", got)
	}
	if was, err := l.Cancel(t.Context(), scope, working.ID); was || err != nil {
		t.Errorf("cancelling again: %v, %v", was, err)
	}
}

// TestFairness checks that one scope can neither fill the queue of another nor always go before
// it.
func TestFairness(t *testing.T) { storetest.Each(t, testFairness) }

func testFairness(t *testing.T, at storetest.Place) {
	l := fresh(t, at, func(o *Options) { o.Limits.Waiting = 3 })
	loud, quiet := store.Guild("1"), store.Guild("2")
	var all []*Addition
	for n := range 3 {
		all = append(all, promise(t, l, loud, fmt.Sprintf("%d.txt", n), strings.ReplaceAll(lake, "鏡湖", fmt.Sprint("湖", n))))
	}
	var full *LimitError
	if _, err := l.Promise(t.Context(), store.Job{Scope: loud, Name: "more.txt", Data: []byte(tower)}); !errors.As(err, &full) || full.Kind != LimitWaiting {
		t.Errorf("a fourth one: %v", err)
	}
	late := promise(t, l, quiet, "tower.txt", tower)
	running(t, l)
	over(t, late)
	if p := all[2].Progress(); p.Stage.Over() {
		t.Error("the other scope waited for all additions of the first")
	}
	over(t, all[2])
}

// TestGivenUp checks that a file that crashes the program each time it is read is given up.
func TestGivenUp(t *testing.T) { storetest.Each(t, testGivenUp) }

func testGivenUp(t *testing.T, at storetest.Place) {
	path := at(t)
	l := opened(t, path, nil)
	a := promise(t, l, store.Local, "lake.txt", lake)
	for range maxTries {
		if _, err := l.Store.Begin(t.Context(), a.ID); err != nil { // then the program dies
			t.Fatal(err)
		}
	}
	running(t, l)
	if p := over(t, a); p.Stage != StageFailed {
		t.Errorf("%+v", p)
	}
}

// TestPanic checks that a panic of a reader ends only one addition.
func TestPanic(t *testing.T) { storetest.Each(t, testPanic) }

func testPanic(t *testing.T, at storetest.Place) {
	l := fresh(t, at, func(o *Options) { o.Reader = &corpus.Reader{PDF: panicking{}} })
	running(t, l)
	if p := over(t, promise(t, l, store.Local, "a.pdf", "%PDF-1.7")); p.Stage != StageFailed {
		t.Errorf("%+v", p)
	}
	if p := over(t, promise(t, l, store.Local, "lake.txt", lake)); p.Stage != StageDone {
		t.Errorf("the next one: %+v", p)
	}
}

type panicking struct{}

func (panicking) Parse(context.Context, doc.File) (doc.Document, error) { panic("in a PDF") }
