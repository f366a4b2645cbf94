//go:build unix

package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"

	"footnote/rag"
	"footnote/rag/e5"
)

// An engine is a process that embeds. It takes an order a line: +TEXT keeps a
// passage; ?TEXT embeds a question and = all passages, for which it prints the
// seconds that took.
type engine struct {
	command *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Scanner
}

func start(ctx context.Context, threads int, name string, arguments ...string) (*engine, error) {
	c := exec.CommandContext(ctx, name, arguments...)
	c.Env = append(os.Environ(), fmt.Sprint("OMP_NUM_THREADS=", threads), fmt.Sprint("GOMAXPROCS=", threads))
	c.Stderr = os.Stderr
	in, err := c.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	return &engine{c, in, bufio.NewScanner(out)}, c.Start()
}

func (e *engine) keep(passages []string) error {
	_, err := io.WriteString(e.in, "+"+strings.Join(passages, "\n+")+"\n")
	return err
}

// time returns the seconds that an order takes by the engine's own clock.
func (e *engine) time(order string) (float64, error) {
	if _, err := io.WriteString(e.in, order+"\n"); err != nil {
		return 0, err
	}
	if !e.out.Scan() {
		return 0, fmt.Errorf("%s ended: %w", e.command.Path, e.out.Err())
	}
	return strconv.ParseFloat(e.out.Text(), 64)
}

// end stops the process and returns its largest resident memory in MB.
func (e *engine) end() (float64, error) {
	e.in.Close()
	if err := e.command.Wait(); err != nil {
		return 0, err
	}
	usage, ok := e.command.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0, fmt.Errorf("this system does not say how much memory a process took")
	}
	return float64(usage.Maxrss) / 1000, nil
}

// serve is the other side of an engine: ours.
func serve(ctx context.Context, in io.Reader, out io.Writer) error {
	e, err := e5.New()
	if err != nil {
		return err
	}
	var passages []string
	s := bufio.NewScanner(in)
	for s.Buffer(nil, 1<<20); s.Scan(); {
		order := s.Text()
		if passage, ok := strings.CutPrefix(order, "+"); ok {
			passages = append(passages, passage)
			continue
		}
		start := time.Now()
		role, texts := rag.RolePassage, passages
		if question, ok := strings.CutPrefix(order, "?"); ok {
			role, texts = rag.RoleQuery, []string{question}
		}
		if _, err := e.Embed(ctx, role, texts); err != nil {
			return err
		}
		fmt.Fprintf(out, "%.9f\n", time.Since(start).Seconds())
	}
	return s.Err()
}
