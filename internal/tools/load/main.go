// Command load is a load test for Discord bots: a crowd asks questions, and load reports how
// many were answered, how fast, and what that took.
//
// It runs a fake Discord, with rate limits and faults, and starts the bot as another process.
// The two communicate only over HTTP and WebSocket and share no code, so Footnote and any
// other bot are measured in the same way.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// Exit statuses. 130 is what shells report for a program that Ctrl-C ended.
const (
	statusFailed      = 1 // something was lost or answered twice
	statusUsage       = 2
	statusBroken      = 3 // the measurement failed
	statusInterrupted = 130
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	status := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

func run(ctx context.Context, args []string, out, errs io.Writer) int {
	s, err := parse(args, errs)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		fmt.Fprintf(errs, "load: %v\n", err)
		return statusUsage
	}
	r, err := measure(ctx, s, errs)
	switch {
	case ctx.Err() != nil:
		fmt.Fprintln(errs, "load: interrupted; the bot was stopped, too")
		return statusInterrupted
	case err != nil:
		fmt.Fprintf(errs, "load: %v\n", err)
		return statusBroken
	}
	if s.json {
		encoder := json.NewEncoder(out)
		encoder.SetIndent("", "  ")
		err = encoder.Encode(r)
	} else {
		err = r.print(out)
	}
	switch {
	case err != nil:
		fmt.Fprintf(errs, "load: %v\n", err)
		return statusBroken
	case r.Lost > 0 || r.Twice > 0:
		return statusFailed
	}
	return 0
}
