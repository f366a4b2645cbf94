package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"
)

// settings are what the command line says.
type settings struct {
	people, servers  int
	losses           int
	within, patience time.Duration
	settle           time.Duration
	faults, done     float64
	bot, command     string
	python           string
	sign             string
	log              string
	check, json      bool
	unlimited        bool
}

const help = `Lets a crowd ask a Discord bot in a Discord of this program's own, and says how many
were answered, how fast, and what it took. The status is 1 if an answer was lost or
came twice, 3 if nothing could be measured.

  go run ./internal/tools/load                                     footnote serve, 1,000 people in 10 s
  go run ./internal/tools/load --faults 0                          the same without faults
  go run ./internal/tools/load --unlimited --faults 0 --within 1s  what the bot can do where Discord lets it
  go run ./internal/tools/load --people 100 --within 1s --json     fewer, for programs
  pip install -r internal/tools/load/requirements.txt
  go run ./internal/tools/load --bot python                        the same job done with discord.py
  go run ./internal/tools/load --command "node bot.js" --sign "[1]"

A program of --command finds DISCORD_TOKEN, FOOTNOTE_DISCORD_API (the base of the REST
API) and FOOTNOTE_LOAD_ARTICLE (a file with the article) in its environment. It must
register a command /ask with an option "question", and answer that, direct messages and
mentions with messages that contain --sign; Discord shows them as replies.

A third each uses the command, writes a direct message, and mentions the bot in a
server. With faults, that share of REST answers is a 429 or a 500, 502 or 503, half
each; and each time 5 % of the questions have been asked, the gateway's connection is
lost. Who is due while the bot has no session at all asks when it is back: Discord would
have had no bot to ask.

Flags:
`

// parse reads the command line; what it cannot use is an error that says what
// to do.
func parse(args []string, errs io.Writer) (settings, error) {
	var s settings
	f := flag.NewFlagSet("load", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.IntVar(&s.people, "people", 1000, "how many ask, each one question")
	f.DurationVar(&s.within, "within", 10*time.Second, "the time in which they ask")
	f.IntVar(&s.servers, "servers", 50, "servers that they are in")
	f.Float64Var(&s.faults, "faults", 0.05, "share of REST answers that are faults; 0 turns the gateway's faults off, too")
	f.DurationVar(&s.settle, "settle", 5*time.Second, "rest after the last answer, in which second ones are noticed; idle connections end after 90 s")
	f.Float64Var(&s.done, "done", 0.5, "share of the 5xx answers whose request was carried out all the same")
	f.IntVar(&s.losses, "losses", 20, "how often the gateway's connection is lost, evenly over the questions; never with --faults 0")
	f.DurationVar(&s.patience, "patience", 2*time.Minute, "longest wait for answers, from the last question")
	f.StringVar(&s.bot, "bot", "footnote", "footnote or python")
	f.StringVar(&s.command, "command", "", "another bot: a program and its arguments, separated by spaces")
	f.StringVar(&s.python, "python", "python3", "Python with discord.py, for --bot python")
	f.StringVar(&s.sign, "sign", "[1]", "what every whole answer contains")
	f.StringVar(&s.log, "log", "", "file for what the bot prints; without it, a temporary one")
	f.BoolVar(&s.unlimited, "unlimited", false, "a Discord without rate limits, to see what the bot alone can do")
	f.BoolVar(&s.check, "check", true, "hold all payloads against Discord's schema, where that is at hand")
	f.BoolVar(&s.json, "json", false, "print JSON in place of a table")
	err := f.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(errs, help)
		f.SetOutput(errs)
		f.PrintDefaults()
		return s, err
	case err != nil:
		return s, fmt.Errorf("%w; --help shows what there is", err)
	case f.NArg() > 0:
		return s, fmt.Errorf("%q is not a flag; a command with arguments needs quotes: --command \"node bot.js\"", f.Arg(0))
	}
	return s, s.judge()
}

func (s settings) judge() error {
	switch {
	case s.losses < 0:
		return errors.New("--losses must not be negative")
	case s.people < 1 || s.servers < 1:
		return errors.New("--people and --servers must be 1 or more")
	case s.within < 0 || s.settle < 0 || s.patience <= 0:
		return errors.New("--within and --settle must not be negative, and --patience must be above 0")
	case s.faults < 0 || s.faults > 0.9:
		return errors.New("--faults must be from 0 to 0.9: 0.05 is every twentieth")
	case s.done < 0 || s.done > 1:
		return errors.New("--done must be from 0 to 1")
	case s.bot != "footnote" && s.bot != "python":
		return fmt.Errorf("--bot %s: choose footnote or python, or any other with --command", s.bot)
	case s.command != "" && len(strings.Fields(s.command)) == 0:
		return errors.New("--command is blank")
	}
	return nil
}
