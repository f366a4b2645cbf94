package gateway_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"footnote/bot/gateway"
	"footnote/internal/discordtest/hub"
)

const testToken = "token"

// A rig is a gateway and a hub that are connected in memory, in a synctest bubble.
type rig struct {
	t      *testing.T
	hub    *hub.Hub
	fatal  error
	cancel context.CancelFunc
	ended  chan struct{}

	mu    sync.Mutex
	words []string // received in events
}

// inBubble runs a test with a connected gateway in virtual time.
func inBubble(t *testing.T, o hub.Options, script []hub.Step, shards gateway.Shards, test func(*rig)) {
	t.Helper()
	connecting(t, o, script, func(g *gateway.Options) { g.Shards = shards }, func(r *rig, _ *gateway.Gateway) { test(r) })
}

// wishing is inBubble for two shards that wish for the message content intent.
func wishing(t *testing.T, o hub.Options, test func(*rig, *gateway.Gateway)) {
	t.Helper()
	connecting(t, o, nil, func(g *gateway.Options) { g.Shards, g.Wished = gateway.Shards{Count: 2, Last: 1}, 1<<15 }, test)
}

func connecting(t *testing.T, o hub.Options, script []hub.Step, change func(*gateway.Options), test func(*rig, *gateway.Gateway)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		r := &rig{t: t, ended: make(chan struct{})}
		o.Token, o.User, o.Application = testToken, map[string]any{"id": "1"}, map[string]any{"id": "1", "flags": 0}
		o.Violation = func(format string, args ...any) { t.Errorf(format, args...) }
		r.hub = hub.New(o)
		r.hub.Script(script...)
		r.hub.SetAddress("ws://discord")
		pipe := hub.NewPipe()
		server := &http.Server{Handler: r.hub}
		go server.Serve(pipe)

		ctx, cancel := context.WithCancel(context.Background())
		r.cancel = cancel
		options := gateway.Options{
			Token: testToken, Intents: 1 << 9, Dial: pipe.Dial,
			Limits: func(context.Context) (gateway.Limits, error) {
				remaining, reset := r.hub.SessionStartLimit()
				return gateway.Limits{URL: "ws://discord/gateway", Shards: 1, Total: 1000, Remaining: remaining, ResetAfter: reset, MaxConcurrency: 1}, nil
			},
			Handle: r.receive,
		}
		change(&options)
		g := gateway.New(options)
		go func() {
			defer close(r.ended)
			r.fatal = g.Run(ctx)
		}()
		test(r, g)
		cancel()
		<-r.ended
		r.hub.Close()
		server.Close()
		pipe.Close()
	})
}

func (r *rig) receive(e gateway.Event) {
	if e.Type != "MESSAGE_CREATE" {
		return
	}
	var word string
	_ = json.Unmarshal(e.Data, &word)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.words = append(r.words, word)
}

// ready waits, in virtual time, until the gateway's shards are connected.
func (r *rig) ready(shards int) {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Minute)
	defer cancel()
	if err := r.hub.WaitReady(ctx, shards); err != nil {
		r.t.Fatal(err)
	}
	synctest.Wait()
}

func (r *rig) say(word string) {
	r.hub.Dispatch(hub.Event{Type: "MESSAGE_CREATE", Intent: 1 << 9, Data: func(int) any { return word }})
	synctest.Wait()
}

func (r *rig) heard() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.words)
}

func (r *rig) wantHeard(words ...string) {
	r.t.Helper()
	if got := r.heard(); !slices.Equal(got, words) {
		r.t.Errorf("heard %q, want %q", got, words)
	}
}

