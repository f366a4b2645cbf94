package prompt

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
)

// maxLine is the maximum length of a line in bytes.
const maxLine = 1 << 20

// A result is a line, or an error.
type result struct {
	line string
	err  error
}

// scanned reads lines from a file, a pipe, or a terminal that can only show text. A read cannot
// be cancelled: one in progress outlives the conversation, and ends with the program.
type scanned struct {
	in         io.Reader
	out        io.Writer        // shows the prompt; may be nil
	interrupts <-chan os.Signal // each abandons the current line; may be nil
	begin      sync.Once
	lines      chan result
}

// Scanned returns the lines of a file or a pipe.
func Scanned(in io.Reader) Lines { return &scanned{in: in, lines: make(chan result)} }

// Plain returns the lines of a terminal that cannot move its cursor.
func Plain(in io.Reader, out io.Writer, interrupts <-chan os.Signal) Lines {
	return &scanned{in: in, out: out, interrupts: interrupts, lines: make(chan result)}
}

func (s *scanned) Next(ctx context.Context) (string, error) {
	s.begin.Do(func() { go s.read() })
	if s.out != nil {
		fmt.Fprint(s.out, sign)
	}
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case <-s.interrupts:
		fmt.Fprintln(s.out)
		return "", ErrAborted
	case r := <-s.lines:
		if r.err != nil && s.out != nil {
			fmt.Fprintln(s.out)
		}
		return r.line, r.err
	}
}

// read hands over the lines one by one, and then the final error as often as it is requested.
func (s *scanned) read() {
	in := bufio.NewScanner(s.in)
	in.Buffer(nil, maxLine)
	for in.Scan() {
		s.lines <- result{line: in.Text()}
	}
	end := result{err: io.EOF}
	switch err := in.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		end.err = fmt.Errorf("read questions: a line has more than %d bytes", maxLine)
	case err != nil:
		end.err = fmt.Errorf("read questions: %w", err)
	}
	for {
		s.lines <- end
	}
}
