package bot_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"footnote/internal/discordtest"
	"footnote/rag"
	"footnote/rag/index"
)

const (
	edits     = "PATCH /webhooks/{id}/{token}/messages/@original"
	creates   = "POST /channels/{id}/messages"
	callbacks = "POST /interactions/{id}/{token}/callback"
)

// TestAnswersSurvive tries what may happen to an answer on its way. The names are the rows of
// the fault table.
func TestAnswersSurvive(t *testing.T) {
	d := newEngine(t, builtin(t))
	for name, fault := range map[string]struct {
		route string
		discordtest.Fault
	}{
		"429 of the route":                {edits, discordtest.Fault{Times: 1, Status: 429, RetryAfter: 2 * time.Second}},
		"429 of everything":               {edits, discordtest.Fault{Times: 1, Status: 429, RetryAfter: time.Second, Global: true}},
		"429 that others caused":          {edits, discordtest.Fault{Times: 1, Status: 429, RetryAfter: time.Second, Shared: true}},
		"429 of Cloudflare":               {edits, discordtest.Fault{Times: 1, Status: 429, RetryAfter: 2 * time.Second, HTML: true}},
		"500":                             {edits, discordtest.Fault{Times: 2, Status: 500}},
		"502 of a proxy":                  {edits, discordtest.Fault{Times: 3, Status: 502, HTML: true}},
		"503 for ten seconds":             {edits, discordtest.Fault{Times: 8, Status: 503}},
		"no answer":                       {edits, discordtest.Fault{Times: 1, Hang: true}},
		"a connection that is cut":        {edits, discordtest.Fault{Times: 2, Cut: true}},
		"an answer that is lost":          {edits, discordtest.Fault{Times: 1, Cut: true, After: true}},
		"a slow acknowledgement":          {callbacks, discordtest.Fault{Times: 1, Delay: 2 * time.Second}},
		"an acknowledgement that is cut":  {callbacks, discordtest.Fault{Times: 1, Cut: true}},
		"an acknowledgement that is lost": {callbacks, discordtest.Fault{Times: 1, Cut: true, After: true}},
		"429 of an acknowledgement":       {callbacks, discordtest.Fault{Times: 1, Status: 429, RetryAfter: 300 * time.Millisecond}},
		"500 of an acknowledgement":       {callbacks, discordtest.Fault{Times: 1, Status: 500}},
	} {
		t.Run(name, func(t *testing.T) {
			play(t, d, nil, func(t *testing.T, s *scene) {
				s.Fault(fault.route, fault.Fault)
				s.alice.Slash(s.room, "ask", question(asked)).Answer(fact)
				if all := s.alice.Sees(s.room); len(all) != 1 {
					t.Errorf("%d messages for one question", len(all))
				}
				s.bob.Slash(s.room, "ask", question(english)).Answer("[1]")
			})
		})
	}
}

// TestRepliesSurvive does the same for answers to messages, which must not be sent twice
// either.
func TestRepliesSurvive(t *testing.T) {
	d := newEngine(t, builtin(t))
	for name, fault := range map[string]discordtest.Fault{
		"429":                                 {Times: 1, Status: 429, RetryAfter: 2 * time.Second},
		"500":                                 {Times: 2, Status: 500},
		"a connection that is cut":            {Times: 2, Cut: true},
		"a message that is made, answer lost": {Times: 3, Cut: true, After: true},
		"a message that is made, then 500":    {Times: 1, Status: 500, After: true},
	} {
		t.Run(name, func(t *testing.T) {
			play(t, d, nil, func(t *testing.T, s *scene) {
				s.Fault(creates, fault)
				m := s.alice.Say(s.room, "@bot "+asked)
				m.WaitReply(fact)
				time.Sleep(time.Minute)
				if n := len(m.Replies()); n != 1 {
					t.Errorf("%d replies", n)
				}
			})
		})
	}
}

