package bot

import (
	"context"
	"fmt"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"footnote/rag"
)

const (
	// sharedFor is how long an answer serves whoever asks the same.
	sharedFor = time.Minute
	// sharedMost is how many answers are kept for that.
	sharedMost = 256
)

// flights are the answers that are being found, and those that have just been:
// who asks the same as somebody else shares theirs.
type flights struct {
	mu  sync.Mutex // never held while waiting
	all map[string]*flight
}

// A flight is one answer on its way. It ends early when nobody waits for it any
// more.
type flight struct {
	flights *flights
	key     string // empty is not shared
	cancel  context.CancelFunc
	done    chan struct{}

	// With the lock of flights.
	text    strings.Builder // of the answer, as far as it is written
	readers int
	ended   time.Time

	// Once done.
	got rag.Answer
	err error
}

// join shares the answer to a question, or has it found.
func (b *Bot) join(q rag.Question) *flight {
	key := ""
	if len(q.History) == 0 {
		key = q.Text
	}
	fs := &b.flights
	fs.mu.Lock()
	defer fs.mu.Unlock()
	fs.sweep()
	if f := fs.all[key]; f != nil && key != "" {
		f.readers++
		return f
	}
	ctx, cancel := context.WithTimeout(b.cut, longestQuestion)
	f := &flight{flights: fs, key: key, cancel: cancel, done: make(chan struct{}), readers: 1}
	if key != "" {
		fs.all[key] = f
	}
	b.running.Go(func() { f.run(ctx, b, q) })
	return f
}

// sweep drops what has been kept for long enough. The caller holds the lock.
func (fs *flights) sweep() {
	if fs.all == nil {
		fs.all = map[string]*flight{}
	}
	for key, f := range fs.all {
		if !f.ended.IsZero() && (time.Since(f.ended) > sharedFor || len(fs.all) > sharedMost) {
			delete(fs.all, key)
		}
	}
}

// run finds the answer. A panic is an error of this answer, not the bot's end.
func (f *flight) run(ctx context.Context, b *Bot, q rag.Question) {
	defer f.cancel()
	defer close(f.done)
	defer func() {
		if reason := recover(); reason != nil {
			b.metrics.panics.Inc()
			b.Log.Error("panic", "event", "answer", "reason", fmt.Sprint(reason), "stack", string(debug.Stack()))
			f.err = fmt.Errorf("answering panicked: %v", reason)
		}
		f.flights.mu.Lock()
		defer f.flights.mu.Unlock()
		f.ended = time.Now()
		if f.err != nil {
			f.forget()
		}
	}()
	f.got, f.err = b.Answerer.Answer(ctx, q, f.add)
}

func (f *flight) add(delta string) error {
	f.flights.mu.Lock()
	defer f.flights.mu.Unlock()
	f.text.WriteString(delta)
	return nil
}

func (f *flight) soFar() string {
	f.flights.mu.Lock()
	defer f.flights.mu.Unlock()
	return f.text.String()
}

// wait waits for the answer, or for the end of ctx.
func (f *flight) wait(ctx context.Context) (rag.Answer, error) {
	select {
	case <-f.done:
		return f.got, f.err
	case <-ctx.Done():
		return rag.Answer{}, context.Cause(ctx)
	}
}

// leave is called once by everybody who joined.
func (f *flight) leave() {
	f.flights.mu.Lock()
	defer f.flights.mu.Unlock()
	f.readers--
	if f.readers == 0 && f.ended.IsZero() {
		f.forget()
		f.cancel()
	}
}

// forget lets nobody else join. The caller holds the lock.
func (f *flight) forget() {
	if f.flights.all[f.key] == f {
		delete(f.flights.all, f.key)
	}
}
