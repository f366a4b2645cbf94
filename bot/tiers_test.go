package bot_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"footnote/internal/discordtest"
	"footnote/rag"
	"footnote/rag/intent"
)

const (
	unknown = "香蕉蛋糕要烤多久?"
	refusal = "文章裡沒有提到這件事。"
	nearest = "最接近的段落"
	lead    = "找不到確定的答案，最接近的是："
)

// tiered answers with a sentence that is found for the question, as an answer of a tier.
func tiered(t *testing.T, e engine, tier rag.Tier) func(context.Context, rag.Question, func(string) error) (rag.Answer, error) {
	return func(ctx context.Context, q rag.Question, emit func(string) error) (rag.Answer, error) {
		hits, err := e.Search(ctx, q.Text, 3)
		if err != nil || len(hits) == 0 {
			t.Errorf("%d hits for %q, %v", len(hits), q.Text, err)
			return rag.Answer{}, err
		}
		a := rag.Answer{Question: q.Text, Intent: intent.Question, Tier: tier, Mode: rag.ModeExtractive}
		if tier == rag.TierRefused {
			a.Text, a.Reason, a.Nearest = refusal, "不足以回答。", hits
			return a, emit(a.Text)
		}
		sentence := hits[0].Article.Quote(hits[0].Best.Span)
		a.Text = strings.Join(strings.Fields(sentence), " ") + " [1]"
		if tier == rag.TierUnsure {
			a.Text = lead + "\n" + a.Text
		}
		a.Footnotes = []rag.Footnote{{Number: 1, Ref: hits[0].Ref, Span: hits[0].Best.Span, Quote: sentence}}
		return a, emit(a.Text)
	}
}

// labelled returns the labels on the buttons under a message.
func labelled(m *discordtest.Message) string {
	var all []string
	for _, b := range m.Buttons() {
		all = append(all, b.Emoji+b.Label)
	}
	return strings.Join(all, " ")
}

// TestRefusal checks that a refusal shows no sentence of the articles, but that its button
// does, to whoever presses it.
func TestRefusal(t *testing.T) {
	play(t, newEngine(t, builtin(t)), nil, func(t *testing.T, s *scene) {
		refused := s.alice.Slash(s.room, "ask", question(unknown)).Answer(refusal)
		if d := strings.Split(refused.Text(), "\n"); len(d) != 4 || d[1] != "-# ❔ 找不到答案" || d[2] != refusal || !strings.HasPrefix(d[3], "-# ") {
			t.Errorf("a refusal says more:\n%s", refused.Text())
		}
		has(t, labelled(refused), "🔍"+nearest+" 👍 👎", "？")
		lacks(t, labelled(refused), "來源")
		shown := s.bob.Click(refused, nearest).Answer("These passages come nearest, but do not answer the question:")
		has(t, shown.Text(), "**[1]** 大模型這一年", "\n> ")
		if !shown.Ephemeral() || len(shown.Buttons()) > 0 {
			t.Errorf("ephemeral %t, buttons %s", shown.Ephemeral(), labelled(shown))
		}
		s.bob.Click(refused, "👎").Answer("Thank you")

		// In a direct message nobody else is there, so the passages stay.
		direct := s.alice.Say(s.alice.DM(), unknown).WaitReply(refusal)
		if shown := s.alice.Click(direct, nearest).Answer("這些段落最接近"); shown.Ephemeral() {
			t.Error("the passages are ephemeral in a direct message")
		}
		// In a group where the bot is not, only the person who pressed sees the passages.
		group := s.alice.Group("friends")
		if shown := s.alice.Click(s.alice.Slash(group, "ask", question(unknown)).Answer(refusal), nearest).Answer("這些段落最接近"); !shown.Ephemeral() {
			t.Error("everybody in a group sees the passages")
		}

		// A private refusal, made public.
		secret := s.alice.Slash(s.room, "ask", question(unknown), private()).Answer(refusal)
		public := s.alice.Click(secret, "公開").WaitFollowUps(1)[0]
		if !strings.HasPrefix(labelled(public), "🔍"+nearest+" 👍 👎 🗑️ ") || public.Ephemeral() {
			t.Errorf("ephemeral %t, with %s", public.Ephemeral(), labelled(public))
		}
		s.bob.Click(public, nearest).Answer("**[1]**")
	})
}

// TestNearestAfterRestart checks that the button works after a restart, in its own scope, as long
// as the article exists.
func TestNearestAfterRestart(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		h.alice.Slash(h.room, "library add", file("lake.md", lake)).Answer("✅")
		refused := h.alice.Slash(h.room, "ask", question("鏡湖的香蕉蛋糕要烤多久?")).Answer(refusal)
		lacks(t, refused.Text(), lakeFact)
		h.restart()
		has(t, h.bob.Click(refused, nearest).Answer("**[1]** 鏡湖報告").Text(), lakeFact)

		elsewhere := h.Guild("elsewhere").Channel("general")
		other := h.bob.Slash(elsewhere, "help").Answer("Footnote")
		for _, b := range refused.Buttons() {
			if m := h.bob.ClickRaw(other, b.CustomID).Answer("no longer works"); !m.Ephemeral() {
				t.Errorf("everybody sees what became of %q", b.Label)
			}
		}
		h.alice.Slash(h.room, "library remove", about("鏡湖報告")).Answer("已移除")
		gone := h.bob.Click(refused, nearest).Answer("The article has been changed or removed since")
		lacks(t, gone.Text(), lakeFact)
		harmless(t, h.scene)
	})
}

func TestHostileNearest(t *testing.T) {
	withHostileArticle(t, func(e engine, s *script) { s.answer = tiered(t, e, rag.TierRefused) })
}