func TestWhatCannotBeAnswered(t *testing.T) {
	d := newEngine(t, builtin(t))
	for name, act := range map[string]func(t *testing.T, s *scene){
		"400 is not tried again": func(t *testing.T, s *scene) {
			s.Fault(edits, discordtest.Fault{Status: 400, Code: 50035})
			s.alice.Slash(s.room, "ask", question(asked))
			time.Sleep(time.Minute)
			tries := 0
			for _, text := range s.Contents() {
				if strings.Contains(text, fact) {
					tries++
				}
			}
			if tries != 1 {
				t.Errorf("%d tries", tries)
			}
		},
		"401 ends all requests with the token": func(t *testing.T, s *scene) {
			s.Fault(creates, discordtest.Fault{Status: 401})
			s.alice.Say(s.room, "@bot "+asked)
			time.Sleep(time.Minute)
			s.alice.Say(s.room, "@bot "+asked)
			time.Sleep(time.Minute)
			if n := len(s.Requests(creates)); n != 1 {
				t.Errorf("%d tries", n)
			}
		},
		"50013 has the asker answered directly": func(t *testing.T, s *scene) {
			s.room.Deny("SEND_MESSAGES")
			s.alice.Say(s.room, "@bot "+asked)
			time.Sleep(time.Minute)
			all := s.alice.Sees(s.alice.DM())
			if len(all) != 2 {
				t.Fatalf("%d direct messages", len(all))
			}
			has(t, all[0].Text(), "<#"+s.room.ID+">")
			has(t, all[1].Text(), fact)
			if buttons := all[1].Buttons(); len(buttons) > 0 {
				t.Errorf("%d buttons of another place", len(buttons))
			}
		},
		"50013 and no direct messages leave a sign": func(t *testing.T, s *scene) {
			s.room.Deny("SEND_MESSAGES")
			s.alice.CloseDMs()
			s.alice.Say(s.room, "@bot "+asked).WaitReaction("🔇")
			time.Sleep(time.Minute)
			if n := len(s.Requests(creates)); n != 2 {
				t.Errorf("%d tries", n)
			}
		},
		"50013 and no way at all": func(t *testing.T, s *scene) {
			s.room.Deny("SEND_MESSAGES", "ADD_REACTIONS")
			s.alice.CloseDMs()
			s.alice.Say(s.room, "@bot "+asked)
			time.Sleep(time.Minute)
			if n := s.Refusals()[403]; n != 3 {
				t.Errorf("%d refusals", n)
			}
		},
		"50007 is the end": func(t *testing.T, s *scene) {
			s.alice.CloseDMs()
			s.alice.Say(s.alice.DM(), asked)
			time.Sleep(time.Minute)
			if n := len(s.Requests(creates)); n != 1 {
				t.Errorf("%d tries", n)
			}
		},
		"a token that has died: the channel": func(t *testing.T, s *scene) {
			s.script.answer = slow(d, 5*time.Second)
			i := s.alice.Slash(s.room, "ask", question(asked))
			i.Acked()
			i.Expire()
			time.Sleep(time.Minute)
			all := s.bob.Sees(s.room)
			has(t, all[len(all)-1].Text(), "> "+asked, fact)
		},
		"an interaction acknowledged too late: the channel": func(t *testing.T, s *scene) {
			s.Fault(callbacks, discordtest.Fault{Times: 1, Delay: 4 * time.Second})
			s.alice.Slash(s.room, "ask", question(asked)).Excuse()
			time.Sleep(time.Minute)
			all := s.bob.Sees(s.room)
			if len(all) != 1 {
				t.Fatalf("%d messages", len(all))
			}
			has(t, all[0].Text(), "> "+asked, fact)
		},
		"a private one never goes to the channel": func(t *testing.T, s *scene) {
			s.Fault(callbacks, discordtest.Fault{Times: 1, Delay: 4 * time.Second})
			s.alice.Slash(s.room, "ask", question(asked), private()).Excuse()
			time.Sleep(time.Minute)
			if all := s.bob.Sees(s.room); len(all) != 0 {
				t.Errorf("%d messages", len(all))
			}
		},
		"nor to one where the bot may not write": func(t *testing.T, s *scene) {
			s.room.Deny("SEND_MESSAGES")
			s.script.answer = slow(d, 5*time.Second)
			i := s.alice.Slash(s.room, "ask", question(asked))
			i.Acked()
			i.Expire()
			time.Sleep(time.Minute)
			told(t, s.alice, "15 分鐘")
			if n := len(s.Requests(creates)); n != 1 {
				t.Errorf("%d tries to write", n)
			}
		},
		"the channel is deleted meanwhile": func(t *testing.T, s *scene) {
			ended := make(chan error, 1)
			s.script.answer = growing(ended)
			i := s.alice.Slash(s.room, "ask", question(asked))
			i.Excuse()
			i.Acked()
			time.Sleep(5 * time.Second)
			s.room.Delete()
			synctest.Wait()
			if err := within(t, ended, 5*time.Second); !errors.Is(err, context.Canceled) {
				t.Errorf("the model was not told: %v", err)
			}
		},
		"the reply is deleted meanwhile": func(t *testing.T, s *scene) {
			ended := make(chan error, 1)
			s.script.answer = growing(ended)
			m := s.alice.Say(s.room, "@bot "+asked)
			time.Sleep(5 * time.Second)
			for _, r := range m.Replies() {
				r.Delete()
			}
			if err := within(t, ended, 5*time.Second); !errors.Is(err, context.Canceled) {
				t.Errorf("the model was not told: %v", err)
			}
			time.Sleep(time.Minute)
			if n := len(m.Replies()); n != 0 {
				t.Errorf("%d replies to what somebody deleted", n)
			}
		},
		"a panic while answering": func(t *testing.T, s *scene) {
			s.script.answer = func(context.Context, rag.Question, func(string) error) (rag.Answer, error) { panic("on purpose") }
			failed := s.alice.Slash(s.room, "ask", question(asked)).Answer("很抱歉")
			s.script.answer = nil
			s.bob.Click(failed, "再試一次").Answer("Only the person who asked")
			s.alice.Click(failed, "再試一次").Answer(fact)
			has(t, s.bot.log.String(), "on purpose")
		},
		"a panic while searching": func(t *testing.T, s *scene) {
			s.script.search = func(context.Context, string) ([]index.Hit, error) { panic("on purpose") }
			s.alice.Slash(s.room, "search", discordtest.Option{Name: "query", Value: "盤古"}).Answer("很抱歉")
			s.alice.Slash(s.room, "ask", question(asked)).Answer(fact)
		},
	} {
		t.Run(name, func(t *testing.T) { play(t, d, nil, act) })
	}
}

