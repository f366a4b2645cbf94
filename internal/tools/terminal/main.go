// Command terminal makes a picture of what commands print: it runs them in a real terminal
// of a given width and draws its screen.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"footnote/internal/tools/chromium"
)

const help = `Runs commands one after another in a terminal of their own (tmux) and draws its final screen with
Chromium. Each command is shown after a prompt, as if it had been typed. The commands run in the
current folder with the current environment: put footnote on the PATH.

  go build -o /tmp/bin/ ./cmd/footnote
  PATH=/tmp/bin:$PATH go run ./internal/tools/terminal -columns 60 picture.png 'footnote ask "2022年我國數據存儲量是多少?"'

Without commands, it draws what it reads from standard input, such as a screen that tmux captured:

  tmux capture-pane -e -p | go run ./internal/tools/terminal -columns 60 picture.png

Flags (before the name of the picture):
`

// colours is the maximum number of colours in a picture: the few that a terminal shows, and
// the shades between them and the background at the edges of letters.
const colours = 96

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdin, os.Stderr); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "terminal:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, arguments []string, in io.Reader, log io.Writer) error {
	flags := flag.NewFlagSet("terminal", flag.ContinueOnError)
	flags.SetOutput(log)
	columns := flags.Int("columns", 80, "width of the terminal in `columns`")
	language := flags.String("lang", "zh-TW", "the `language` whose forms of Chinese characters are shown")
	browser := flags.String("chromium", "", "the Chromium `program`; by default, whichever is installed")
	page := flags.Bool("html", false, "write the HTML page instead of a picture")
	flags.Usage = func() {
		fmt.Fprint(log, help)
		flags.PrintDefaults()
	}
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	if flags.NArg() == 0 || *columns < 1 {
		return errors.New("give the name of the picture and at least 1 column; see --help")
	}
	captured, err := screen(ctx, *columns, flags.Args()[1:], in)
	if err != nil {
		return err
	}
	drawn, err := layOut(lines(captured), *columns, *language)
	if err != nil {
		return err
	}
	to := flags.Arg(0)
	if *page {
		return os.WriteFile(to, drawn, 0o666)
	}
	program, err := chromium.Find(*browser)
	if err != nil {
		return err
	}
	return chromium.Draw(ctx, program, drawn, pixels(*columns), colours, to)
}

// screen returns the terminal's screen after the commands or, without commands, the captured
// screen that in holds; with escape sequences.
func screen(ctx context.Context, columns int, commands []string, in io.Reader) (string, error) {
	if len(commands) > 0 {
		return runAll(ctx, columns, commands)
	}
	captured, err := io.ReadAll(in)
	return string(captured), err
}
