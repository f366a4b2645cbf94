package term

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/peterh/liner"
)

// Lines are what a person writes, or what stands in a file. After the last one
// there is [io.EOF].
type Lines interface {
	next() (string, error)
}

// ErrAborted is that a line was begun and not finished.
var ErrAborted = errors.New("the line was left")

// ReadLine waits for a line, or for ctx. A read from a terminal cannot be called
// off: it outlives an interrupted conversation, and the program ends then.
func ReadLine(ctx context.Context, lines Lines) (string, error) {
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

// Scanned are the lines of a file or a pipe.
func Scanned(r io.Reader) Lines {
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

// EditedLines are the lines that a person writes on a terminal. What was written can
// be called up again, until the program ends.
type EditedLines struct{ *liner.State }

// Edited are the lines that a person writes on the terminal, until it is closed.
func Edited() EditedLines {
	l := liner.NewLiner()
	l.SetCtrlCAborts(true)
	return EditedLines{l}
}

func (e EditedLines) next() (string, error) {
	line, err := e.Prompt("> ")
	switch {
	case errors.Is(err, liner.ErrPromptAborted):
		return "", ErrAborted
	case err != nil:
		return "", err
	}
	if line != "" {
		e.AppendHistory(line)
	}
	return line, nil
}
