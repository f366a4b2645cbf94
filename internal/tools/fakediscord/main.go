// Command fakediscord runs the fake Discord of package discordtest as a process of its own, for
// bots and clients in other languages. Through its control API, a script plays the people.
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
	"footnote/internal/tools/standin"
)

const help = `fakediscord is a fake Discord for tests: a REST API and a gateway at 127.0.0.1. A
script plays the people through the control API.

  go run ./internal/tools/fakediscord

It prints one line of JSON, {"api":…,"token":…,"control":…}: the base URL of the
REST API, the bot's token, and the base URL of the control API. Then it serves
until Ctrl-C or SIGTERM. Violations of Discord's rules are printed to standard
error.

Start a bot with it:

  DISCORD_TOKEN=<token> FOOTNOTE_DISCORD_API=<api> footnote serve

and act as a person:

  curl <control>/guild -d '{"name":"reading room"}'
  curl <control>/channel -d '{"guild":"<id>","name":"general"}'
  curl <control>/slash -d '{"person":"alice","channel":"<id>","command":"ask",
    "options":[{"name":"question","value":"Who?"}]}'
  curl <control>/wait/answer -d '{"interaction":"<id>","text":"[1]"}'
  curl <control>/grant -d '{"guild":"<id>","person":"alice",
    "permissions":["MANAGE_GUILD"]}'
  curl <control>/slash -d '{"person":"alice","channel":"<id>",
    "command":"library add","options":[{"name":"file","file":{"path":"a.pdf"}}]}'

GET <control>/ lists all actions.

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
	flags.StringVar(&o.Address, "listen", "127.0.0.1:0", "serve the REST API and the gateway at this `address`; port 0 chooses a free port")
	at := flags.String("control", "127.0.0.1:0", "serve the control API at this `address`")
	flags.DurationVar(&o.Patience, "patience", 20*time.Second, "how long the control API waits for an answer")
	flags.DurationVar(&o.AckWithin, "ack-within", 3*time.Second, "how long the bot may take to acknowledge an interaction")
	flags.DurationVar(&o.Heartbeat, "heartbeat", 41250*time.Millisecond, "time between two heartbeats of the bot")
	flags.BoolVar(&o.Content, "message-content", false, "allow the bot the message content intent")
	flags.BoolVar(&o.Unlimited, "unlimited", false, "turn the rate limits off")
	flags.Usage = func() {
		fmt.Fprint(log, help)
		flags.PrintDefaults()
	}
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("unexpected argument %q: there are only flags; --help lists them", flags.Arg(0))
	}
	return serve(ctx, o, *at, out, log)
}

func serve(ctx context.Context, o discordtest.Options, at string, out, log io.Writer) error {
	t := &standin.TB{Errors: log}
	defer t.End()
	d, err := start(t, o)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", at)
	if err != nil {
		return fmt.Errorf("--control: %w", err)
	}
	server := &http.Server{Handler: newControl(d), ReadHeaderTimeout: 5 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	defer server.Close()
	endpoints := map[string]string{"api": d.Base(), "token": discordtest.Token, "control": "http://" + listener.Addr().String()}
	if err := json.NewEncoder(out).Encode(endpoints); err != nil {
		return err
	}
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
		return nil
	}
}

// start starts the fake. It returns an error if an address is not available.
func start(t *standin.TB, o discordtest.Options) (d *discordtest.Discord, err error) {
	defer standin.Recover(&err)
	return discordtest.New(t, o), nil
}
