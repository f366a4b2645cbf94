package main

import (
	"context"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"footnote/bot/wire"
	"footnote/internal/discordtest"
	"footnote/internal/openaitest"
)

// TestServe plays scripts with the program and people in a fake Discord.
func TestServe(t *testing.T) {
	t.Parallel()
	giveEngine(t)
	model := openaitest.New(t)
	model.Answer(write)
	testscript.Run(t, testscript.Params{
		Dir: "testdata/serve", RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			d := discordtest.New(stage{t}, discordtest.Options{Window: time.Millisecond, Patience: patience, AckWithin: patience})
			e.Defer(d.Close)
			busy, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				return err
			}
			e.Defer(func() { busy.Close() })
			e.Values["people"] = &people{Discord: d, ctx: t.Context()}
			e.Setenv("DISCORD_TOKEN", discordtest.Token)
			e.Setenv("FOOTNOTE_DISCORD_API", d.Base())
			e.Setenv("MODEL_SERVER", model.URL())
			e.Setenv("BUSY", busy.Addr().String())
			e.Setenv("HOME", e.WorkDir+"/home")
			e.Setenv("XDG_CACHE_HOME", os.Getenv(testCaches))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"discord": playScript},
	})
}

// A stage is a test whose end of a scene is a panic: scenes are played by
// scripts, each of which is a test of its own.
type stage struct{ *testing.T }

type scripted string

func (stage) Fatalf(format string, args ...any) { panic(scripted(format)) }

// people are those of one script, and what they last saw.
type people struct {
	*discordtest.Discord
	ctx  context.Context
	last *discordtest.Message
}

// playScript is the command discord of the scripts: what a person does, and
// what is then to be seen.
func playScript(ts *testscript.TestScript, not bool, args []string) {
	if not || len(args) == 0 {
		ts.Fatalf("usage: discord ready|slash|private|say|dm|reply|click|check|fault …")
	}
	p := ts.Value("people").(*people)
	defer func() {
		if failed := recover(); failed != nil {
			ts.Fatalf("discord %s: %v\n%s", strings.Join(args, " "), failed, p.Transcript())
		}
	}()
	p.play(ts, args[0], args[1:])
	if p.last != nil {
		ts.Logf("%s", p.last.Text())
	}
}

func (p *people) play(ts *testscript.TestScript, what string, args []string) {
	alice := p.Person("alice", "zh-TW")
	room := p.Guild("reading room").Channel("general")
	for len(args) < 2 {
		args = append(args, "")
	}
	text, want := args[0], args[1]
	switch what {
	case "ready":
		ts.Check(p.Hub().WaitReady(p.ctx, 1))
		awaitCommands(p.Discord)
	case "slash":
		p.last = alice.Slash(room, "ask", discordtest.Option{Name: "question", Value: text}).Answer(want)
	case "search":
		p.last = alice.Slash(room, "search", discordtest.Option{Name: "query", Value: text}).Answer(want)
	case "say":
		p.last = alice.Say(room, "@bot "+text).WaitReply(want)
	case "dm":
		p.last = alice.Say(alice.DM(), text).WaitReply(want)
	case "reply":
		p.last = alice.Reply(p.last, text).WaitReply(want)
	case "click":
		answer := p.last
		p.last = alice.Click(p.last, text).Answer(want)
		if p.last.Ephemeral() {
			p.last = answer
		}
	case "check":
		p.last = alice.MessageCommand(alice.Say(room, text), wire.CommandCheck).Answer(want)
	case "close":
		p.Hub().Script("close 4014")
	default:
		ts.Fatalf("discord %s: no such thing", what)
	}
}
