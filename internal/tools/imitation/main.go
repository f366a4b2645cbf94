// Command imitation makes pictures of the bot's answers that look much as Discord shows them.
// It asks the bot questions in a fake Discord and draws the messages that the bot sends. Each
// picture says that it is an imitation.
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

const help = `Asks the bot questions about made-up articles in a fake Discord, with the built-in models, and
draws the messages that the bot sends much as Discord shows them: as HTML pages and, with
Chromium, as pictures that are 1,000 and 360 pixels wide.

  go run ./internal/tools/imitation docs/pictures
  go run ./internal/tools/imitation -html answers     only the pages

The language model is a fake, too, and what it writes is given; but Footnote really checks that
text, and leaves out what the articles do not support.

Flags:
`

// colours is the maximum number of colours in a picture.
const colours = 256

// widths are the widths of a window and of a phone, in pixels.
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
	browser := flags.String("chromium", "", "the Chromium `program`; by default, whichever is installed")
	pages := flags.Bool("html", false, "write only the HTML pages")
	flags.Usage = func() {
		fmt.Fprint(log, help)
		flags.PrintDefaults()
	}
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return errors.New("name one folder for the pictures; see --help")
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
	if *pages {
		program = ""
	}
	for _, s := range scenes {
		for _, width := range widths {
			name := filepath.Join(folder, fmt.Sprintf("%s-%d", s.Name, width))
			if err := write(ctx, program, s, width, name); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	return nil
}

// write writes a scene as a picture or, without a program to draw it, as an HTML page. name is
// the name of the file without its extension.
func write(ctx context.Context, program string, s scene, width int, name string) error {
	page, err := s.page(width)
	if err != nil {
		return err
	}
	if program == "" {
		return os.WriteFile(name+".html", page, 0o666)
	}
	return chromium.Draw(ctx, program, page, width, colours, name+".png")
}
