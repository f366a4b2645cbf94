package term

import (
	"sync"
	"time"
)

// A Bar shows progress, on a terminal only. The zero value shows nothing.
type Bar struct {
	live *live
	work *work
}

// Bar returns a bar for a task. It appears once Show, Say or Begin is called.
func (s *Screen) Bar(what string) Bar {
	if !s.terminal {
		return Bar{}
	}
	return Bar{s.live, &work{what: Line(what)}}
}

// Begin shows the bar even before there is progress to show.
func (b Bar) Begin() Bar {
	b.change(func(w *work) { w.shown = true })
	return b
}

// Show shows that done of total is done; a total of 0 means unknown.
func (b Bar) Show(done, total int) {
	b.change(func(w *work) { w.shown, w.done, w.total = true, done, total })
}

// Say shows what is being done now, and the progress.
func (b Bar) Say(what string, done, total int) {
	what = Line(what)
	b.change(func(w *work) { w.shown, w.what, w.done, w.total = true, what, done, total })
}

func (b Bar) change(to func(*work)) {
	if b.live != nil {
		b.live.change(b.work, to)
	}
}

// End clears the bar. It may be shown again.
func (b Bar) End() {
	if b.live != nil {
		b.live.end(b.work)
	}
}

// A Wait says what the program is waiting for. The zero value says nothing.
type Wait struct{ end func() }

// Wait begins a wait. A terminal shows what, followed by the seconds, on a line that End
// clears. Otherwise one line is printed if the wait takes longer than a second.
func (s *Screen) Wait(what string) Wait {
	if s.terminal {
		w := &work{what: Line(what)}
		s.live.change(w, func(w *work) { w.shown, w.since = true, time.Now() })
		return Wait{sync.OnceFunc(func() { s.live.end(w) })}
	}
	over, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		select {
		case <-time.After(time.Second):
			_ = s.Line("%s", what) // there is nowhere else to report it
		case <-over:
		}
	}()
	return Wait{sync.OnceFunc(func() {
		close(over)
		<-ended
	})}
}

// End ends the wait. A second call does nothing.
func (w Wait) End() {
	if w.end != nil {
		w.end()
	}
}