func TestHostileUnsure(t *testing.T) {
	withHostileArticle(t, func(e engine, s *script) { s.answer = tiered(t, e, rag.TierUnsure) })
}

// TestUnsure checks that an unsure answer says so, has all that an answer has, and shows its
// sentence once.
func TestUnsure(t *testing.T) {
	d := newEngine(t, builtin(t))
	play(t, d, nil, func(t *testing.T, s *scene) {
		s.script.answer = tiered(t, d, rag.TierUnsure)
		unsure := s.alice.Slash(s.room, "ask", question(asked)).Answer(fact)
		has(t, unsure.Text(), "> "+asked+"\n-# ⚠️ 不確定\n"+lead+"\n", " [1]\n\n-# [1] 大模型這一年")
		if n := strings.Count(unsure.Text(), fact); n != 1 {
			t.Errorf("the sentence is shown %d times:\n%s", n, unsure.Text())
		}
		has(t, labelled(unsure), "📖來源 👍 👎", "？")
		lacks(t, labelled(unsure), nearest)
		s.bob.Click(unsure, "來源").Answer(fact)
	})
}

// TestSmallTalk checks that small talk has no sources and no vote buttons, and that questions
// to ask next follow a greeting, but not thanks.
func TestSmallTalk(t *testing.T) {
	play(t, newEngine(t, builtin(t)), nil, func(t *testing.T, s *scene) {
		for kind, want := range map[intent.Kind]struct{ votes, next bool }{
			intent.Greeting: {false, true}, intent.Identity: {false, true}, intent.Help: {true, true},
			intent.Thanks: {}, intent.Laughter: {}, intent.Abuse: {},
		} {
			s.script.answer = func(_ context.Context, q rag.Question, emit func(string) error) (rag.Answer, error) {
				return rag.Answer{Question: q.Text, Intent: kind, Text: "不客氣！", Mode: rag.ModeExtractive}, emit("不客氣！")
			}
			m := s.alice.Say(s.room, "@bot 你好").WaitReply("不客氣！")
			if m.Text() != "不客氣！" {
				t.Errorf("%s: %q", kind, m.Text())
			}
			if got := labelled(m); strings.Contains(got, "👍") != want.votes || strings.Contains(got, "？") != want.next || strings.Contains(got, "來源") || strings.Contains(got, nearest) {
				t.Errorf("%s has %q", kind, got)
			}
		}
		// A task that the bot does not do is refused, without nearest passages.
		s.script.answer = func(_ context.Context, q rag.Question, emit func(string) error) (rag.Answer, error) {
			return rag.Answer{Question: q.Text, Intent: intent.Request, Tier: rag.TierRefused, Text: "我只回答關於文章的問題。"}, emit("我只回答關於文章的問題。")
		}
		m := s.alice.Say(s.room, "@bot 幫我翻譯").WaitReply("我只回答")
		if m.Text() != "我只回答關於文章的問題。" {
			t.Errorf("%q", m.Text())
		}
		lacks(t, labelled(m), nearest)
	})
}

// TestOutcomes checks that each tier is counted by itself.
func TestOutcomes(t *testing.T) {
	d := newEngine(t, builtin(t))
	play(t, d, nil, func(t *testing.T, s *scene) {
		for _, tier := range []rag.Tier{rag.TierSure, rag.TierUnsure, rag.TierRefused, ""} {
			s.script.answer = tiered(t, d, tier)
			s.alice.Slash(s.room, "ask", question(asked)).Answer("")
		}
		time.Sleep(time.Second) // it is counted after it is shown
		_, got := get(t, s, "/metrics")
		for _, outcome := range []string{"extractive", "unsure", "refused", "social"} {
			has(t, got, `footnote_questions_total{outcome="`+outcome+`"} 1`)
		}
	})
}

// TestConversationOfTiers checks that an answer of any tier is read back as it was said, and
// that what a button showed in between is not an answer.
func TestConversationOfTiers(t *testing.T) {
	d := newEngine(t, builtin(t))
	var told []rag.Turn
	play(t, d, nil, func(t *testing.T, s *scene) {
		for _, tier := range []rag.Tier{rag.TierSure, rag.TierUnsure, rag.TierRefused} {
			var said string
			find := tiered(t, d, tier)
			s.script.answer = func(ctx context.Context, q rag.Question, emit func(string) error) (rag.Answer, error) {
				a, err := find(ctx, q, emit)
				told, said = q.History, a.Text
				return a, err
			}
			button := map[bool]string{true: nearest, false: "來源"}[tier == rag.TierRefused]
			for name, ask := range map[string]func(p *discordtest.Person) *discordtest.Message{
				"message": func(p *discordtest.Person) *discordtest.Message { return p.Say(p.DM(), asked).WaitReply("") },
				"command": func(p *discordtest.Person) *discordtest.Message {
					return p.Slash(p.DM(), "ask", question(asked)).Answer("")
				},
			} {
				p := s.Person(string(tier)+name, "zh-TW")
				m := ask(p)
				want := said
				p.Click(m, button).Answer("**")
				p.Say(p.DM(), "那產量呢?").WaitReply("")
				if len(told) != 1 || told[0].Question != asked || told[0].Answer != want {
					t.Errorf("%s, %s: %q, after %q", tier, name, told, want)
				}
			}
			m := s.alice.Say(s.room, "@bot "+asked).WaitReply("")
			want := said
			s.alice.Reply(m, "那產量呢?").WaitReply("")
			if len(told) != 1 || told[0].Question != asked || told[0].Answer != want {
				t.Errorf("%s, a reply: %q, after %q", tier, told, want)
			}
		}
	})
}
