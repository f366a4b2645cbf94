package library

import (
	"context"
	"errors"
	"sync"

	"footnote/library/store"
)

// A Stage is a step in the life of an addition.
type Stage string

// The stages, in order. The last three are final.
const (
	StageWaiting   Stage = "waiting"
	StageFetching  Stage = "fetching"
	StageReading   Stage = "reading"
	StageDone      Stage = "done"
	StageFailed    Stage = "failed"
	StageCancelled Stage = "cancelled"
)

// stageElsewhere means that another process works on the addition.
const stageElsewhere Stage = "elsewhere"

// Over reports whether the stage is final.
func (s Stage) Over() bool {
	return s == StageDone || s == StageFailed || s == StageCancelled || s == stageElsewhere
}

// A Progress is a snapshot of an addition.
type Progress struct {
	Stage       Stage
	Name        string // of the file being read
	Done, Total int    // how many of its texts are embedded, and of how many
	Page, Pages int    // the page a vision model is reading, and of how many; 0 if there is none
	Added       []Added
	Skipped     []error // one error for each file of an archive that is not an article
	Err         error   // set in StageFailed
}

// An Addition is a job that this process knows of: something that was accepted and will be
// added. It is safe for concurrent use.
type Addition struct {
	store.Job

	mu       sync.Mutex
	progress Progress
	changed  chan struct{}      // closed and replaced at every change
	stop     context.CancelFunc // set while the addition is being worked on
}

func newAddition(j store.Job) *Addition {
	j.Data = nil // the store has it
	return &Addition{Job: j, progress: Progress{Stage: StageWaiting, Name: j.Name}, changed: make(chan struct{})}
}

// Follow calls report with the current progress and after every change, until the addition is
// over or ctx ends, and returns the last progress. It returns [ErrElsewhere] if another process
// has taken the addition over.
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

// Progress returns the current progress.
func (a *Addition) Progress() Progress {
	p, _ := a.now()
	return p
}

func (a *Addition) now() (Progress, <-chan struct{}) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.progress, a.changed
}

// tell updates the progress, unless the addition is over.
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

// errCancelled is the cause with which the context of a cancelled addition ends.
var errCancelled = errors.New("cancelled")

// begin returns the context to work in, or false if the addition was cancelled before it began.
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

// cancel ends the addition. It reports false if the addition was already over.
func (a *Addition) cancel() (was bool) {
	a.mu.Lock()
	stop := a.stop
	was = !a.progress.Stage.Over()
	a.mu.Unlock()
	switch {
	case !was:
	case stop != nil:
		stop() // the worker sets the final stage
	default:
		a.tell(func(p *Progress) { p.Stage = StageCancelled })
	}
	return was
}
