// Command fakediscord is the fake Discord of package discordtest as a process of
// its own, for bots and clients in other languages, with a control API by which
// a script plays the people.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"footnote/internal/discordtest"
)

const help = `fakediscord is a Discord for tests: a REST API and a gateway at 127.0.0.1, with
no people in it but those that a script plays through the control API.

  go run ./internal/tools/fakediscord

It prints one line of JSON, {"api":…,"token":…,"control":…}: the base of the
REST API, the bot's token, and the base of the control API. Then it serves until
Ctrl-C or SIGTERM. Breaches of Discord's rules go to standard error.

Point a bot at it:

  DISCORD_TOKEN=<token> FOOTNOTE_DISCORD_API=<api> footnote serve

and be somebody:

  curl <control>/guild -d '{"name":"reading room"}'
  curl <control>/channel -d '{"guild":"<id>","name":"general"}'
  curl <control>/slash -d '{"person":"alice","channel":"<id>","command":"ask",
    "options":[{"name":"question","value":"Who?"}]}'
  curl <control>/wait/answer -d '{"interaction":"<id>","text":"[1]"}'
  curl <control>/grant -d '{"guild":"<id>","person":"alice",
    "permissions":["MANAGE_GUILD"]}'
  curl <control>/slash -d '{"person":"alice","channel":"<id>",
    "command":"library add","options":[{"name":"file","file":{"path":"a.pdf"}}]}'

GET <control>/ lists all that can be done.

Flags:
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "fakediscord:", err)
			os.Exit(1)
		}
	}
}

// run serves until ctx ends.
func run(ctx context.Context, arguments []string, out, log io.Writer) error {
	var o discordtest.Options
	flags := flag.NewFlagSet("fakediscord", flag.ContinueOnError)
	flags.SetOutput(log)
	flags.StringVar(&o.Address, "listen", "127.0.0.1:0", "serve REST and the gateway at this `address`; port 0 is a free one")
	at := flags.String("control", "127.0.0.1:0", "serve the control API at this `address`")
	flags.DurationVar(&o.Patience, "patience", 20*time.Second, "how long the control API waits for an answer")
	flags.DurationVar(&o.AckWithin, "ack-within", 3*time.Second, "how long a bot has for the first answer to an interaction")
	flags.DurationVar(&o.Heartbeat, "heartbeat", 41250*time.Millisecond, "time between two heartbeats of a client")
	flags.BoolVar(&o.Content, "message-content", false, "the bot is allowed the message content intent")
	flags.BoolVar(&o.Unlimited, "unlimited", false, "no rate limits")
	flags.Usage = func() {
		fmt.Fprint(log, help)
		flags.PrintDefaults()
	}
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%q is too much: there are only flags; --help lists them", flags.Arg(0))
	}
	return serve(ctx, o, *at, out, log)
}

func serve(ctx context.Context, o discordtest.Options, at string, out, log io.Writer) error {
	d, err := start(o, log)
	if err != nil {
		return err
	}
	defer d.Close()
	listener, err := net.Listen("tcp", at)
	if err != nil {
		return fmt.Errorf("--control: %w", err)
	}
	server := &http.Server{Handler: newControl(d), ReadHeaderTimeout: 5 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	defer server.Close()
	where := map[string]string{"api": d.Base(), "token": discordtest.Token, "control": "http://" + listener.Addr().String()}
	if err := json.NewEncoder(out).Encode(where); err != nil {
		return err
	}
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
		return nil
	}
}

// start makes the fake; an address that cannot be had is an error.
func start(o discordtest.Options, log io.Writer) (d *discordtest.Discord, err error) {
	defer func() {
		if reason, failed := recover().(complaint); failed {
			err = errors.New(string(reason))
		}
	}()
	return discordtest.New(reporter{log}, o), nil
}

// A reporter stands in for a test: breaches go to the log, and what would end a
// test ends the one request that asked for it.
type reporter struct{ log io.Writer }

// A complaint is why a request ended; newControl's handlers recover from it.
type complaint string

func (r reporter) Helper()                           {}
func (r reporter) Errorf(format string, args ...any) { fmt.Fprintf(r.log, format+"\n", args...) }
func (r reporter) Logf(format string, args ...any)   { fmt.Fprintf(r.log, format+"\n", args...) }
func (r reporter) Fatalf(format string, args ...any) { panic(complaint(fmt.Sprintf(format, args...))) }
func (r reporter) Cleanup(func())                    {} // serve closes the fake
