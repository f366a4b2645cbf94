// Command imitation makes pictures of what the bot answers, near to how Discord shows
// it: it asks the bot in a Discord of its own, and draws the messages that this was
// sent. Each picture says that it is an imitation.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"footnote/internal/tools/chromium"
)

const help = `Asks the bot in a Discord of this program's own, with the built-in models and articles of
its own, and draws the messages that it sent near to how Discord shows them: pages of
HTML and, with Chromium, pictures of 1,000 and of 360 pixels.

  go run ./internal/tools/imitation docs/pictures
  go run ./internal/tools/imitation -html answers     the pages alone

What a language model writes is a script, as the tests have none; that it is checked, and
what is left out of it, is real.

Flags:
`

// colours is how many a picture has at most.
const colours = 256

// widths are those of a window and of a telephone, in pixels.
var widths = []int{1000, 360}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stderr); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "imitation:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, arguments []string, log io.Writer) error {
	flags := flag.NewFlagSet("imitation", flag.ContinueOnError)
	flags.SetOutput(log)
	browser := flags.String("chromium", "", "the `program` that makes the pictures; empty is the one that is installed")
	pages := flags.Bool("html", false, "make the pages alone")
	flags.Usage = func() {
		fmt.Fprint(log, help)
		flags.PrintDefaults()
	}
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return errors.New("name the folder of the pictures; --help says more")
	}
	program, err := chromium.Find(*browser)
	if err != nil && !*pages {
		return err
	}
	scenes, err := play(ctx, log)
	if err != nil {
		return err
	}
	folder := flags.Arg(0)
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	for _, s := range scenes {
		for _, width := range widths {
			page, err := s.page(width)
			if err != nil {
				return err
			}
			name := filepath.Join(folder, fmt.Sprintf("%s-%d", s.Name, width))
			if *pages {
				if err := os.WriteFile(name+".html", page, 0o666); err != nil {
					return err
				}
				continue
			}
			if err := chromium.Draw(ctx, program, page, width, colours, name+".png"); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	return nil
}
