// Package standin provides a stand-in for *testing.T, for programs that use the fakes of the
// tests.
package standin

import (
	"fmt"
	"io"
	"slices"
	"testing"
)

// A TB implements [testing.TB], as far as the fakes use it, outside of tests.
type TB struct {
	testing.TB           // nil; only here for the interface's unexported method
	Errors     io.Writer // what Errorf and Logf print
	cleanups   []func()
}

// A Failure is the reason for a call of [TB.Fatalf].
type Failure string

// Error returns the reason.
func (f Failure) Error() string { return string(f) }

// Helper does nothing.
func (*TB) Helper() {}

// Logf prints to Errors.
func (t *TB) Logf(format string, args ...any) { fmt.Fprintf(t.Errors, format+"\n", args...) }

// Errorf prints to Errors. The program goes on.
func (t *TB) Errorf(format string, args ...any) { t.Logf(format, args...) }

// Fatalf panics with a [Failure].
func (*TB) Fatalf(format string, args ...any) { panic(Failure(fmt.Sprintf(format, args...))) }

// Cleanup registers a function for [TB.End].
func (t *TB) Cleanup(f func()) { t.cleanups = append(t.cleanups, f) }

// End calls the functions that were registered with Cleanup, the last one first.
func (t *TB) End() {
	for _, f := range slices.Backward(t.cleanups) {
		f()
	}
	t.cleanups = nil
}

// Recover turns the panic of Fatalf into an error. It must be deferred.
func Recover(err *error) {
	switch reason := recover().(type) {
	case nil:
	case Failure:
		*err = reason
	default:
		panic(reason)
	}
}
