package bot

import (
	"context"
	"strings"
	"time"

	"footnote/bot/markdown"
)

const (
	// firstEdit is when an answer that is still being written is shown: one that
	// is there before needs one message and no edit.
	firstEdit = 1200 * time.Millisecond
	// editEvery is how often it is shown again. Discord lets a message be edited
	// about five times in five seconds, and the last edit must not wait.
	editEvery = 1500 * time.Millisecond
	writing   = " ▌"
)

// A growing answer is shown while it is written. Only the newest text waits.
type growing struct {
	stop  context.CancelFunc
	ended chan struct{}
}

// grow shows what there is of an answer, until end. cancel is called where
// nobody can see it any more.
func (b *Bot) grow(ctx context.Context, a asking, r reply, soFar func() string, cancel context.CancelCauseFunc) *growing {
	ctx, stop := context.WithCancel(ctx)
	g := &growing{stop: stop, ended: make(chan struct{})}
	go func() {
		defer close(g.ended)
		wait, shown := firstEdit, ""
		for {
			pause(ctx, wait)
			if ctx.Err() != nil {
				return
			}
			wait = editEvery
			text := soFar()
			if text == shown || strings.TrimSpace(text) == "" {
				continue
			}
			shown = text
			content := a.heading() + markdown.Escape(text)
			page := markdown.Pages(content, maxContent-len(writing))[0]
			if err := r.show(ctx, say(page+writing, 0)); gone(err) {
				cancel(errGone)
				return
			}
		}
	}()
	return g
}

// end stops showing, and waits for the edit that is on its way.
func (g *growing) end() {
	g.stop()
	<-g.ended
}
