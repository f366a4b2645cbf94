package bot_test

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"footnote/bot"
	"footnote/internal/discordtest"
	"footnote/library"
	"footnote/library/access"
)

// TestResumedQuestionKeepsAccess checks that a question whose process was killed is answered by the roles
// that the asker had when asking, and never shows everybody what a rule has restricted
// meanwhile.
func TestResumedQuestionKeepsAccess(t *testing.T) {
	for name, c := range map[string]struct {
		early bool // the rule exists when the question is asked
		want  bool
	}{"the rule comes meanwhile, and all would see": {false, false}, "the role goes meanwhile, and nobody else sees": {true, true}} {
		t.Run(name, func(t *testing.T) {
			var mortal mortal
			withLibrary(t, quiet, func(o *bot.Options, _ *library.Options) {
				mortal.RoundTripper, o.Transport = o.Transport, &mortal
			}, func(t *testing.T, h *libraryScene) {
				carol, staff := h.Person("carol", "en-US"), h.guild.Role("staff")
				carol.Join(h.guild, staff)
				id := h.give(vault)
				if c.early {
					h.limit(id, option("role", staff))
				}
				const first = "PATCH /webhooks/{id}/{token}/messages/@original"
				before := h.Faulted(first)
				h.Fault(first, discordtest.Fault{Times: 1, Hang: true})
				i := carol.Slash(h.room, "ask", question(vaultAsk))
				for h.Faulted(first) == before {
					time.Sleep(10 * time.Millisecond)
				}
				synctest.Wait()
				mortal.dead.Store(true)
				h.ClearFaults()
				staff.TakeFrom(carol)
				if !c.early {
					carol.Join(h.guild, staff)
				}
				if _, err := h.library.ChangeAccess(t.Context(), h.scope(), id, func(access.Rule) (access.Rule, error) { return access.Rule{Roles: []string{staff.ID}}, nil }); err != nil {
					t.Fatal(err)
				}
				start(t, h.Discord, func(o *bot.Options) { o.Library = h.library })
				m := i.Answer("")
				if got := strings.Contains(m.Text(), "4711"); got != c.want || m.Ephemeral() != c.early {
					t.Errorf("ephemeral %v:\n%s", m.Ephemeral(), m.Text())
				}
			})
		})
	}
}

// TestToldOnlyWithAccess checks that askers are told of a later answer only if they may see the article.
func TestToldOnlyWithAccess(t *testing.T) {
	const asked = "Which code opens the strongroom?"
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		carol, staff, desk := h.Person("carol", "en-US"), h.guild.Role("staff"), h.guild.Channel("desk")
		carol.Join(h.guild, staff)
		h.give(mill)
		h.set(option("keep_questions", 30), option("tell_askers", true))
		for _, p := range []*discordtest.Person{h.bob, carol} {
			p.Slash(h.room, "ask", question(asked)).Answer("No answer")
		}
		h.Person("dave", "en-US").Slash(desk, "ask", question(asked)).Answer("No answer")
		time.Sleep(2 * time.Minute)
		h.limit(h.give(vault), option("role", staff), option("channel", h.room))
		time.Sleep(5 * time.Minute)
		var told []string
		for _, p := range []*discordtest.Person{h.bob, carol, h.Person("dave", "en-US")} {
			for _, m := range p.Sees(p.DM()) {
				told = append(told, p.Name)
				lacks(t, m.Text(), "4711")
			}
		}
		if !slices.Equal(told, []string{"carol"}) {
			t.Errorf("%q are told", told)
		}
	})
}
