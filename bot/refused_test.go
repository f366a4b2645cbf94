package bot_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"footnote/bot/wire"
	"footnote/internal/discordtest"
	"footnote/internal/long"
	"footnote/rag"
)

const (
	followUps  = "POST /webhooks/{id}/{token}"
	incomplete = "上面的答案不完整"
)

// TestRefusedAnswers checks that any other permanent refusal is explained in place of
// "thinking…", or beside it if that cannot be edited.
func TestRefusedAnswers(t *testing.T) {
	d := newEngine(t, builtin(t))
	for name, c := range long.Some(map[string]struct {
		status, code int
		want         string
	}{
		"50001 missing access":                   {403, 50001, "權限"},
		"50013 missing permissions":              {403, 50013, "權限"},
		"50083 an archived thread":               {400, 50083, "封存"},
		"160005 a locked thread":                 {400, 160005, "封存"},
		"40005 too large":                        {413, 40005, "太大"},
		"413 too large for a proxy":              {413, 0, "太大"},
		"30046 too many edits of an old message": {400, 30046, "30046"},
		"50035 an invalid form":                  {400, 50035, "50035"},
		"20009 explicit content":                 {400, 20009, "20009"},
		"240000 a harmful link":                  {400, 240000, "240000"},
		"403 of a proxy":                         {403, 0, "403"},
	}, 3) {
		fault := discordtest.Fault{Status: c.status, Code: c.code, HTML: c.code == 0}
		t.Run(name+", in place", func(t *testing.T) {
			play(t, d, nil, func(t *testing.T, s *scene) {
				fault.Times = 1
				s.Fault(edits, fault)
				i := s.alice.Slash(s.room, "ask", question(asked))
				hasNot(t, i.Answer(c.want).Text(), fact)
				time.Sleep(time.Minute)
				if n, m := len(s.Requests(edits)), len(i.FollowUps()); n+m != 2 {
					t.Errorf("%d edits and %d further messages", n, m)
				}
			})
		})
		t.Run(name+", beside", func(t *testing.T) {
			play(t, d, nil, func(t *testing.T, s *scene) {
				fault.Times = 0
				s.Fault(edits, fault)
				i := s.alice.Slash(s.room, "ask", question(asked))
				told := i.WaitFollowUps(1)[0]
				if !told.Ephemeral() {
					t.Error("everybody sees the explanation")
				}
				has(t, told.Text(), c.want)
				time.Sleep(time.Minute)
				if n := len(s.Requests(edits)); n > 2 {
					t.Errorf("%d edits", n)
				}
				if n := len(i.FollowUps()); n != 1 {
					t.Errorf("told %d times", n)
				}
				if n := len(s.bob.Sees(s.room)); n != 0 {
					t.Errorf("others see %d messages", n)
				}
			})
		})
	}
}

// TestRefusedCommands checks that every command whose answer is refused says so, where it was
// used.
func TestRefusedCommands(t *testing.T) {
	for name, options := range map[string][]discordtest.Option{
		"ask": {question(lakeAsk)}, "search": {option("query", "鏡湖")}, "library list": nil, "library add": {file("tower.md", tower)},
		"settings show": nil, "privacy export": nil,
	} {
		t.Run(name, func(t *testing.T) {
			withLibrary(t, discordtest.Options{Patience: time.Minute}, nil, func(t *testing.T, h *libraryScene) {
				h.alice.Slash(h.room, "library add", file("lake.md", lake)).Answer("✅")
				h.Fault(edits, discordtest.Fault{Status: 413, Code: 40005})
				i := h.alice.Slash(h.room, name, options...)
				has(t, i.WaitFollowUps(1)[0].Text(), "太大")
				time.Sleep(time.Minute)
				if n := len(i.FollowUps()); n != 1 {
					t.Errorf("told %d times", n)
				}
			})
		})
	}
	t.Run("of a message", func(t *testing.T) {
		withLibrary(t, discordtest.Options{Patience: time.Minute}, nil, func(t *testing.T, h *libraryScene) {
			h.alice.Slash(h.room, "library add", file("lake.md", lake)).Answer("✅")
			claimed := h.bob.Say(h.room, "鏡湖的湖面面積為37平方公里。")
			h.Fault(edits, discordtest.Fault{Status: 400, Code: 50035})
			has(t, h.bob.MessageCommand(claimed, wire.CommandCheck).WaitFollowUps(1)[0].Text(), "did not take", "50035")
		})
	})
}

// TestRefusedProgress checks that the progress of an addition is not sent again and again if
// Discord refuses it, and that its outcome is told.
func TestRefusedProgress(t *testing.T) {
	withLibrary(t, discordtest.Options{Patience: time.Hour}, slowLibrary, func(t *testing.T, h *libraryScene) {
		i := h.alice.Slash(h.room, "library add", file("long.md", longArticle(300)))
		i.Answer("（")
		before := len(h.Requests(edits))
		i.Dismiss()
		has(t, i.WaitFollowUps(1)[0].Text(), "刪除")
		if n := len(h.Requests(edits)) - before; n > 3 {
			t.Errorf("%d edits of a deleted message", n)
		}
		h.holds(h.scope(), "水文年報")
	})
}

// TestRefusedProgressOfEarlierRun checks the same for an addition that was promised to the earlier
// run, when it is no longer known by whom.
func TestRefusedProgressOfEarlierRun(t *testing.T) {
	withLibrary(t, discordtest.Options{Patience: time.Hour}, slowLibrary, func(t *testing.T, h *libraryScene) {
		i := h.alice.Slash(h.room, "library add", file("long.md", longArticle(300)))
		i.Answer("（")
		i.Dismiss()
		h.restart()
		time.Sleep(time.Hour)
		all := h.bob.Sees(h.room)
		if len(all) != 1 {
			t.Fatalf("%d messages", len(all))
		}
		has(t, all[0].Text(), "刪除")
		h.holds(h.scope(), "水文年報")
	})
}

// told fails the test unless somebody has one direct message with these words.
func told(t *testing.T, p *discordtest.Person, words ...string) {
	t.Helper()
	all := p.Sees(p.DM())
	if len(all) != 1 {
		t.Fatalf("%d direct messages", len(all))
	}
	has(t, all[0].Text(), words...)
	hasNot(t, all[0].Text(), fact)
}

// hasNot fails the test if a text has one of these parts.
func hasNot(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if strings.Contains(text, part) {
			t.Errorf("%q in\n%.1000s", part, text)
		}
	}
}

// spoken returns an answer that comes in pieces, one every two seconds.
func spoken(pieces ...string) func(context.Context, rag.Question, func(string) error) (rag.Answer, error) {
	return func(ctx context.Context, q rag.Question, emit func(string) error) (rag.Answer, error) {
		for _, piece := range pieces {
			if err := emit(piece); err != nil {
				return rag.Answer{}, err
			}
			select {
			case <-time.After(2 * time.Second):
			case <-ctx.Done():
				return rag.Answer{}, ctx.Err()
			}
		}
		return rag.Answer{Question: q.Text, Text: strings.Join(pieces, ""), Mode: rag.ModeLLM}, nil
	}
}

// parts returns a text that takes as many messages as there are words, with one word in each.
func parts(words ...string) string {
	var out strings.Builder
	filler := strings.Repeat("There are birds. ", 55)
	for _, word := range words {
		fmt.Fprintf(&out, "%sOne is a %s. %s", filler, word, filler)
	}
	return out.String()
}