// TestConnecting checks that the gateway connects in the end, whatever goes wrong before.
func TestConnecting(t *testing.T) {
	for _, step := range []hub.Step{
		hub.Normal, hub.NoHello, hub.HelloThenDrop, hub.ReconnectBeforeReady, hub.InvalidBeforeReady, hub.InvalidResumable, hub.DropBeforeReady,
		hub.RefuseHandshake, hub.HTMLHandshake, hub.AckBeforeReady, hub.UnknownOps, hub.CloseRateLimited, hub.CloseSessionTimedOut, hub.CloseInvalidSequence, hub.CloseUnknown,
	} {
		t.Run(string(step), func(t *testing.T) {
			inBubble(t, hub.Options{}, []hub.Step{step, step, step}, gateway.Shards{}, func(r *rig) {
				r.ready(1)
				r.say("hello")
				r.wantHeard("hello")
			})
		})
	}
}

// TestLosing checks that events sent while the connection is lost arrive once after it is
// resumed.
func TestLosing(t *testing.T) {
	lose := map[string]func(*rig){
		"op 7":       func(r *rig) { r.hub.Reconnect(-1) },
		"op 9 true":  func(r *rig) { r.hub.Invalidate(-1, true) },
		"cut":        func(r *rig) { r.hub.Drop(-1) },
		"zombie":     func(r *rig) { r.hub.Freeze(-1) },
		"no ACK":     func(r *rig) { r.hub.Mute(-1) },
		"close 4000": func(r *rig) { r.hub.CloseWith(-1, 4000) },
		"close 4008": func(r *rig) { r.hub.CloseWith(-1, 4008) },
		"op 1 burst": func(r *rig) { r.hub.AskHeartbeat(-1, 500) },
		"garbage":    func(r *rig) { r.hub.Garbage(-1) },
		"sent twice": func(r *rig) { r.hub.Repeat(-1) },
		"no code":    func(r *rig) { r.hub.CloseWith(-1, 4999) },
	}
	again := map[string][]hub.Step{
		"":                      nil,
		", op 7 again":          {hub.ReconnectBeforeReady, hub.ReconnectBeforeReady},
		", no HELLO":            {hub.NoHello},
		", resume host is dead": {hub.RefuseHandshake, hub.RefuseHandshake},
		", op 9 true again":     {hub.InvalidResumable},
	}
	for name, lose := range lose {
		for more, script := range again {
			if more != "" && name != "op 7" && name != "cut" && name != "no ACK" {
				continue
			}
			t.Run(name+more, func(t *testing.T) {
				inBubble(t, hub.Options{Keep: time.Hour}, nil, gateway.Shards{}, func(r *rig) {
					r.ready(1)
					r.say("before")
					r.hub.Script(script...)
					lose(r)
					r.say("while away")
					time.Sleep(5 * time.Minute)
					r.ready(1)
					r.say("after")
					r.wantHeard("before", "while away", "after")
					if n := r.hub.Identifies(); n != 1 {
						t.Errorf("%d identifies, want 1 and a resume", n)
					}
				})
			})
		}
	}
}

// TestSessionOver checks that a shard begins a new session after the old one ended.
func TestSessionOver(t *testing.T) {
	for name, lose := range map[string]func(*rig){
		"op 9 false": func(r *rig) { r.hub.Invalidate(-1, false) },
		"close 4007": func(r *rig) { r.hub.CloseWith(-1, 4007) },
		"close 4009": func(r *rig) { r.hub.CloseWith(-1, 4009) },
		"too old": func(r *rig) {
			r.hub.Script(hub.RefuseHandshake, hub.RefuseHandshake, hub.RefuseHandshake)
			r.hub.Drop(-1)
			r.hub.Forget(-1)
		},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, hub.Options{Keep: time.Millisecond}, nil, gateway.Shards{}, func(r *rig) {
				r.ready(1)
				lose(r)
				time.Sleep(2 * time.Minute)
				r.ready(1)
				r.say("after")
				r.wantHeard("after")
				if n := r.hub.Identifies(); n != 2 {
					t.Errorf("%d identifies, want 2", n)
				}
			})
		})
	}
}

