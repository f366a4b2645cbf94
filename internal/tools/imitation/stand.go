package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"testing"
)

// A stand stands in for a test: the Discord and the language model of this program
// want one.
type stand struct {
	testing.TB // which nobody else may be; none of its methods is called
	log        io.Writer
	cleanups   []func()
}

// A complaint is why the Discord of this program cannot go on.
type complaint string

func (*stand) Helper()                             {}
func (*stand) Logf(string, ...any)                 {}
func (s *stand) Errorf(format string, args ...any) { fmt.Fprintf(s.log, format+"\n", args...) }
func (*stand) Fatalf(format string, args ...any)   { panic(complaint(fmt.Sprintf(format, args...))) }
func (s *stand) Cleanup(f func())                  { s.cleanups = append(s.cleanups, f) }

// end is what a test does in the end.
func (s *stand) end() {
	for _, f := range slices.Backward(s.cleanups) {
		f()
	}
	s.cleanups = nil
}

// caught turns a complaint into an error.
func caught(err *error) {
	switch reason := recover().(type) {
	case nil:
	case complaint:
		*err = errors.New(string(reason))
	default:
		panic(reason)
	}
}