func within[T any](t *testing.T, c chan T, d time.Duration) (v T) {
	t.Helper()
	select {
	case v = <-c:
	case <-time.After(d):
		t.Errorf("nothing happened within %v", d)
	}
	return v
}

// slow gives the real answer after a while.
func slow(d engine, after time.Duration) func(context.Context, rag.Question, func(string) error) (rag.Answer, error) {
	return func(ctx context.Context, q rag.Question, emit func(string) error) (rag.Answer, error) {
		select {
		case <-time.After(after):
			return d.Answer(ctx, q, emit)
		case <-ctx.Done():
			return rag.Answer{}, ctx.Err()
		}
	}
}

// growing is an answer that does not end by itself.
func growing(ended chan<- error) func(context.Context, rag.Question, func(string) error) (rag.Answer, error) {
	return func(ctx context.Context, _ rag.Question, emit func(string) error) (rag.Answer, error) {
		for n := 0; ctx.Err() == nil; n++ {
			if err := emit(fmt.Sprintf("Sentence %d. ", n)); err != nil {
				return rag.Answer{}, err
			}
			select {
			case <-time.After(200 * time.Millisecond):
			case <-ctx.Done():
			}
		}
		ended <- ctx.Err()
		return rag.Answer{}, ctx.Err()
	}
}
