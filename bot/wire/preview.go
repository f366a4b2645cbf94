package wire

import (
	"context"
	"strings"
	"sync"
	"time"

	"footnote/internal/clock"
)

const (
	// firstEdit is when an answer that is still being written is shown: one that
	// is there before needs one message and no edit.
	firstEdit = 1200 * time.Millisecond
	// EditEvery is how often a message is changed. Discord lets a message be edited
	// about five times in five seconds, and the last edit must not wait.
	EditEvery = 1500 * time.Millisecond
)

// A Preview shows a text while it is written. Where Discord is slower than the
// writer, edits are left out: only the newest text waits.
type Preview struct {
	mu    sync.Mutex
	text  strings.Builder
	stop  context.CancelFunc
	ended chan struct{}
}

// StartPreview shows what is added to the preview, as form makes a message of it,
// until End. gone is called where nobody can see the reply any more.
func StartPreview(ctx context.Context, r Reply, form func(soFar string) Outgoing, gone func()) *Preview {
	ctx, stop := context.WithCancel(ctx)
	p := &Preview{stop: stop, ended: make(chan struct{})}
	go func() {
		defer close(p.ended)
		p.show(ctx, r, form, gone)
	}()
	return p
}

func (p *Preview) show(ctx context.Context, r Reply, form func(string) Outgoing, gone func()) {
	shown := ""
	for wait := firstEdit; clock.Sleep(ctx, wait) == nil; wait = EditEvery {
		text := p.soFar()
		if text == shown || strings.TrimSpace(text) == "" {
			continue
		}
		shown = text
		err := r.Show(ctx, form(text))
		if isGone(err) {
			gone()
		}
		if IsRefused(err) {
			return // what is refused now is so again, and the last edit tells of it
		}
	}
}

// Add adds to the text. Its error is always nil.
func (p *Preview) Add(delta string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.text.WriteString(delta)
	return nil
}

func (p *Preview) soFar() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.String()
}

// End stops showing, waits for the edit that is on its way, and returns the text.
func (p *Preview) End() string {
	p.stop()
	<-p.ended
	return p.soFar()
}
