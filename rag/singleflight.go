package rag

import (
	"context"
	"fmt"
	"runtime/debug"
	"strings"
	"sync"
)

// shared answers a question that several callers ask at the same time once: all
// of them get the text as it grows. The zero value is ready.
type shared struct {
	mu      sync.Mutex
	pending map[sharedKey]*pending
}

// A pending is an answer that is being found. It goes on while anyone waits for
// it: that the first one left is not the others' loss.
type pending struct {
	stop    context.CancelFunc
	waiting int // guarded by the mutex of shared

	mu      sync.Mutex
	text    strings.Builder
	changed chan struct{} // closed at every change, and then made anew
	done    bool
	answer  Answer
	err     error
}

// A sharedKey is a question, asked of a version of the articles: who asks after
// a change must not be told what was found before it.
type sharedKey struct {
	question [32]byte
	version  uint64
}

// join answers with what write writes, or with what it is writing already for
// another.
func (s *shared) join(ctx context.Context, key sharedKey, emit func(string) error, write func(context.Context, func(string) error) (Answer, error)) (Answer, error) {
	s.mu.Lock()
	if s.pending == nil {
		s.pending = map[sharedKey]*pending{}
	}
	one := s.pending[key]
	if one == nil {
		detached, stop := context.WithCancel(context.WithoutCancel(ctx))
		one = &pending{stop: stop, changed: make(chan struct{})}
		s.pending[key] = one
		go func() {
			answer, err := recovered(detached, one.add, write)
			s.close(key, one)
			one.end(answer, err)
			stop()
		}()
	}
	one.waiting++
	s.mu.Unlock()
	answer, err := one.follow(ctx, emit)
	s.leave(key, one)
	return answer, err
}

// A PanicError is a panic while a question was answered. Other answers go on.
type PanicError struct {
	Reason any
	Stack  []byte
}

func (e *PanicError) Error() string { return fmt.Sprintf("answering panicked: %v", e.Reason) }

// recovered is write, with a panic of it as an error: in a goroutine of its own
// it would end the program.
func recovered(ctx context.Context, emit func(string) error, write func(context.Context, func(string) error) (Answer, error)) (a Answer, err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = &PanicError{reason, debug.Stack()}
		}
	}()
	return write(ctx, emit)
}

// close lets the next one who asks begin anew.
func (s *shared) close(key sharedKey, one *pending) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.pending[key] == one {
		delete(s.pending, key)
	}
}

// leave stops an answer that nobody waits for any more, and waits for its end.
func (s *shared) leave(key sharedKey, one *pending) {
	s.mu.Lock()
	one.waiting--
	last := one.waiting == 0
	if last && s.pending[key] == one {
		delete(s.pending, key)
	}
	s.mu.Unlock()
	if last {
		one.stop()
		one.wait()
	}
}

func (p *pending) add(delta string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.text.WriteString(delta)
	p.notify()
	return nil
}

func (p *pending) end(a Answer, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.answer, p.err, p.done = a, err, true
	p.notify()
}

func (p *pending) notify() {
	close(p.changed)
	p.changed = make(chan struct{})
}

// follow emits the text as it grows.
func (p *pending) follow(ctx context.Context, emit func(string) error) (Answer, error) {
	sent := 0
	for {
		p.mu.Lock()
		text, changed, done := p.text.String(), p.changed, p.done
		answer, err := p.answer, p.err
		p.mu.Unlock()
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
		case <-changed:
		case <-ctx.Done():
			return Answer{}, ctx.Err()
		}
	}
}

func (p *pending) wait() {
	for {
		p.mu.Lock()
		changed, done := p.changed, p.done
		p.mu.Unlock()
		if done {
			return
		}
		<-changed
	}
}
