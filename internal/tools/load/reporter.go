package main

import (
	"fmt"
	"slices"
)

// A reporter stands in for a test: the fake wants one.
type reporter struct{ cleanups []func() }

// A fatal is what the fake cannot go on with.
type fatal string

func (reporter) Helper()             {}
func (reporter) Logf(string, ...any) {}

// Errorf is not called: a lenient fake keeps violations to itself.
func (reporter) Errorf(string, ...any) {}

func (*reporter) Fatalf(format string, args ...any) { panic(fatal(fmt.Sprintf(format, args...))) }

func (r *reporter) Cleanup(f func()) { r.cleanups = append(r.cleanups, f) }

// end is what a test does in the end.
func (r *reporter) end() {
	for _, f := range slices.Backward(r.cleanups) {
		f()
	}
}

// caught turns the panic of Fatalf into an error.
func caught(err *error) {
	switch reason := recover().(type) {
	case nil:
	case fatal:
		*err = fmt.Errorf("the Discord of this program: %s", string(reason))
	default:
		panic(reason)
	}
}
