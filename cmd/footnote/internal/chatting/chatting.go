// Package chatting implements "footnote chat": a conversation of questions, follow-ups and
// commands. Questions asked on a terminal are kept, so that the next conversation can recall
// them.
package chatting

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"syscall"

	"footnote/cmd/footnote/internal/prompt"
	"footnote/cmd/footnote/internal/term"
	"footnote/rag"
)

// Command is the command line of "footnote chat".
type Command struct {
	History string `help:"Whether questions that are asked on a terminal are kept, so that the next conversation can call them up: on or off." enum:"on,off" default:"on" env:"FOOTNOTE_CHAT_HISTORY"`
}

// Help describes what can be typed.
func (Command) Help() string {
	return `A question by itself, or a follow-up to the one before it. /help lists the commands: /sources shows the passages behind the last answer
or, if it was refused, those that come nearest; /reset forgets the conversation, /quit ends it.

On a terminal, Ctrl-D and a line with only exit, quit, 離開 or 退出 end it, too. In a file or a pipe such a line is a question, and the
conversation ends with the input.

On a terminal lines can be edited; up and down call earlier ones up, Ctrl-R looks for one, Tab completes a command. Lines that are pasted
together are one question; Alt-Enter begins a new line. Ctrl-C leaves a line or stops an answer. What is typed while an answer is written is there afterwards.

The last 1,000 questions are kept in chat-history.jsonl, beside the library. One that begins with a space is not, none is with --history off,
and /forget deletes them.

With --json each line of standard output is one JSON value, for commands and errors too.

  footnote chat --article report.md
  footnote chat --json < questions.txt`
}

// Work is what a conversation runs with.
type Work struct {
	In       io.Reader
	Out, Err *term.Screen
	JSON     bool
	Quiet    bool
	Title    string // of the article, or the first of them
	Articles int    // their number
	Folder   string // where data is kept; empty if a database server keeps it
	Say      func(english string) string
	Note     func(format string, args ...any)
	Report   func(err error) // shows an error that does not end the conversation
	Answer   func(ctx context.Context, q rag.Question) (rag.Answer, error)
	Hint     func(a rag.Answer) // tells how to see the passages that a refusal does not show
	Variable func(name string) string
}

// Converse handles one line after another until the input ends, a line ends the conversation,
// or an error occurs.
func (c Command) Converse(ctx context.Context, w Work) error {
	in, ok := w.In.(*os.File)
	screen := screenOf(w)
	if !ok || !term.IsTerminal(in) || screen == nil {
		return New(w).run(ctx, prompt.Scanned(w.In))
	}
	// An interrupt only stops an answer. SIGTERM ends the conversation.
	ctx, stop := signal.NotifyContext(context.WithoutCancel(ctx), syscall.SIGTERM)
	defer stop()
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt)
	defer signal.Stop(interrupts)
	talk := New(w)
	talk.Interrupts, talk.atTerminal = interrupts, true
	talk.greet()
	past := talk.open(c.History == "on")
	if isPlain(os.Getenv("TERM")) || isPiped(w.Out) {
		return talk.run(ctx, prompt.Plain(in, screen, interrupts))
	}
	lines := prompt.Edited(in, screen, prompt.Options{Past: past, Words: names(), Search: w.Say("search")})
	defer lines.Close()
	talk.forget = lines.Forget
	return talk.run(ctx, lines)
}

// screenOf returns the terminal on which the line editor draws: standard error, so that answers
// can be redirected, or else standard output, unless a program reads it. It returns nil if
// neither is a terminal.
func screenOf(w Work) *os.File {
	for _, s := range []*term.Screen{w.Err, w.Out} {
		if file, ok := s.Exact().(*os.File); ok && s.Terminal() && (s == w.Err || !w.JSON) {
			return file
		}
	}
	return nil
}

// isPlain reports whether a terminal of this name cannot move its cursor. Windows sets no name.
func isPlain(name string) bool {
	return name == "dumb" || name == "cons25" || name == "" && runtime.GOOS != "windows"
}

// isPiped reports whether the answers go to another program. What that program prints reaches
// the same terminal while the next line is awaited, and would garble a line that is being
// edited.
func isPiped(out *term.Screen) bool {
	file, ok := out.Exact().(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&(os.ModeNamedPipe|os.ModeSocket) != 0
}

// greet introduces the articles.
func (c *Conversation) greet() {
	if c.Articles > 1 {
		c.note("%d articles. Ask away about any of them; /help lists the commands, /quit ends.", c.Articles)
		return
	}
	c.note("%s. Ask away; /help lists the commands, /quit ends.", c.Title)
}

func (c *Conversation) run(ctx context.Context, lines prompt.Lines) error {
	for {
		line, err := lines.Next(ctx)
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, prompt.ErrAborted):
			c.note("/quit or Ctrl-D ends")
			continue
		case errors.Is(err, prompt.ErrTooLong):
			c.Report(&rag.QuestionError{Reason: fmt.Sprintf("has more than %d characters", rag.MaxQuestion)})
			continue
		case err != nil:
			return err
		}
		if done, err := c.Handle(ctx, line); done || err != nil {
			return err
		}
	}
}

// Handle handles one line and reports whether it ends the conversation.
func (c *Conversation) Handle(ctx context.Context, line string) (done bool, err error) {
	said := strings.TrimSpace(line)
	if said == "" {
		return false, nil
	}
	if c.atTerminal && isFarewell(line) {
		return true, nil
	}
	if name, ok := commandName(said); ok {
		return c.command(name)
	}
	c.keep(line)
	return false, c.answer(ctx, said)
}
