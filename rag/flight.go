package rag

import (
	"context"
	"fmt"
	"runtime/debug"
	"strings"
	"sync"
)

// flights has the same question, asked by many at once, answered once: everyone
// gets the text as it grows. The zero value is ready.
type flights struct {
	mu   sync.Mutex
	open map[flightKey]*flight
}

// A flight is an answer under way. It goes on while anyone waits for it: that
// the first one left is not the others' loss.
type flight struct {
	stop    context.CancelFunc
	waiting int // guarded by the mutex of flights

	mu     sync.Mutex
	text   strings.Builder
	news   chan struct{} // closed at every change, and then made anew
	done   bool
	answer Answer
	err    error
}

// A flightKey is a question, asked of the articles as they were after so many
// changes: who asks after one must not be told what was found before it.
type flightKey struct {
	question [32]byte
	changes  uint64
}

// join answers with what write writes, or with what it is writing already for
// another.
func (f *flights) join(ctx context.Context, key flightKey, emit func(string) error, write func(context.Context, func(string) error) (Answer, error)) (Answer, error) {
	f.mu.Lock()
	if f.open == nil {
		f.open = map[flightKey]*flight{}
	}
	one := f.open[key]
	if one == nil {
		detached, stop := context.WithCancel(context.WithoutCancel(ctx))
		one = &flight{stop: stop, news: make(chan struct{})}
		f.open[key] = one
		go func() {
			answer, err := unhurt(detached, one.add, write)
			f.close(key, one)
			one.end(answer, err)
			stop()
		}()
	}
	one.waiting++
	f.mu.Unlock()
	answer, err := one.follow(ctx, emit)
	f.leave(key, one)
	return answer, err
}

// A PanicError is a panic while an answer was found. Others' answers go on.
type PanicError struct {
	Reason any
	Stack  []byte
}

func (e *PanicError) Error() string { return fmt.Sprintf("answering panicked: %v", e.Reason) }

// unhurt is write, with a panic of it as an error: it would end the program,
// since it happens in no reader's goroutine.
func unhurt(ctx context.Context, emit func(string) error, write func(context.Context, func(string) error) (Answer, error)) (a Answer, err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = &PanicError{reason, debug.Stack()}
		}
	}()
	return write(ctx, emit)
}

// close lets the next one who asks begin anew.
func (f *flights) close(key flightKey, one *flight) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.open[key] == one {
		delete(f.open, key)
	}
}

// leave stops an answer that nobody waits for any more, and waits for its end.
func (f *flights) leave(key flightKey, one *flight) {
	f.mu.Lock()
	one.waiting--
	last := one.waiting == 0
	if last && f.open[key] == one {
		delete(f.open, key)
	}
	f.mu.Unlock()
	if last {
		one.stop()
		one.wait()
	}
}

func (f *flight) add(delta string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.text.WriteString(delta)
	f.tell()
	return nil
}

func (f *flight) end(a Answer, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.answer, f.err, f.done = a, err, true
	f.tell()
}

func (f *flight) tell() {
	close(f.news)
	f.news = make(chan struct{})
}

// follow emits the text as it grows.
func (f *flight) follow(ctx context.Context, emit func(string) error) (Answer, error) {
	sent := 0
	for {
		f.mu.Lock()
		text, news, done := f.text.String(), f.news, f.done
		answer, err := f.answer, f.err
		f.mu.Unlock()
		if sent < len(text) {
			if err := emit(text[sent:]); err != nil {
				return Answer{}, err
			}
			sent = len(text)
			continue
		}
		if done {
			return answer, err
		}
		select {
		case <-news:
		case <-ctx.Done():
			return Answer{}, ctx.Err()
		}
	}
}

func (f *flight) wait() {
	for {
		f.mu.Lock()
		news, done := f.news, f.done
		f.mu.Unlock()
		if done {
			return
		}
		<-news
	}
}
