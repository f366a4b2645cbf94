package bot_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"footnote/internal/discordtest/hub"
)

// TestEvents checks that any event is survived.
func TestEvents(t *testing.T) {
	d := newEngine(t, builtin(t))
	play(t, d, nil, func(t *testing.T, s *scene) {
		for _, event := range []string{"MESSAGE_CREATE", "INTERACTION_CREATE", "SOMETHING_OF_TOMORROW"} {
			for name, data := range map[string]any{
				"null": nil, "a number": 7, "a list": []any{1}, "empty": map[string]any{},
				"null fields":    map[string]any{"id": nil, "author": nil, "member": nil, "data": nil, "token": nil},
				"other types":    map[string]any{"id": 5, "author": "me", "type": "x", "data": []any{}},
				"four megabytes": map[string]any{"id": "1", "content": strings.Repeat("長", 1<<20), "author": map[string]any{"id": "2"}},
				"components of tomorrow": map[string]any{"id": "3", "token": "t", "type": 3, "data": map[string]any{"component_type": 99, "custom_id": "x"},
					"message": map[string]any{"components": []any{map[string]any{"type": 99, "components": nil}}}},
			} {
				t.Log(event, name)
				s.Hub().Dispatch(hub.Event{Type: event, Guild: "1", Data: func(int) any { return hub.Odd{Data: data} }})
			}
		}
		s.alice.Slash(s.room, "ask", question(asked)).Answer(fact)
	})
}

// TestOnlyPeopleAreAnswered checks that only people are answered: two bots would answer each
// other for ever.
func TestOnlyPeopleAreAnswered(t *testing.T) {
	d := newEngine(t, builtin(t))
	play(t, d, nil, func(t *testing.T, s *scene) {
		self := s.Self().ID
		for n, change := range []map[string]any{
			{"author": map[string]any{"id": "77", "bot": true}},
			{"webhook_id": "77"},
			{"author": map[string]any{"id": self}},
			{"type": 7}, {"type": 21}, {"type": 18},
			{"author": nil},
		} {
			m := map[string]any{
				"id": fmt.Sprint(1000 + n), "channel_id": s.room.ID, "guild_id": "1", "type": 0, "content": "<@" + self + "> " + asked,
				"author": map[string]any{"id": "76"}, "mentions": []any{map[string]any{"id": self}},
			}
			for name, value := range change {
				m[name] = value
			}
			s.Hub().Dispatch(hub.Event{Type: "MESSAGE_CREATE", Guild: "1", Data: func(int) any { return hub.Odd{Data: m} }})
		}
		time.Sleep(time.Minute)
		if n := len(s.Requests(creates)); n != 0 {
			t.Errorf("%d answers", n)
		}
	})
}

// TestDeliveredAgain checks that a question is answered once, however often it is delivered and
// whatever happens to the connection.
func TestDeliveredAgain(t *testing.T) {
	d := newEngine(t, builtin(t))
	play(t, d, nil, func(t *testing.T, s *scene) {
		i := s.alice.Slash(s.room, "ask", question(asked))
		i.Repeat()
		i.Answer(fact)
		i.Repeat()
		m := s.bob.Say(s.room, "@bot "+english)
		m.Repeat()
		m.WaitReply("[1]")
		s.Hub().Drop(0)
		m.Repeat() // while the bot is away
		late := s.alice.Say(s.alice.DM(), asked)
		late.WaitReply(fact)
		time.Sleep(time.Minute)
		if n := len(m.Replies()) + len(late.Replies()) + len(s.Requests(callbacks)); n != 3 {
			t.Errorf("%d answers to 3 questions", n)
		}
	})
}
