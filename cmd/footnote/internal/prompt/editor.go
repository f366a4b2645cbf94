package prompt

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Options configure [Edited].
type Options struct {
	Past   []string // lines that can be recalled, oldest first
	Words  []string // words that Tab completes
	Search string   // label of the history search
}

// An Editor edits lines on a terminal. Earlier lines can be recalled.
type Editor struct {
	out   io.Writer
	model *model
	input *input
	with  []tea.ProgramOption

	program *tea.Program  // of the current line; so are the fields below
	since   time.Time     // when it was started
	done    chan struct{} // closed once it has ended
	err     error         // why it ended, if we did not end it; valid once done is closed
}

// settling is the minimum time for which keys are read per line: Bubble Tea queries the
// terminal's capabilities, and late replies would appear in the output.
const settling = 100 * time.Millisecond

// Edited returns an editor that reads keys from the terminal in and draws on out.
func Edited(in, out *os.File, o Options) *Editor {
	i := &input{File: in, out: out, ended: make(chan struct{})}
	return &Editor{
		out: out, input: i, with: []tea.ProgramOption{tea.WithInput(i), tea.WithOutput(out), tea.WithoutSignalHandler()},
		model: &model{recall: recall{past: o.Past, at: len(o.Past)}, words: o.Words, searching: o.Search, taken: newInbox(), out: out, reflows: reflows(os.Getenv)},
	}
}

// Next shows the editor until a line is entered. From then on the terminal keeps what is typed
// ahead, until the next call or [Editor.Close].
func (e *Editor) Next(ctx context.Context) (string, error) {
	for {
		line, err := e.next(ctx)
		if !errors.Is(err, errSuspended) {
			return line, err
		}
		e.input.restore()
		suspend()
	}
}

// Close restores the terminal for others.
func (e *Editor) Close() { e.input.restore() }

func (e *Editor) next(ctx context.Context) (string, error) {
	if r, there := e.model.taken.take(); there { // entered while others had the terminal
		return e.finish(r)
	}
	e.show()
	var end error
	select {
	case <-e.model.taken.ready:
	case <-ctx.Done():
		end = ctx.Err()
		e.program.Send(leave{})
	case <-e.input.ended:
		end = io.EOF
		e.program.Send(leave{})
	case <-e.done:
		return "", fmt.Errorf("terminal: %w", cmp.Or(e.err, io.EOF))
	}
	e.hide()
	r, _ := e.model.taken.take()
	line, err := e.finish(r)
	if end != nil {
		return "", end
	}
	return line, err
}

// finish prints the entered line, which the terminal wraps as usual.
func (e *Editor) finish(r result) (string, error) {
	if errors.Is(r.err, errSuspended) || errors.Is(r.err, ErrTooLong) {
		return "", r.err
	}
	_, err := io.WriteString(e.out, sign+strings.ReplaceAll(r.line, "\n", "\n"+indent)+"\n")
	return r.line, errors.Join(r.err, err)
}

// show starts editing: Bubble Tea draws and reads keys.
//
// Each line has a program of its own. A program that releases the terminal and gets it back at
// once draws nothing any more, because Bubble Tea stops its clock too late.
func (e *Editor) show() {
	e.input.keep()
	e.model.asking, e.since, e.done = true, time.Now(), make(chan struct{})
	e.program = tea.NewProgram(e.model, e.with...)
	go func() {
		defer close(e.done)
		_, e.err = e.program.Run()
	}()
}

// hide gives the terminal back; it goes on keeping keys. The program ends once it has processed
// all that was typed.
func (e *Editor) hide() {
	time.Sleep(settling - time.Since(e.since)) // mostly negative
	e.program.Send(rest{})
	e.pass()
	_ = e.program.ReleaseTerminal() // waits for the keys; an error means that the terminal is gone
	e.pass()
	e.program.Quit()
	<-e.done
}

// pass waits until the program has processed all earlier messages.
func (e *Editor) pass() {
	by := make(chan struct{})
	e.program.Send(passed{by})
	select {
	case <-by:
	case <-e.done:
	}
}

// Forget clears the lines that can be recalled, and the text that was cut.
func (e *Editor) Forget() { e.model.recall, e.model.cut = recall{}, "" }

// An inbox holds lines that were entered and not yet requested.
type inbox struct {
	mu    sync.Mutex
	all   []result
	ready chan struct{} // has a value while there is a line
}

func newInbox() *inbox { return &inbox{ready: make(chan struct{}, 1)} }

func (b *inbox) put(r result) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.all = append(b.all, r)
	b.signal()
}

func (b *inbox) take() (result, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.all) == 0 {
		return result{}, false
	}
	r := b.all[0]
	b.all = b.all[1:]
	select {
	case <-b.ready:
	default:
	}
	if len(b.all) > 0 {
		b.signal()
	}
	return r, true
}

func (b *inbox) signal() {
	select {
	case b.ready <- struct{}{}:
	default:
	}
}
