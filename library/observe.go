package library

import (
	"sync/atomic"
	"time"
)

// An Observer is notified of what a library does. It must be safe for concurrent use.
type Observer interface {
	// Looked is called after n lookups in a cache that all hit or all missed.
	Looked(cache string, hit bool, n int)
	// Added is called when an addition has ended, with its final stage and the time since it
	// was accepted.
	Added(stage string, took time.Duration)
}

// observed notifies an observer, if there is one.
type observed struct{ observer atomic.Pointer[Observer] }

// Observe sets the observer.
func (o *observed) Observe(by Observer) { o.observer.Store(&by) }

func (o *observed) told(what func(Observer)) {
	if by := o.observer.Load(); by != nil {
		what(*by)
	}
}
