// Command footnote answers questions about an article and footnotes every
// statement with the sentence that it rests on.
//
// Flags, environment and .env are read here and nowhere else; package setup puts
// together what they ask for, and a command prints what came of it.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"

	"footnote/cmd/footnote/internal/env"
	"footnote/cmd/footnote/internal/override"
	"footnote/cmd/footnote/internal/term"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// A second signal ends the program at once.
	context.AfterFunc(ctx, stop)
	code := run(ctx, os.Args[1:], streams{os.Stdin, term.New(os.Stdout), term.New(os.Stderr), os.Getenv})
	stop()
	os.Exit(code)
}

// streams are what a command reads and writes: text for people and JSON on out,
// everything about the work on err.
type streams struct {
	in       io.Reader
	out, err *term.Screen
	variable func(name string) string // of the environment, which says the language of errors; nil is English
}

// inWords has errors in the language of the reader.
func (s streams) inWords() func(english string) string { return override.InWords(s.variable) }

// run does what args say and returns the exit status: 0 done, 1 failed, 2 wrong
// usage or configuration, 130 interrupted.
func run(ctx context.Context, args []string, s streams) int {
	c := &cli{}
	command, err := c.parse(args, s)
	if err == nil && command != nil {
		a := newApp(ctx, c, s)
		for _, said := range c.ignored {
			a.note("%s", said)
		}
		err = command.Run(a)
	}
	return report(err, c.JSON || env.WantsJSON(args), s)
}
