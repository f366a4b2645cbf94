package admit_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"footnote/bot/admit"
	"footnote/internal/rate"
	"footnote/library"
)

func TestWelcome(t *testing.T) {
	policy := admit.Policy{Parent: func(_ context.Context, channel string) string { return map[string]string{"thread": "open"}[channel] }}
	member := admit.Asker{Person: "1", Guild: "9", Channel: "open", Roles: []string{"reader"}}
	for name, c := range map[string]struct {
		change   func(a *admit.Asker)
		settings library.Settings
		welcome  bool
	}{
		"nothing is set":                    {nil, library.Settings{}, true},
		"blocked":                           {nil, library.Settings{Blocked: []string{"1"}}, false},
		"somebody else is blocked":          {nil, library.Settings{Blocked: []string{"2"}}, true},
		"a role that may":                   {nil, library.Settings{Roles: []string{"reader"}}, true},
		"without the role":                  {nil, library.Settings{Roles: []string{"writer"}}, false},
		"a channel that may be asked in":    {nil, library.Settings{Channels: []string{"open"}}, true},
		"another channel":                   {nil, library.Settings{Channels: []string{"closed"}}, false},
		"a thread, whose channel is known":  {func(a *admit.Asker) { a.Channel, a.Parent = "other", "open" }, library.Settings{Channels: []string{"open"}}, true},
		"a thread, whose channel is asked":  {func(a *admit.Asker) { a.Channel = "thread" }, library.Settings{Channels: []string{"open"}}, true},
		"who may manage the server":         {func(a *admit.Asker) { a.Manager = true }, library.Settings{Blocked: []string{"1"}, Channels: []string{"closed"}}, true},
		"the role does not lift the block":  {nil, library.Settings{Roles: []string{"reader"}, Blocked: []string{"1"}}, false},
		"the role does not open a channel":  {nil, library.Settings{Roles: []string{"reader"}, Channels: []string{"closed"}}, false},
		"an unknown thread is not let in":   {func(a *admit.Asker) { a.Channel = "lost" }, library.Settings{Channels: []string{"open"}}, false},
		"no parent is not an empty setting": {func(a *admit.Asker) { a.Channel = "lost" }, library.Settings{Channels: []string{"closed", "open"}}, false},
	} {
		t.Run(name, func(t *testing.T) {
			a := member
			if c.change != nil {
				c.change(&a)
			}
			if got := policy.Welcome(t.Context(), a, c.settings); got != c.welcome {
				t.Errorf("%+v: welcome %v, want %v", a, got, c.welcome)
			}
		})
	}
}

// TestAdmit checks that a question refused by the settings counts against no limit, and
// that one refused by a person's limit does not count against the server's.
func TestAdmit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		policy := admit.Policy{People: rate.New(2, time.Minute), Guilds: rate.New(3, time.Minute)}
		ask := func(person string, s library.Settings) admit.Reason {
			if r := policy.Admit(t.Context(), admit.Asker{Person: person, Guild: "9", Channel: "5"}, s); r != nil {
				return r.Reason
			}
			return ""
		}
		blocked := library.Settings{Blocked: []string{"1"}}
		for n, c := range []struct {
			person   string
			settings library.Settings
			want     admit.Reason
		}{
			{"1", blocked, admit.Settings}, {"1", blocked, admit.Settings}, {"1", blocked, admit.Settings},
			{"1", library.Settings{}, ""}, {"1", library.Settings{}, ""}, {"1", library.Settings{}, admit.UserRate},
			{"2", library.Settings{}, ""}, {"3", library.Settings{}, admit.GuildRate},
		} {
			if got := ask(c.person, c.settings); got != c.want {
				t.Errorf("question %d: refused for %q, want %q", n, got, c.want)
			}
		}
		again := policy.Admit(t.Context(), admit.Asker{Person: "1", Guild: "9"}, library.Settings{}).Again
		time.Sleep(time.Until(again))
		if got := ask("1", library.Settings{}); got != "" {
			t.Errorf("refused for %q at the time that the refusal named", got)
		}
	})
}

func TestSeen(t *testing.T) {
	var seen admit.Seen
	if !seen.First("1") || seen.First("1") || !seen.First("2") || seen.First("1") {
		t.Error("an event is not new exactly once")
	}
}
