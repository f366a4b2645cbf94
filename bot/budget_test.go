package bot_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"footnote/bot"
	"footnote/library"
	"footnote/library/store"
	"footnote/rag"
)

// A scribe is a model that writes what the lake's article says in its own words, for seventy
// tokens.
type scribe struct{}

const written = "這座湖的湖面面積是37平方公里。"

func (scribe) Model() string { return "scribe" }

func (scribe) Generate(_ context.Context, p rag.Prompt, emit func(string) error) (rag.Generated, error) {
	text := "NO_ANSWER"
	if strings.Contains(p.User, lakeFact) {
		text = written + "[1]"
	}
	return rag.Generated{Finish: rag.FinishStop, InputTokens: 50, OutputTokens: 20}, emit(text)
}

// TestBudgetOfAServer checks that the tokens that a server uses in a day are counted across
// restarts, and that beyond the budget the article's own sentences answer and say why.
func TestBudgetOfAServer(t *testing.T) {
	withLibrary(t, quiet, func(_ *bot.Options, o *library.Options) {
		o.Writing, o.Limits.Tokens = &rag.Writing{Generator: scribe{}}, 100
	}, func(t *testing.T, h *libraryScene) {
		other := h.Guild("elsewhere").Channel("general")
		h.alice.Grant(h.Guild("elsewhere"), "MANAGE_GUILD")
		h.alice.Slash(h.room, "library add", file("lake.md", lake)).Answer("✅")
		h.alice.Slash(other, "library add", file("lake.md", lake)).Answer("✅")
		for range 2 {
			h.bob.Slash(h.room, "ask", question(lakeAsk)).Answer(written)
			h.restart()
		}
		for range 2 {
			beyond := h.bob.Slash(h.room, "ask", question(lakeAsk)).Answer(lakeFact)
			has(t, beyond.Text(), "ℹ️", "今天的語言模型額度已用完", "[1]")
			if strings.Contains(beyond.Text(), written) {
				t.Errorf("written beyond the budget:\n%s", beyond.Text())
			}
			has(t, h.bob.Say(h.room, "@bot "+lakeAsk).WaitReply(lakeFact).Text(), "額度已用完")
			h.restart()
		}
		has(t, h.alice.Slash(h.room, "settings show").Answer("**").Text(), "140 / 100")
		h.bob.Slash(other, "ask", question(lakeAsk)).Answer(written)
		has(t, h.alice.Slash(other, "settings show").Answer("**").Text(), "70 / 100")
		h.alice.Slash(other, "settings set", option("daily_tokens", 50)).Answer("70 / 50")
		has(t, h.bob.Slash(other, "ask", question(lakeAsk)).Answer(lakeFact).Text(), "額度已用完")
		h.alice.Slash(other, "settings set", option("daily_tokens", 1_000_000)).Answer("70 / 100") // no more than the operator allows
		if used, _, err := h.library.Budget(t.Context(), store.Person(h.bob.ID)); used != 0 || err != nil {
			t.Errorf("a server's tokens are counted for a person: %d, %v", used, err)
		}
		time.Sleep(24 * time.Hour)
		h.bob.Slash(h.room, "ask", question(lakeAsk)).Answer(written)
	})
}
