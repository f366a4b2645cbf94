package bot_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/bot"
	"footnote/internal/discordtest"
	"footnote/library"
	"footnote/rag"
)

// TestResumed checks that if a process dies after Discord has accepted a message but before its
// response, or just before the message, another one that shares the library sends what is
// missing and no more.
func TestResumed(t *testing.T) {
	d := newEngine(t, builtin(t))
	byCommand := func(private bool) func(*discordtest.Person, *discordtest.Channel) func() []*discordtest.Message {
		return func(p *discordtest.Person, room *discordtest.Channel) func() []*discordtest.Message {
			return p.Slash(room, "ask", question(english), discordtest.Option{Name: "private", Value: private}).Replies
		}
	}
	byMention := func(p *discordtest.Person, room *discordtest.Channel) func() []*discordtest.Message {
		m := p.Say(room, "@bot "+english)
		return func() []*discordtest.Message { return append(m.Replies(), room.StandaloneMessages()...) }
	}
	const further = "POST /webhooks/{id}/{token}"
	for name, c := range map[string]struct {
		route string
		ask   func(*discordtest.Person, *discordtest.Channel) func() []*discordtest.Message
		after int // how many requests of the route succeed first
		lost  int // messages of which it is unknown whether they were sent
	}{
		"deferral":                   {"POST /interactions/{id}/{token}/callback", byCommand(false), 0, 0},
		"first message of a command": {"PATCH /webhooks/{id}/{token}/messages/@original", byCommand(false), 0, 0},
		"second one":                 {further, byCommand(false), 0, 0},
		"third one":                  {further, byCommand(false), 1, 0},
		"second one, private":        {further, byCommand(true), 0, 1},
		"third one, private":         {further, byCommand(true), 1, 1},
		"reply":                      {"POST /channels/{id}/messages", byMention, 0, 0},
		"second part of a reply":     {"POST /channels/{id}/messages", byMention, 1, 0},
		"third part of a reply":      {"POST /channels/{id}/messages", byMention, 2, 0},
	} {
		for _, taken := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, taken %v", name, taken), func(t *testing.T) {
				var shared *library.Library
				var mortal mortal
				play(t, d, func(o *bot.Options, s *script) {
					shared, mortal.RoundTripper, o.Transport = o.Library, o.Transport, &mortal
					s.answer = says(strings.Repeat("這是一個很長的句子，後面還有別的句子。", 250))
				}, func(t *testing.T, s *scene) {
					texts := func(replies func() []*discordtest.Message) (all []string) {
						time.Sleep(time.Minute)
						for _, m := range replies() {
							all = append(all, m.Text())
						}
						return all
					}
					want := texts(c.ask(s.bob, s.Guild("reading room").Channel("whole")))
					if len(want) != 3 {
						t.Fatalf("%d messages", len(want))
					}
					if c.after > 0 {
						s.Fault(c.route, discordtest.Fault{Times: c.after, Delay: time.Millisecond})
					}
					s.Fault(c.route, discordtest.Fault{Times: 1, Hang: true, After: taken})
					replies := c.ask(s.bob, s.room)
					for s.Faulted(c.route) <= c.after {
						time.Sleep(10 * time.Millisecond)
					}
					synctest.Wait()
					mortal.dead.Store(true)
					s.ClearFaults()
					startScripted(t, s.Discord, func(o *bot.Options) { o.Library = shared }, func(a bot.Answerer) bot.Answerer { return scripted{a, s.script} })
					got := texts(replies)
					if !taken && c.lost > 0 {
						want = append(want[:c.after+1:c.after+1], want[c.after+2:]...)
					}
					if diff := cmp.Diff(want, got); diff != "" {
						t.Errorf("(-want +got)\n%s", diff)
					}
				})
			})
		}
	}
}

// A mortal transport sends nothing more once it is dead, like a process.
type mortal struct {
	http.RoundTripper
	dead atomic.Bool
}

var errKilled = errors.New("the process was killed")

func (m *mortal) RoundTrip(r *http.Request) (*http.Response, error) {
	if m.dead.Load() {
		return nil, errKilled
	}
	return m.RoundTripper.RoundTrip(r)
}

// TestResumedLate checks that a question that is resumed too late is answered elsewhere, and
// one whose reply was deleted not at all.
func TestResumedLate(t *testing.T) {
	d := newEngine(t, builtin(t))
	for name, c := range map[string]struct {
		private bool
		happens func(*discordtest.Interaction)
		loose   string // in the channel
		told    string // in a direct message
	}{
		"the token died":            {false, (*discordtest.Interaction).Expire, "150EFLOPS", ""},
		"the token died, private":   {true, (*discordtest.Interaction).Expire, "", "got lost"},
		"somebody deleted it":       {false, (*discordtest.Interaction).Dismiss, "", ""},
		"it was deleted by a token": {true, (*discordtest.Interaction).Dismiss, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var shared *library.Library
			var mortal mortal
			play(t, d, func(o *bot.Options, s *script) {
				shared, mortal.RoundTripper, o.Transport = o.Library, o.Transport, &mortal
				s.answer = func(ctx context.Context, _ rag.Question, _ func(string) error) (rag.Answer, error) {
					<-ctx.Done()
					return rag.Answer{}, ctx.Err()
				}
			}, func(t *testing.T, s *scene) {
				i := s.bob.Slash(s.room, "ask", question(english), discordtest.Option{Name: "private", Value: c.private})
				i.Acked()
				time.Sleep(10 * time.Second) // Discord wants this much between two identifies
				mortal.dead.Store(true)
				c.happens(i)
				start(t, s.Discord, func(o *bot.Options) { o.Library = shared })
				time.Sleep(time.Minute)
				i.Excuse()
				said := func(all []*discordtest.Message) (texts string) {
					for _, m := range all {
						texts += m.Text()
					}
					return texts
				}
				for where, got := range map[string][2]string{"in the channel": {said(s.room.StandaloneMessages()), c.loose}, "directly": {said(s.bob.Sees(s.bob.DM())), c.told}} {
					if has(t, got[0], got[1]); got[1] == "" && got[0] != "" {
						t.Errorf("%s: %q", where, got[0])
					}
				}
			})
		})
	}
}

// TestDeliveredToAnother checks that an event that Discord delivers again, to another process,
// is not answered twice.
func TestDeliveredToAnother(t *testing.T) {
	d := newEngine(t, builtin(t))
	var shared *library.Library
	play(t, d, func(o *bot.Options, _ *script) { shared = o.Library }, func(t *testing.T, s *scene) {
		i, m := s.bob.Slash(s.room, "ask", question(english)), s.bob.Say(s.room, "@bot "+english)
		i.Answer("[1]")
		m.WaitReply("[1]")
		vote := s.alice.Click(i.Replies()[0], "👍")
		vote.Answer("謝謝")
		if err := s.bot.stop(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Minute)
		before := len(s.Contents())
		start(t, s.Discord, func(o *bot.Options) { o.Library = shared })
		i.Repeat()
		m.Repeat()
		vote.Repeat()
		time.Sleep(time.Minute)
		if after := s.Contents(); len(after) != before || len(i.Replies()) != 1 || len(m.Replies()) != 1 {
			t.Errorf("answered again: %q", after[before:])
		}
	})
}
