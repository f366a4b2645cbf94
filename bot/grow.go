package bot

import (
	"context"
	"strings"
	"sync"
	"time"

	"footnote/internal/clock"

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

// A growing answer is shown while it is written. Only the newest text waits.
type growing struct {
	mu    sync.Mutex
	text  strings.Builder
	stop  context.CancelFunc
	ended chan struct{}
}

// grow shows what is added to it, until end. cancel is called where nobody can
// see it any more.
func (b *Bot) grow(ctx context.Context, a asking, r wire.Reply, cancel context.CancelCauseFunc) *growing {
	ctx, stop := context.WithCancel(ctx)
	g := &growing{stop: stop, ended: make(chan struct{})}
	go func() {
		defer close(g.ended)
		wait, shown := firstEdit, ""
		for {
			clock.Sleep(ctx, wait)
			if ctx.Err() != nil {
				return
			}
			wait = editEvery
			text := g.soFar()
			if text == shown || strings.TrimSpace(text) == "" {
				continue
			}
			shown = text
			err := r.Show(ctx, a.SoFar(text))
			if wire.IsGone(err) {
				cancel(errGone)
			}
			if wire.IsRefused(err) {
				return // what is refused now is so again, and the last edit tells of it
			}
		}
	}()
	return g
}

func (g *growing) add(delta string) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.text.WriteString(delta)
	return nil
}

func (g *growing) soFar() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.text.String()
}

// end stops showing, waits for the edit that is on its way, and returns the
// text.
func (g *growing) end() string {
	g.stop()
	<-g.ended
	return g.soFar()
}
