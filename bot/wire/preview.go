package wire

import (
	"context"
	"strings"
	"sync"
	"time"

	"footnote/internal/clock"
)

const (
	// firstEdit is when an unfinished answer is shown first. An answer that is finished
	// earlier needs one message and no edit.
	firstEdit = 1200 * time.Millisecond
	// EditEvery is how often a message is edited. Discord lets a message be edited about five
	// times in five seconds, and the last edit must not wait.
	EditEvery = 1500 * time.Millisecond
)

// A Preview shows a text while it is written. If Discord is slower than the writer, edits are
// left out: only the newest text waits.
type Preview struct {
	mu    sync.Mutex
	text  strings.Builder
	stop  context.CancelFunc
	ended chan struct{}
}

// StartPreview shows what is added to the preview, in the message that form makes of it,
// until End. It calls gone if nobody can see the reply any more.
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
		if IsGone(err) {
			gone()
		}
		if IsRefused(err) {
			return // further edits would be refused too, and the final one reports it
		}
	}
}

// Add appends to the text. Its error is always nil.
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

// End stops the preview, waits for an edit in progress, and returns the text.
func (p *Preview) End() string {
	p.stop()
	<-p.ended
	return p.soFar()
}
