package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/peterh/liner"
)

// A lineReader gives a conversation's lines, and [io.EOF] after the last one.
type lineReader interface {
	next() (string, error)
}

// errAborted is that a line was begun and not finished.
var errAborted = errors.New("the line was left")

// read waits for a line, or for ctx. A read from a terminal cannot be called
// off: it outlives an interrupted conversation, and the program ends then.
func read(ctx context.Context, lines lineReader) (string, error) {
	type result struct {
		line string
		err  error
	}
	results := make(chan result, 1)
	go func() {
		line, err := lines.next()
		results <- result{line, err}
	}()
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case r := <-results:
		return r.line, r.err
	}
}

// scanned are the lines of a file or a pipe.
type scanned struct{ *bufio.Scanner }

// maxLine is how many bytes a line has at most.
const maxLine = 1 << 20

func newScanned(r io.Reader) scanned {
	s := bufio.NewScanner(r)
	s.Buffer(nil, maxLine)
	return scanned{s}
}

func (s scanned) next() (string, error) {
	if s.Scan() {
		return s.Text(), nil
	}
	if err := s.Err(); err != nil {
		return "", fmt.Errorf("read questions: %w", err)
	}
	return "", io.EOF
}

// edited are the lines that a person writes on a terminal. What was written can
// be called up again, until the program ends.
type edited struct{ *liner.State }

func newEdited() edited {
	l := liner.NewLiner()
	l.SetCtrlCAborts(true)
	return edited{l}
}

func (e edited) next() (string, error) {
	line, err := e.Prompt("> ")
	switch {
	case errors.Is(err, liner.ErrPromptAborted):
		return "", errAborted
	case err != nil:
		return "", err
	}
	if line != "" {
		e.AppendHistory(line)
	}
	return line, nil
}
