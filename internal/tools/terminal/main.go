// Command terminal makes a picture of what commands print on a terminal: it runs them in
// a real one of a given width, and draws its screen.
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

const help = `Runs commands one after another in a terminal of their own (tmux), so many columns wide, and draws
what is on its screen in the end, with Chromium. Each command stands behind a prompt, as if it had
been typed. They run in this folder and with this environment: put footnote on the PATH.

  go build -o /tmp/bin/ ./cmd/footnote
  PATH=/tmp/bin:$PATH go run ./internal/tools/terminal -columns 60 picture.png 'footnote ask "2022年我國數據存儲量是多少?"'

Without commands, standard input is drawn, which is what tmux has captured of a session of yours:

  tmux capture-pane -e -p | go run ./internal/tools/terminal -columns 60 picture.png

Flags, before the picture:
`

// colours is how many a picture has at most: the few of a terminal, and what lies between
// them and its background at the edges of letters.
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
	columns := flags.Int("columns", 80, "how many `columns` the terminal has")
	language := flags.String("lang", "zh-TW", "the `language` whose forms characters of Chinese have")
	browser := flags.String("chromium", "", "the `program` that makes the picture; empty is the one that is installed")
	page := flags.Bool("html", false, "write the page of HTML instead of a picture")
	flags.Usage = func() {
		fmt.Fprint(log, help)
		flags.PrintDefaults()
	}
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	if flags.NArg() == 0 || *columns < 1 {
		return errors.New("name the picture, and a width of at least 1; --help says more")
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

// screen is what a terminal shows after commands, or what was captured of one, with the
// sequences that colour it.
func screen(ctx context.Context, columns int, commands []string, in io.Reader) (string, error) {
	if len(commands) > 0 {
		return typed(ctx, columns, commands)
	}
	captured, err := io.ReadAll(in)
	return string(captured), err
}
