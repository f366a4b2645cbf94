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
	"footnote/rag"
)

// Whatever a model writes, nothing of it is lost, and every message fits.
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

// letters are a text without what pages may add or take: spaces.
func letters(text string) string { return strings.Join(strings.Fields(text), "") }

// A private answer in parts can be published part by part.
func TestLongPrivateAnswer(t *testing.T) {
	d := newEngine(t, builtin(t))
	play(t, d, func(_ *bot.Options, script *script) {
		script.answer = func(_ context.Context, q rag.Question, emit func(string) error) (rag.Answer, error) {
			text := strings.Repeat("A sentence of a model. ", 150)
			return rag.Answer{Question: q.Text, Text: text, Mode: rag.ModeLLM}, emit(text)
		}
	}, func(t *testing.T, s *scene) {
		i := s.bob.Slash(s.room, "ask", question(english), private())
		first := i.Answer("A sentence")
		time.Sleep(time.Minute)
		if n := len(s.alice.Sees(s.room)); n != 0 {
			t.Errorf("others see %d messages", n)
		}
		for _, part := range append(i.FollowUps(), first) {
			if !part.Ephemeral() {
				t.Error("a part of a private answer is public")
			}
			s.bob.Click(part, "Make public").Answer("A sentence")
		}
		if n := len(s.alice.Sees(s.room)); n != 2 {
			t.Errorf("others see %d messages", n)
		}
	})
}

// A button of an answer whose article has changed since says so.
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
		s.bob.Click(m, "Sources").Answer("The article has changed")
		s.bob.Click(m, "👍").Answer("Thank you")
	})
}
