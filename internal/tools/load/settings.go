package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"
)

// settings are the settings of the command line.
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

const help = `Lets a crowd ask a bot questions in a fake Discord. Reports how many questions were
answered, how fast, and what that took. The exit status is 1 if a question was not
answered or was answered twice, and 3 if the measurement failed.

  go run ./internal/tools/load                                     footnote serve, 1,000 people in 10 s
  go run ./internal/tools/load --faults 0                          the same without faults
  go run ./internal/tools/load --unlimited --faults 0 --within 1s  what the bot can do without rate limits
  go run ./internal/tools/load --people 100 --within 1s --json     fewer people, and JSON
  pip install -r internal/tools/load/requirements.txt
  go run ./internal/tools/load --bot python                        a bot for comparison, written with discord.py
  go run ./internal/tools/load --command "node bot.js" --sign "[1]"

The program of --command gets DISCORD_TOKEN, FOOTNOTE_DISCORD_API (the base URL of the
REST API) and FOOTNOTE_LOAD_ARTICLE (a file with the article) in its environment. It must
register a command /ask with an option "question". It must answer that command, direct
messages and mentions with messages that contain --sign. The answer to a mention must be
a reply.

One third of the people use the command, one third write a direct message, and one third
mention the bot in a server. --faults is the share of REST responses that are faults: one
half of them are 429, the other half 500, 502 or 503. With faults, the connection to the
gateway is also lost --losses times. While the bot has no session, nobody asks: people who
are due then ask when it is back.

Flags:
`

// parse reads the command line. Its errors say what is allowed.
func parse(args []string, errs io.Writer) (settings, error) {
	var s settings
	f := flag.NewFlagSet("load", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.IntVar(&s.people, "people", 1000, "how many people ask, one question each")
	f.DurationVar(&s.within, "within", 10*time.Second, "the time in which they ask, evenly spread")
	f.IntVar(&s.servers, "servers", 50, "how many servers they are in")
	f.Float64Var(&s.faults, "faults", 0.05, "share of REST responses that are faults; 0 also keeps the gateway's connection")
	f.DurationVar(&s.settle, "settle", 5*time.Second, "how long to wait after the last answer, for second answers and until the bot is idle; idle connections end after 90 s")
	f.Float64Var(&s.done, "done", 0.5, "share of the 5xx responses whose request was carried out all the same")
	f.IntVar(&s.losses, "losses", 20, "how often the connection to the gateway is lost, evenly spread over the questions; never with --faults 0")
	f.DurationVar(&s.patience, "patience", 2*time.Minute, "how long to wait for answers after the last question")
	f.StringVar(&s.bot, "bot", "footnote", "footnote or python")
	f.StringVar(&s.command, "command", "", "another bot: a program and its arguments, separated by spaces, instead of --bot")
	f.StringVar(&s.python, "python", "python3", "Python with discord.py, for --bot python")
	f.StringVar(&s.sign, "sign", "[1]", "what every complete answer contains")
	f.StringVar(&s.log, "log", "", "write what the bot prints to this `file` (default: a temporary file)")
	f.BoolVar(&s.unlimited, "unlimited", false, "turn Discord's rate limits off")
	f.BoolVar(&s.check, "check", true, "check all payloads against Discord's schema, if it is available")
	f.BoolVar(&s.json, "json", false, "print JSON instead of a table")
	err := f.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(errs, help)
		f.SetOutput(errs)
		f.PrintDefaults()
		return s, err
	case err != nil:
		return s, fmt.Errorf("%w; --help lists the flags", err)
	case f.NArg() > 0:
		return s, fmt.Errorf("unexpected argument %q; put quotes around a command with arguments: --command \"node bot.js\"", f.Arg(0))
	}
	return s, s.validate()
}

func (s settings) validate() error {
	switch {
	case s.losses < 0:
		return errors.New("--losses must not be negative")
	case s.people < 1 || s.servers < 1:
		return errors.New("--people and --servers must be 1 or more")
	case s.within < 0 || s.settle < 0 || s.patience <= 0:
		return errors.New("--within and --settle must not be negative, and --patience must be above 0")
	case s.faults < 0 || s.faults > 0.9:
		return errors.New("--faults must be from 0 to 0.9; 0.05 is one response in twenty")
	case s.done < 0 || s.done > 1:
		return errors.New("--done must be from 0 to 1")
	case s.bot != "footnote" && s.bot != "python":
		return fmt.Errorf("--bot %s: use footnote or python, or --command for another bot", s.bot)
	case s.command != "" && len(strings.Fields(s.command)) == 0:
		return errors.New("--command is blank")
	}
	return nil
}
