package term

import (
	"fmt"
	"strings"
	"sync"
	"time"
)

// clearLine puts the cursor back to the beginning of an empty line.
const clearLine = "\r\x1b[K"

// A Bar shows how much is done, on a terminal only. The zero value shows nothing.
type Bar struct {
	screen *Screen
	what   string
}

// Bar is of what is being done.
func (s *Screen) Bar(what string) Bar {
	if !s.terminal {
		return Bar{}
	}
	return Bar{s, Line(what)}
}

// Show has the bar show that done of total is done.
func (b Bar) Show(done, total int) {
	if b.screen != nil {
		const width = 30
		filled := min(width*done/max(total, 1), width)
		fmt.Fprintf(b.screen.w, "\r%s [%s%s] %d/%d", b.what, strings.Repeat("=", filled), strings.Repeat(" ", width-filled), done, total)
	}
}

// End clears the line.
func (b Bar) End() {
	if b.screen != nil {
		fmt.Fprint(b.screen.w, clearLine)
	}
}

// A Wait says what is waited for, once that takes longer than a second. The zero
// value says nothing.
type Wait struct{ end func() }

// Wait begins: on a terminal what is followed by the seconds, on a line that is
// cleared in the end; elsewhere it is one line.
func (s *Screen) Wait(what string) Wait {
	over, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		s.count(Line(what), over)
	}()
	return Wait{sync.OnceFunc(func() {
		close(over)
		<-ended
	})}
}

func (s *Screen) count(what string, over <-chan struct{}) {
	second := time.NewTicker(time.Second)
	defer second.Stop()
	for n := 0; ; {
		select {
		case <-second.C:
			n++
		case <-over:
			if s.terminal && n > 0 {
				fmt.Fprint(s.w, clearLine)
			}
			return
		}
		switch {
		case s.terminal:
			fmt.Fprintf(s.w, "\r%s %d s", what, n)
		case n == 1:
			_ = s.Line("%s", what) // there is nowhere else to report it
		}
	}
}

// End is called when it is over. A second call does nothing.
func (w Wait) End() {
	if w.end != nil {
		w.end()
	}
}
