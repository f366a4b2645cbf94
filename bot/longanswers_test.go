package bot_test

import (
	"context"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"footnote/bot"
	"footnote/bot/render/markdown"
	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/internal/discordtest"
	"footnote/library"
	"footnote/rag"
)

// TestLongAnswers checks that nothing of what a model writes is lost, and that every message
// fits.
func TestLongAnswers(t *testing.T) {
	d := newEngine(t, builtin(t))
	for name, text := range map[string]string{
		"three messages":                 strings.Repeat("這是一個很長的句子，後面還有別的句子。", 250),
		"one line of 5,000 characters":   strings.Repeat("長", 5000),
		"a fence that nobody closes":     "```go\n" + strings.Repeat("func f() {}\n", 300),
		"families in place of words":     strings.Repeat("👨‍👩‍👧‍👦", 400),
		"100 KB":                         strings.Repeat("A sentence of a model that cannot stop. ", 2500),
		"characters with an accent each": strings.Repeat("e\u0301", 2500),
	} {
		t.Run(name, func(t *testing.T) {
			play(t, d, func(_ *bot.Options, script *script) { script.answer = says(text) }, func(t *testing.T, s *scene) {
				i := s.alice.Slash(s.room, "ask", question(asked))
				first := i.Answer("")
				time.Sleep(time.Minute) // the other parts follow
				var shown strings.Builder
				all := append(s.alice.Sees(s.room), i.FollowUps()...)
				seen := map[string]bool{}
				parts := 0
				for _, m := range all {
					if seen[m.ID] {
						continue
					}
					seen[m.ID] = true
					parts++
					if n := len(utf16.Encode([]rune(m.Text()))); n > 2000 {
						t.Errorf("a message of %d characters", n)
					}
					shown.WriteString(strings.TrimPrefix(m.Text(), "> "+asked+"\n"))
					shown.WriteString("\n")
				}
				if file := first.File("answer.md"); file != "" {
					has(t, file, text, asked)
					return
				}
				if parts > 3 {
					t.Errorf("%d messages", parts)
				}
				if got, want := letters(markdown.Unescape(shown.String())), letters(markdown.Clean(text)); got != want {
					t.Errorf("%d letters became %d", len(want), len(got))
				}
			})
		})
	}
}

// letters returns a text without its spaces, which paging may add or remove.
func letters(text string) string { return strings.Join(strings.Fields(text), "") }

// TestLongPrivateAnswer checks that a private answer in several parts is made public once, from
// its last part, and completely: with the question, its sources and all buttons.
func TestLongPrivateAnswer(t *testing.T) {
	d := newEngine(t, builtin(t))
	var kept *library.Library
	play(t, d, func(o *bot.Options, script *script) {
		kept = o.Library
		script.answer = func(ctx context.Context, q rag.Question, _ func(string) error) (rag.Answer, error) {
			got, err := d.Answer(ctx, q, func(string) error { return nil })
			got.Text = strings.Repeat("A sentence of *somebody* whom a model quotes. ", 80) + got.Text
			return got, err
		}
	}, func(t *testing.T, h *scene) {
		i := h.bob.Slash(h.room, "ask", question(english), private())
		first := i.Answer("A sentence")
		time.Sleep(time.Minute)
		parts := append([]*discordtest.Message{first}, i.FollowUps()...)
		if len(parts) < 2 || len(h.alice.Sees(h.room)) != 0 {
			t.Fatalf("%d messages, others see %d", len(parts), len(h.alice.Sees(h.room)))
		}
		last := parts[len(parts)-1]
		for _, part := range parts[:len(parts)-1] {
			if !part.Ephemeral() || len(part.Buttons()) != 0 {
				t.Errorf("a part, ephemeral %v, has the buttons %q", part.Ephemeral(), labels(part))
			}
		}
		press := customID(last, "Make public")
		if err := h.bot.stop(); err != nil {
			t.Error(err)
		}
		time.Sleep(time.Minute)
		start(t, h.Discord, func(o *bot.Options) { o.Library = kept })
		has(t, h.bob.Click(last, "Make public").WaitFollowUps(1)[0].Text(), "> "+english, "A sentence")
		time.Sleep(10 * time.Second)
		has(t, h.bob.ClickRaw(last, press).Answer("already public").Text(), h.alice.Sees(h.room)[0].Link())
		public := h.alice.Sees(h.room)
		if len(public) < len(parts) || len(public) > len(parts)+1 {
			t.Errorf("%d messages of %d are public", len(public), len(parts))
		}
		got, want := "", ""
		for _, m := range public {
			got += m.Text()
		}
		for _, m := range parts {
			want += m.Text()
		}
		if got, want = letters(got), letters(want); !strings.HasPrefix(got, want) {
			t.Errorf("public is\n%s\nprivate was\n%s", got, want)
		}
		end := public[len(public)-1]
		has(t, end.Text(), "<@"+h.bob.ID+">")
		h.alice.Click(end, "Sources").Answer("**")
		h.bob.Click(end, "🗑️")
		time.Sleep(time.Second)
		for _, m := range public {
			if !m.Deleted() {
				t.Errorf("there stays\n%.200s", m.Text())
			}
		}
	})
}

// TestAnotherArticle checks that a button of an answer whose article has changed since says so.
func TestAnotherArticle(t *testing.T) {
	d := newEngine(t, builtin(t))
	play(t, d, nil, func(t *testing.T, s *scene) {
		m := s.bob.Slash(s.room, "ask", question(english)).Answer("[1]")
		if err := s.bot.stop(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Minute)
		other, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: "lakes.md", Data: []byte("# Lakes\n\nThe lake is deep and cold. Nobody swims there.\n")})
		if err != nil {
			t.Fatal(err)
		}
		start(t, s.Discord, func(o *bot.Options) { o.Library = standing(t, newEngine(t, other), o.Log) })
		s.bob.Click(m, "Sources").Answer("The article has been changed or removed since")
		s.bob.Click(m, "👍").Answer("Thank you")
	})
}
