package library

import (
	"context"
	"errors"
	"sync"

	"footnote/library/store"
)

// A Stage is how far an addition is.
type Stage string

// The stages, in order; the last three end it.
const (
	StageWaiting   Stage = "waiting"
	StageFetching  Stage = "fetching"
	StageReading   Stage = "reading"
	StageDone      Stage = "done"
	StageFailed    Stage = "failed"
	StageCancelled Stage = "cancelled"
)

// stageElsewhere is that another process works on it.
const stageElsewhere Stage = "elsewhere"

// Over reports whether nothing more will come.
func (s Stage) Over() bool {
	return s == StageDone || s == StageFailed || s == StageCancelled || s == stageElsewhere
}

// A Progress is what an addition has come to.
type Progress struct {
	Stage       Stage
	Name        string // of the file that is being read
	Done, Total int    // texts of it that are embedded, of how many
	Added       []Added
	Skipped     []error // files of an archive that are no articles, and why
	Err         error   // of StageFailed
}

// An Addition is something that was promised to be added. It is safe for
// concurrent use.
type Addition struct {
	store.Job

	mu       sync.Mutex
	progress Progress
	changed  chan struct{}      // closed at every change, and then made anew
	stop     context.CancelFunc // while it is being worked on
}

func newAddition(j store.Job) *Addition {
	j.Data = nil // it is on disk
	return &Addition{Job: j, progress: Progress{Stage: StageWaiting, Name: j.Name}, changed: make(chan struct{})}
}

// Follow tells report of the progress, the latest first, until the addition is
// over or ctx ends; then it returns the last one. Where another process has taken it
// the error is [ErrElsewhere].
func (a *Addition) Follow(ctx context.Context, report func(Progress)) (Progress, error) {
	for {
		p, changed := a.now()
		if p.Stage == stageElsewhere {
			return p, ErrElsewhere
		}
		if p.Stage.Over() {
			return p, nil
		}
		if report != nil {
			report(p)
		}
		select {
		case <-changed:
		case <-ctx.Done():
			if p, _ = a.now(); p.Stage.Over() {
				return p, nil
			}
			return p, context.Cause(ctx)
		}
	}
}

// Progress is what it has come to.
func (a *Addition) Progress() Progress {
	p, _ := a.now()
	return p
}

func (a *Addition) now() (Progress, <-chan struct{}) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.progress, a.changed
}

// tell changes the progress, unless it is over.
func (a *Addition) tell(change func(*Progress)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.progress.Stage.Over() {
		return
	}
	change(&a.progress)
	close(a.changed)
	a.changed = make(chan struct{})
}

// errCancelled ends an addition that nobody wants any more.
var errCancelled = errors.New("cancelled")

// begin is the context to work in; false where it was cancelled before.
func (a *Addition) begin(ctx context.Context) (context.Context, bool) {
	ctx, cancel := context.WithCancelCause(ctx)
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.progress.Stage.Over() {
		cancel(nil)
		return nil, false
	}
	a.stop = func() { cancel(errCancelled) }
	return ctx, true
}

// cancel ends the addition and reports whether it was not over yet.
func (a *Addition) cancel() (was bool) {
	a.mu.Lock()
	stop := a.stop
	was = !a.progress.Stage.Over()
	a.mu.Unlock()
	switch {
	case !was:
	case stop != nil:
		stop() // whoever works on it says that it is over
	default:
		a.tell(func(p *Progress) { p.Stage = StageCancelled })
	}
	return was
}
