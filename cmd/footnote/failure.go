package main

import (
	"footnote/cmd/footnote/internal/failure"
	"footnote/cmd/footnote/internal/term"
)

// The exit statuses.
const (
	statusFailed      = failure.StatusFailed
	statusUsage       = failure.StatusUsage
	statusInterrupted = failure.StatusInterrupted
)

// report shows an error, as JSON on out too if asJSON is set, and returns the exit status.
func report(err error, asJSON bool, s streams) int {
	if err == nil {
		return 0
	}
	f := explain(err)
	f.Report(asJSON, s.out, s.err, s.inWords())
	return f.Status
}

func explain(err error) *term.Failure { return failure.Explain(err) }

func explainName(what string, err error) error { return failure.ExplainName(what, err) }

func usage(err error) error { return failure.Usage(err) }

func usagef(format string, args ...any) error { return failure.Usagef(format, args...) }
