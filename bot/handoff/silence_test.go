package handoff

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"footnote/bot/wire"
	"footnote/library"
	"footnote/library/store"
)

// notes is an in-memory store of the notes on threads.
type notes map[string]store.Note

func (n notes) AddNote(_ context.Context, note store.Note) (first bool, err error) {
	if _, there := n[note.ID]; there {
		return false, nil
	}
	n[note.ID] = note
	return true, nil
}

func (n notes) Note(_ context.Context, _ store.Scope, _, id string) (store.Note, bool, error) {
	note, there := n[id]
	return note, there, nil
}

func (n notes) ChangeNote(_ context.Context, _ store.Scope, _, id string, change func(*store.Note) bool) (bool, error) {
	note, there := n[id]
	if there && change(&note) {
		n[id] = note
	}
	return there, nil
}

func (n notes) DropNote(_ context.Context, _ store.Scope, _, id string) (bool, error) {
	_, there := n[id]
	delete(n, id)
	return there, nil
}

func (notes) CountNotes(context.Context, store.Scope, string, [16]byte, time.Time) (int, error) {
	return 0, nil
}

func (n notes) ForgetNotes(_ context.Context, _ string, before time.Time) error {
	for id, note := range n {
		if note.At.Before(before) {
			delete(n, id)
		}
	}
	return nil
}

// TestSilence checks that helpers' messages take over a thread, for a time, but not a
// channel in which the bot answers unasked, even if the message does not say what kind of
// channel it is in.
func TestSilence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		kept := notes{}
		s := &Silence{
			Own: func(context.Context, *wire.Message) bool { return false },
			Above: func(_ context.Context, channel string) string {
				return map[string]string{"thread": "channel"}[channel]
			},
			Settings: func(context.Context, store.Scope) (library.Settings, error) {
				return library.Settings{Helpers: "helpers", Listen: []string{"channel", "thread"}}, nil
			},
			Notes: kept, Log: slog.New(slog.DiscardHandler),
		}
		keeps := func(in, role string) bool {
			var m wire.Message
			if err := json.Unmarshal(fmt.Appendf(nil, `{"guild_id": "1", "channel_id": %q, "member": {"roles": [%q]}}`, in, role), &m); err != nil {
				t.Fatal(err)
			}
			return s.Keeps(t.Context(), &m)
		}
		for in, want := range map[string]bool{"channel": false, "thread": true} {
			if keeps(in, "helpers") != want || keeps(in, "others") != want {
				t.Errorf("silence in a %s: not %v", in, want)
			}
		}
		time.Sleep(remembered)
		if err := kept.ForgetNotes(t.Context(), kindThread, time.Now().Add(-remembered+time.Second)); err != nil {
			t.Fatal(err)
		}
		if keeps("thread", "others") {
			t.Error("it is silent for longer than is remembered")
		}
	})
}
