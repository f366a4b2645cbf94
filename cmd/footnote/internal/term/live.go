package term

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"footnote/internal/columns"
)

// A live line is the last line of a terminal. It shows what is being done, and is cleared
// afterwards. The cursor rests at its beginning. So clearing it works even after the terminal
// has become narrower and has broken the line into several, and also clears what is typed
// meanwhile, such as ^C.
type live struct {
	w       io.Writer
	columns func() int

	mu      sync.Mutex
	works   []*work // in progress, inner ones last
	drawn   bool
	within  bool // the cursor is within a line of printed text
	frame   int
	stop    chan struct{} // stops the drawing goroutine; nil if there is none
	stopped chan struct{}
}

func newLive(w io.Writer, columns func() int) *live { return &live{w: w, columns: columns} }

// A work is something in progress.
type work struct {
	what        string
	shown       bool // draw it even if there is nothing to count yet
	done, total int
	since       time.Time // start, if seconds are counted
}

const (
	clearLine = "\r\x1b[J" // and what a narrower terminal has broken off it
	every     = 100 * time.Millisecond
)

// spinner moves, so that the program does not seem to hang when nothing else changes.
var spinner = strings.Split("⠋ ⠙ ⠹ ⠸ ⠼ ⠴ ⠦ ⠧ ⠇ ⠏", " ")

// print prints text above the line.
func (l *live) print(w io.Writer, text string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.clear()
	_, err := io.WriteString(w, text)
	if text != "" {
		l.within = !strings.HasSuffix(text, "\n")
	}
	return err
}

func (l *live) clear() {
	if l.drawn {
		_, _ = io.WriteString(l.w, clearLine) // there is nowhere else to report it
		l.drawn = false
	}
}

// change changes a work. From then on it is drawn ten times a second.
func (l *live) change(w *work, to func(*work)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	to(w)
	if !slices.Contains(l.works, w) {
		l.works = append(l.works, w)
	}
	if w.shown && l.stop == nil {
		l.stop, l.stopped = make(chan struct{}), make(chan struct{})
		go l.run(l.stop, l.stopped)
	}
}

func (l *live) run(stop <-chan struct{}, stopped chan<- struct{}) {
	defer close(stopped)
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-stop:
			return
		case <-tick.C:
			l.draw()
		}
	}
}

func (l *live) draw() {
	l.mu.Lock()
	defer l.mu.Unlock()
	var shown []work
	for _, w := range l.works {
		if w.shown {
			shown = append(shown, *w)
		}
	}
	if len(shown) == 0 || l.within {
		return
	}
	l.frame++
	line := progressLine(shown, spinner[l.frame%len(spinner)], l.columns())
	_, _ = io.WriteString(l.w, clearLine+line+"\r") // there is nowhere else to report it
	l.drawn = true
}

// end ends the given works, or all if none is given, and clears the line.
func (l *live) end(works ...*work) {
	if l == nil {
		return
	}
	l.mu.Lock()
	l.works = slices.DeleteFunc(l.works, func(w *work) bool { return len(works) == 0 || slices.Contains(works, w) })
	l.clear()
	var stop, stopped chan struct{}
	if !slices.ContainsFunc(l.works, func(w *work) bool { return w.shown }) {
		stop, stopped = l.stop, l.stopped
		l.stop, l.stopped = nil, nil
	}
	l.mu.Unlock()
	if stop != nil {
		close(stop)
		<-stopped
	}
}

const (
	bar     = 20 // columns of a bar
	forBar  = 60 // columns of a terminal with room for a bar
	forWhat = 8  // minimum columns for a name, which is left out if there are fewer
)

// progressLine returns a line that is narrower than the terminal. It shows the progress of the
// outermost work that is counted, and the name of the innermost one.
func progressLine(works []work, moving string, width int) string {
	last := works[len(works)-1]
	counted := last
	for _, w := range works {
		if w.total > 0 {
			counted = w
			break
		}
	}
	line, left := " "+moving+" ", width-4 // the last column stays empty, so that the cursor never waits there to wrap
	add := func(text string) {
		if n := columns.Width(text); n <= left {
			line, left = line+text, left-n
		}
	}
	if counted.total > 0 && width >= forBar {
		filled := min(bar*counted.done/counted.total, bar)
		add("[" + strings.Repeat("=", filled) + strings.Repeat(" ", bar-filled) + "] ")
	}
	if counted.total > 0 {
		add(fmt.Sprintf("%d/%d ", counted.done, counted.total))
	} else if counted.done > 0 {
		add(fmt.Sprintf("%d ", counted.done))
	}
	what, after := last.what, last.after(last != counted)
	if name, _, ok := strings.Cut(what, stage); ok && columns.Width(what+after) > left {
		what = name
	}
	if left-columns.Width(after) < 2*forWhat {
		after = ""
	}
	if left >= forWhat || columns.Width(what) <= left {
		add(columns.CutMiddle(what, left-columns.Width(after)) + after)
	}
	return strings.TrimRight(line, " ")
}

// stage separates the name of a thing from what is being done with it, which is left out first.
const stage = ": "

// after returns the count or the seconds to show after the name of a work.
func (w work) after(count bool) string {
	switch {
	case !w.since.IsZero():
		return fmt.Sprintf(" %d s", int(time.Since(w.since).Seconds()))
	case count && w.total > 0:
		return fmt.Sprintf(" %d/%d", w.done, w.total)
	}
	return ""
}
