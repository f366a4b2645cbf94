package bot_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"footnote/bot"
	"footnote/internal/discordtest"
	"footnote/rag"
)

// TestRefusedEverywhere checks that what cannot be said at the command is said by direct
// message, and that nothing more is tried if that is not accepted either.
func TestRefusedEverywhere(t *testing.T) {
	d := newEngine(t, builtin(t))
	for name, act := range map[string]func(t *testing.T, s *scene){
		"a command": func(t *testing.T, s *scene) {
			s.Fault("PATCH /webhooks/*", discordtest.Fault{Status: 403, Code: 50001})
			s.Fault(followUps, discordtest.Fault{Status: 403, Code: 50001})
			s.alice.Slash(s.room, "ask", question(asked))
			time.Sleep(time.Minute)
			told(t, s.alice, "<#"+s.room.ID+">")
		},
		"a command whose answer is deleted while it is made": func(t *testing.T, s *scene) {
			s.script.answer = slow(d, 5*time.Second)
			i := s.alice.Slash(s.room, "ask", question(asked))
			i.Dismiss()
			alone := i.WaitFollowUps(1)[0]
			has(t, alone.Text(), "刪除")
			if !alone.Ephemeral() {
				t.Error("everybody sees the explanation")
			}
			time.Sleep(time.Minute)
			if n := len(s.Requests(edits)); n != 1 {
				t.Errorf("%d edits of a deleted message", n)
			}
		},
		"a command of somebody without direct messages": func(t *testing.T, s *scene) {
			s.alice.CloseDMs()
			s.Fault("PATCH /webhooks/*", discordtest.Fault{Status: 400, Code: 50035})
			s.Fault(followUps, discordtest.Fault{Status: 400, Code: 50035})
			s.alice.Slash(s.room, "ask", question(asked))
			time.Sleep(time.Minute)
			if n := len(s.Requests(creates)); n != 1 {
				t.Errorf("%d tries to write", n)
			}
			has(t, s.bot.log.String(), "reason=refused")
		},
		"a thread that is locked while an answer is written": func(t *testing.T, s *scene) {
			thread := s.room.Thread("about numbers")
			s.script.answer = spoken("一，", "二，", "三，", "四，", "五。")
			m := s.alice.Say(thread, "@bot "+asked)
			time.Sleep(3 * time.Second)
			thread.Lock()
			time.Sleep(time.Minute)
			told(t, s.alice, "封存", "<#"+thread.ID+">")
			if n := len(m.Replies()); n != 1 {
				t.Errorf("%d replies", n)
			}
		},
		"a thread that is archived while an answer is written": func(t *testing.T, s *scene) {
			thread := s.room.Thread("about numbers")
			s.script.answer = spoken("一，", "二，", "三，", "四，", "五。")
			m := s.alice.Say(thread, "@bot "+asked)
			time.Sleep(3 * time.Second)
			thread.Archive()
			m.WaitReply("封存")
			time.Sleep(time.Minute)
			if all := m.Replies(); len(all) != 1 { // the unfinished answer is gone
				t.Errorf("%d replies", len(all))
			}
		},
		"a command in a thread that is locked while it thinks": func(t *testing.T, s *scene) {
			thread := s.room.Thread("about numbers")
			s.script.answer = slow(d, 5*time.Second)
			i := s.alice.Slash(thread, "ask", question(asked))
			i.Excuse() // the message cannot be edited any more
			i.Acked()
			thread.Lock()
			time.Sleep(time.Minute)
			told(t, s.alice, "封存", "<#"+thread.ID+">")
		},
		"a command in a thread that is locked while the answer is written": func(t *testing.T, s *scene) {
			thread := s.room.Thread("about numbers")
			s.script.answer = spoken("一，", "二，", "三，", "四，", "五。")
			i := s.alice.Slash(thread, "ask", question(asked))
			time.Sleep(3 * time.Second)
			thread.Lock()
			alone := i.WaitFollowUps(1)[0]
			has(t, alone.Text(), "封存")
			if !alone.Ephemeral() {
				t.Error("everybody sees the explanation")
			}
		},
		"a command in a thread that is archived while the answer is written": func(t *testing.T, s *scene) {
			thread := s.room.Thread("about numbers")
			s.script.answer = spoken("一，", "二，", "三，", "四，", "五。")
			i := s.alice.Slash(thread, "ask", question(asked))
			time.Sleep(3 * time.Second)
			thread.Archive()
			has(t, i.WaitFollowUps(1)[0].Text(), "封存")
			time.Sleep(time.Minute)
			for _, m := range s.bob.Sees(thread) {
				hasNot(t, m.Text(), "▌")
			}
			if n := len(i.FollowUps()); n != 1 {
				t.Errorf("told %d times", n)
			}
		},
		"a part of a private answer": func(t *testing.T, s *scene) {
			s.script.answer = says(parts("stork", "heron", "crane"))
			s.Fault(followUps, discordtest.Fault{Times: 1, Status: 400, Code: 50035})
			i := s.alice.Slash(s.room, "ask", question(asked), private())
			has(t, i.WaitFollowUps(1)[0].Text(), incomplete)
			if n := len(s.bob.Sees(s.room)); n != 0 {
				t.Errorf("others see %d messages", n)
			}
		},
		"a private command whose token has died": func(t *testing.T, s *scene) {
			s.script.answer = slow(d, 5*time.Second)
			i := s.alice.Slash(s.room, "ask", question(asked), private())
			i.Acked()
			i.Expire()
			time.Sleep(time.Minute)
			told(t, s.alice, "15 分鐘")
			if n := len(s.bob.Sees(s.room)); n != 0 {
				t.Errorf("others see %d messages", n)
			}
		},
		"a mention in a channel that is hidden meanwhile": func(t *testing.T, s *scene) {
			s.script.answer = slow(d, 5*time.Second)
			s.alice.Say(s.room, "@bot "+asked)
			time.Sleep(time.Second)
			s.room.Deny("VIEW_CHANNEL")
			time.Sleep(time.Minute)
			answeredDirectly(t, s.alice, s.room)
		},
		"a mention whose reply is deleted with the last edit": func(t *testing.T, s *scene) {
			s.Fault(posts, discordtest.Fault{Times: 1, Status: 404, Code: 10008})
			s.script.answer = func(_ context.Context, q rag.Question, emit func(string) error) (rag.Answer, error) {
				err := emit("一個字一個字")
				time.Sleep(2 * time.Second) // it is shown once
				return rag.Answer{Question: q.Text, Text: "一個字一個字", Mode: rag.ModeLLM}, err
			}
			m := s.alice.Say(s.room, "@bot "+asked)
			m.WaitReply("刪除")
		},
		"a file": func(t *testing.T, s *scene) {
			s.script.answer = says(strings.Repeat("A sentence of a model that cannot stop. ", 2500))
			s.Fault(edits, discordtest.Fault{Times: 1, Status: 413, Code: 40005})
			s.bob.Slash(s.room, "ask", question(english)).Answer("too large")
		},
		"a file where the bot may attach none": func(t *testing.T, s *scene) {
			s.script.answer = says(strings.Repeat("A sentence of a model that cannot stop. ", 2500))
			s.room.Deny("ATTACH_FILES")
			s.bob.Say(s.room, "@bot "+english).WaitReply("attach files")
			if n := len(s.bob.Sees(s.bob.DM())); n != 0 {
				t.Errorf("%d direct messages besides", n)
			}
		},
		"the second of three parts": func(t *testing.T, s *scene) {
			s.script.answer = says(parts("stork", "heron", "crane"))
			s.Fault(followUps, discordtest.Fault{Times: 1, Status: 400, Code: 50035})
			i := s.alice.Slash(s.room, "ask", question(asked))
			i.Answer("stork")
			has(t, i.WaitFollowUps(1)[0].Text(), incomplete, "50035")
			time.Sleep(time.Minute)
			if n := len(i.FollowUps()); n != 1 {
				t.Errorf("%d further messages", n)
			}
		},
		"a first answer": func(t *testing.T, s *scene) {
			s.Fault(callbacks, discordtest.Fault{Times: 1, Status: 400, Code: 50035})
			if m := s.alice.Slash(s.room, "help").Answer("50035"); !m.Ephemeral() {
				t.Error("everybody sees the explanation")
			}
		},
		"a deferral": func(t *testing.T, s *scene) {
			s.Fault(callbacks, discordtest.Fault{Times: 1, Status: 400, Code: 50035})
			s.alice.Slash(s.room, "ask", question(asked)).Answer("50035")
			time.Sleep(time.Minute)
			if n := len(s.bob.Sees(s.room)); n != 0 {
				t.Errorf("others see %d messages", n)
			}
		},
		"an answer that was cut off": func(t *testing.T, s *scene) {
			s.Guild("reading room").AutoMod("Sentence 3")
			s.script.answer = func(ctx context.Context, q rag.Question, emit func(string) error) (rag.Answer, error) {
				return growing(make(chan error, 1))(ctx, q, emit)
			}
			i := s.alice.Slash(s.room, "ask", question(asked))
			i.Acked()
			time.Sleep(5 * time.Second)
			if err := s.bot.stop(); err != nil {
				t.Error(err)
			}
			i.Answer("AutoMod")
		},
	} {
		t.Run(name, func(t *testing.T) { play(t, d, nil, act) })
	}
}

