package bot_test

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"footnote/bot/wire"
	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/internal/discordtest"
	"footnote/internal/long"
	"footnote/rag"
)

// hostile returns hostile texts. A short run takes one in so many, a number that shares no
// factor with the number of ways in which the texts are wrapped, so that all ways come up. The
// race detector gets a quarter of them.
func hostile(t *testing.T, one int) []string {
	all := discordtest.Hostile()
	if len(all) < 500 {
		t.Fatalf("only %d texts", len(all))
	}
	if long.On(t) {
		return all
	}
	var some []string
	for n := 0; n < len(all); n += one * long.Size(1, 4) {
		some = append(some, all[n])
	}
	return some
}

// harmless fails the test if anything that the bot sent could do harm.
func harmless(t *testing.T, s *scene) {
	t.Helper()
	if pings := s.Pings(); len(pings) > 0 {
		t.Errorf("pinged %.300q", pings)
	}
	n := 0
	ours := ours(s)
	for _, c := range s.Contents() {
		if found := discordtest.Unsafe(ours.ReplaceAllString(c, "")); found != "" {
			if n++; n < 10 {
				t.Errorf("%q in %.300q", found, c)
			}
		}
	}
	if log := s.bot.log.String(); strings.Contains(log, "msg=panic") {
		t.Errorf("a panic:\n%.2000s", log[strings.Index(log, "msg=panic"):])
	}
}

// ours matches the markup that the bot itself writes: a time, the asker, and its own slash
// commands.
func ours(s *scene) *regexp.Regexp {
	all := []string{`<t:[0-9]+:[Rdtf]>`, `(?m)^- (加入者：|添加者：|Added by: )<@[0-9]+>$`, `(?m)^(-|-#) (出處：|出处：|Source: )<https?://[^\s<>]+>$`, `(?m)^-# (由 <@[0-9]+> 提問並公開|由 <@[0-9]+> 提问并公开|Asked and made public by <@[0-9]+>)$`}
	for _, c := range s.Commands() {
		all = append(all, fmt.Sprintf(`</%s(?: [a-z]+)?:%s>`, c["name"], c["id"]))
	}
	return regexp.MustCompile(strings.Join(all, "|"))
}

var quiet = discordtest.Options{Unlimited: true}

func TestHostileQuestions(t *testing.T) {
	d := newEngine(t, builtin(t))
	playIn(t, quiet, d, nil, func(t *testing.T, s *scene) {
		for n, text := range hostile(t, 11) {
			s.alice.SlashRaw(s.room, "ask", question(text)).Answer("")
			if n%3 == 0 {
				s.bob.SlashRaw(s.room, "search", discordtest.Option{Name: "query", Value: text}).Answer("")
				m := s.bob.Say(s.room, text)
				s.bob.MessageCommand(m, wire.CommandCheck).Answer("")
			}
			s.bob.Say(s.bob.DM(), text).WaitReply("")
		}
		harmless(t, s)
	})
}

func TestHostileModel(t *testing.T) {
	d := newEngine(t, builtin(t))
	playIn(t, quiet, d, nil, func(t *testing.T, s *scene) {
		for n, text := range hostile(t, 11) {
			s.script.answer = func(_ context.Context, q rag.Question, emit func(string) error) (rag.Answer, error) {
				return rag.Answer{Question: q.Text, Text: text, Degraded: text, Tier: []rag.Tier{rag.TierRefused, rag.TierSure}[n%2], Reason: text, Mode: rag.ModeLLM}, emit(text)
			}
			m := s.alice.Slash(s.room, "ask", question(fmt.Sprint("question ", n)), private()).Answer("")
			s.alice.Click(m, "公開").Answer("")
			time.Sleep(time.Minute) // both are posts, which are limited
		}
		harmless(t, s)
	})
}

func TestHostileArticle(t *testing.T) { withHostileArticle(t, nil) }

// withHostileArticle asks every question about a hostile article and shows its footnotes or
// nearest passages. change, which may be nil, changes the script.
func withHostileArticle(t *testing.T, change func(e engine, s *script)) {
	t.Helper()
	texts := hostile(t, 11)
	var body strings.Builder
	body.WriteString("# 觀測站 @everyone [名單](https://evil.example)\n\n")
	for n, text := range texts {
		flat := strings.Join(strings.Fields(strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\x00", "")), " ") // a file with a NUL is refused
		fmt.Fprintf(&body, "## 第%d站 %.60s\n\n第%d號觀測站的代碼是%.200s，它記錄第%d號湖的水位。\n\n", n, strings.ToValidUTF8(flat[:min(len(flat), 60)], ""), n, flat, n)
	}
	article, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: "stations <@1> https://evil.example.md", Data: []byte(body.String())})
	if err != nil {
		t.Fatal(err)
	}
	d := newEngine(t, article)
	playIn(t, quiet, d, nil, func(t *testing.T, s *scene) {
		if change != nil {
			change(d, s.script)
		}
		s.bob.Slash(s.room, "article").Answer("")
		for n := range texts {
			m := s.alice.Slash(s.room, "ask", question(fmt.Sprintf("第%d號觀測站記錄什麼?", n))).Answer("")
			for _, b := range m.Buttons() {
				if strings.Contains(b.Label, "來源") || b.Label == nearest {
					s.bob.Click(m, b.Label).Answer("**")
				}
				if found := discordtest.Unsafe(b.Label); found != "" {
					t.Errorf("%q on the button %q", found, b.Label)
				}
			}
		}
		harmless(t, s)
	})
}

// TestHostileButtons checks that custom_ids made by strangers do nothing.
func TestHostileButtons(t *testing.T) {
	d := newEngine(t, builtin(t))
	playIn(t, quiet, d, nil, func(t *testing.T, s *scene) {
		m := s.alice.Slash(s.room, "ask", question(asked)).Answer(fact)
		refused := s.alice.Slash(s.room, "ask", question(unknown)).Answer(refusal)
		ids := []string{"", "ASs", strings.Repeat("A", 100)}
		for _, b := range append(m.Buttons(), refused.Buttons()...) {
			for i := 0; i < len(b.CustomID); i += long.Size(1, 5) {
				ids = append(ids, b.CustomID[:i], b.CustomID[:i]+"x"+b.CustomID[i+1:])
			}
		}
		for _, text := range append(ids, hostile(t, 11)...) {
			if genuine(m, text) || genuine(refused, text) {
				continue
			}
			if answer := s.bob.ClickRaw(m, text).Answer("This button no longer works"); !answer.Ephemeral() {
				t.Fatalf("everybody sees what became of %q", text)
			}
		}
		s.bob.Click(m, "來源").Answer("**")
		s.bob.Click(refused, nearest).Answer("**")
		harmless(t, s)
	})
}

func genuine(m *discordtest.Message, id string) bool {
	for _, b := range m.Buttons() {
		if b.CustomID == id {
			return true
		}
	}
	return false
}
