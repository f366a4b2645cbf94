package rag

import (
	"errors"
)

// A WriteError is that a model did not write an answer, where nothing else may.
type WriteError struct {
	Model string
	Err   error
}

func (e *WriteError) Error() string { return "language model " + e.Model + ": " + e.Err.Error() }
func (e *WriteError) Unwrap() error { return e.Err }

var errThin = errors.New("the article bears out too little of what it wrote")

// late is that the time for an answer was over.
type late struct{ error }

func (l late) Cause() Cause  { return CauseTimeout }
func (l late) Unwrap() error { return l.error }

// causeOf is why a generator wrote nothing; empty for what is no error of one.
func causeOf(err error) Cause {
	var failed GenerateError
	if errors.As(err, &failed) {
		return failed.Cause()
	}
	return ""
}
