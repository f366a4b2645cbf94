package bot

import (
	"context"
	"strings"
	"sync"
	"time"

	"footnote/internal/clock"

	"footnote/bot/render"
	"footnote/bot/wire"
)

const (
	// firstEdit is when an answer that is still being written is shown: one that
	// is there before needs one message and no edit.
	firstEdit = 1200 * time.Millisecond
	// editEvery is how often it is shown again. Discord lets a message be edited
	// about five times in five seconds, and the last edit must not wait.
	editEvery = 1500 * time.Millisecond
)

// A preview shows an answer while it is written. Where Discord is slower than the
// writer, edits are left out: only the newest text waits.
type preview struct {
	mu    sync.Mutex
	text  strings.Builder
	stop  context.CancelFunc
	ended chan struct{}
}

// startPreview shows what is added to it, until end. cancel is called where nobody
// can see the reply any more.
func startPreview(ctx context.Context, q render.Question, r wire.Reply, cancel context.CancelCauseFunc) *preview {
	ctx, stop := context.WithCancel(ctx)
	p := &preview{stop: stop, ended: make(chan struct{})}
	go func() {
		defer close(p.ended)
		wait, shown := firstEdit, ""
		for {
			clock.Sleep(ctx, wait)
			if ctx.Err() != nil {
				return
			}
			wait = editEvery
			text := p.soFar()
			if text == shown || strings.TrimSpace(text) == "" {
				continue
			}
			shown = text
			err := r.Show(ctx, q.SoFar(text))
			if wire.IsGone(err) {
				cancel(errGone)
			}
			if wire.IsRefused(err) {
				return // what is refused now is so again, and the last edit tells of it
			}
		}
	}()
	return p
}

func (p *preview) add(delta string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.text.WriteString(delta)
	return nil
}

func (p *preview) soFar() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.String()
}

// end stops showing, waits for the edit that is on its way, and returns the
// text.
func (p *preview) end() string {
	p.stop()
	<-p.ended
	return p.soFar()
}
