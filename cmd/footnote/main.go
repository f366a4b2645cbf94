// Command footnote answers questions about an article and footnotes every statement with the
// sentence that it rests on.
//
// Only this package and those below it read flags, the environment and .env. Package setup
// builds what they ask for, and a command prints the result.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"

	"footnote/cmd/footnote/internal/completion"
	"footnote/cmd/footnote/internal/env"
	"footnote/cmd/footnote/internal/failure"
	"footnote/cmd/footnote/internal/override"
	"footnote/cmd/footnote/internal/term"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// A second signal ends the program at once.
	context.AfterFunc(ctx, stop)
	out, err := term.Both(os.Stdout, os.Stderr)
	code := run(ctx, os.Args[1:], streams{os.Stdin, out, err, os.Getenv})
	stop()
	os.Exit(code)
}

// streams are a command's input and output: out takes text for people and JSON, err takes
// everything about the work itself.
type streams struct {
	in       io.Reader
	out, err *term.Screen
	variable func(name string) string // reads the environment, which determines the language of errors; nil means English
}

// inWords returns a function that translates an English message into the reader's language.
func (s streams) inWords() func(english string) string { return override.InWords(s.variable) }

// run runs the command that args name and returns the exit status: 0 done, 1 failed, 2 wrong
// usage or configuration, 130 interrupted.
func run(ctx context.Context, args []string, s streams) int {
	c := &cli{}
	if len(args) > 0 && args[0] == completion.Word {
		completion.Answer(ctx, c, args[1:], s.out.Exact())
		return 0
	}
	command, err := c.parse(args, s)
	if err == nil && command != nil {
		a := newApp(ctx, c, s)
		for _, said := range c.ignored {
			a.note("%s", said)
		}
		err = command.Run(a)
	}
	if err != nil {
		err = failure.Named(err, c.named)
	}
	return report(err, c.JSON || env.WantsJSON(args), s)
}