// TestFatal checks that a fatal close code ends the gateway with an error that has a hint.
func TestFatal(t *testing.T) {
	for code, step := range map[int]hub.Step{4004: hub.CloseAuthentication, 4014: hub.CloseIntents} {
		inBubble(t, hub.Options{}, []hub.Step{step}, gateway.Shards{}, func(r *rig) {
			<-r.ended
			var fatal *gateway.FatalError
			if !errors.As(r.fatal, &fatal) || fatal.Code != code || fatal.Hint == "" {
				t.Errorf("got %v, want a fatal error %d with a hint", r.fatal, code)
			}
			if n := len(r.hub.Connections()); n != 1 {
				t.Errorf("%d connections, want 1", n)
			}
		})
	}
}

// TestBudget checks that a day of refused sessions uses far fewer than the thousand
// identifies allowed.
func TestBudget(t *testing.T) {
	refuse := slices.Repeat([]hub.Step{hub.InvalidBeforeReady}, 2000)
	inBubble(t, hub.Options{}, refuse, gateway.Shards{}, func(r *rig) {
		time.Sleep(24 * time.Hour)
		if n := r.hub.Identifies(); n < 100 || n > 500 {
			t.Errorf("%d identifies in a day, want 100 to 500", n)
		}
	})
}

// TestShards checks that shards identify one after another, as often as Discord allows.
func TestShards(t *testing.T) {
	inBubble(t, hub.Options{}, nil, gateway.Shards{Count: 6, First: 2, Last: 5}, func(r *rig) {
		began := time.Now()
		r.ready(4)
		if took := time.Since(began); took < 15*time.Second || took > 30*time.Second {
			t.Errorf("connecting four shards took %v, want 15 to 30 seconds", took)
		}
		r.hub.Reconnect(-1)
		time.Sleep(time.Minute)
		r.ready(4)
		for _, c := range r.hub.Connections() {
			if c.First == "RESUME" && c.Path != "/resume" {
				t.Error("resumed, but not at the resume URL")
			}
			if c.Shard[0] < 2 || c.Shard[1] != 6 {
				t.Errorf("shard %v belongs to another process", c.Shard)
			}
		}
	})
}

// TestHeartbeats checks that a connection without events stays open and sends its
// heartbeats.
func TestHeartbeats(t *testing.T) {
	inBubble(t, hub.Options{}, nil, gateway.Shards{}, func(r *rig) {
		r.ready(1)
		time.Sleep(time.Hour)
		all := r.hub.Connections()
		if len(all) != 1 || all[0].Heartbeats < 85 || all[0].Heartbeats > 90 {
			t.Errorf("%d connections, %d heartbeats", len(all), all[0].Heartbeats)
		}
	})
}

func TestParseShards(t *testing.T) {
	for text, want := range map[string]gateway.Shards{"": {}, "1": {Count: 1}, "4": {Count: 4, Last: 3}, "4:1": {Count: 4, First: 1, Last: 1}, "4:0-1": {Count: 4, Last: 1}} {
		if got, err := gateway.ParseShards(text); got != want || err != nil {
			t.Errorf("%q: got %+v, %v, want %+v", text, got, err, want)
		}
	}
	for _, text := range []string{"0", "x", "4:4", "4:2-1", "4:0-1-2", "-1", "4 5", "4:"} {
		if got, err := gateway.ParseShards(text); err == nil {
			t.Errorf("%q: got %+v, want an error", text, got)
		}
	}
}

// TestWished checks that shards connect without wished intents that Discord refuses, and do
// not ask for them again.
func TestWished(t *testing.T) {
	for name, c := range map[string]struct {
		allowed    int
		granted    bool
		identifies int
	}{"allowed": {1 << 15, true, 2}, "refused": {0, false, 4}} {
		t.Run(name, func(t *testing.T) {
			wishing(t, hub.Options{Allowed: c.allowed}, func(r *rig, g *gateway.Gateway) {
				time.Sleep(time.Minute)
				if !g.Ready() || g.Granted() != c.granted {
					t.Errorf("ready: %v, granted: %v", g.Ready(), g.Granted())
				}
				if n := len(r.hub.Connections()); n > c.identifies {
					t.Errorf("%d connections, want at most %d", n, c.identifies)
				}
			})
		})
	}
}