// answeredDirectly checks that somebody has an answer in direct messages that could not be
// written in a channel.
func answeredDirectly(t *testing.T, p *discordtest.Person, c *discordtest.Channel) {
	t.Helper()
	all := p.Sees(p.DM())
	if len(all) != 2 {
		t.Fatalf("%d direct messages", len(all))
	}
	has(t, all[0].Text(), "<#"+c.ID+">")
	has(t, all[1].Text(), fact)
}

// TestRefusedWait checks that the position in the queue is not sent again and again if Discord
// refuses it.
func TestRefusedWait(t *testing.T) {
	d := newEngine(t, builtin(t))
	play(t, d, func(o *bot.Options, _ *script) { o.Concurrent = 1 }, func(t *testing.T, s *scene) {
		s.script.answer = slow(d, time.Minute)
		s.bob.Slash(s.room, "ask", question(english)).Acked()
		time.Sleep(time.Second) // he has the only place
		closed := s.Guild("reading room").Channel("closed")
		closed.Deny("SEND_MESSAGES")
		s.alice.Say(closed, "@bot "+asked)
		time.Sleep(5 * time.Minute)
		answeredDirectly(t, s.alice, closed)
		if n := len(s.Requests(creates)); n != 4 { // the position, the answer, and both to alice
			t.Errorf("%d tries to write", n)
		}
	})
}
