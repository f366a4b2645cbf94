package bot_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"footnote/bot"
	"footnote/bot/wire"
	"footnote/internal/discordtest"
	"footnote/rag"
)

const (
	asked   = "2022年我國數據存儲量是多少?"
	english = "What was China's total computing power in 2022?"
	fact    = "724.5EB"
)

func TestAsk(t *testing.T) {
	d := discordtest.New(t, discordtest.Options{})
	v := &votes{}
	start(t, d, func(o *bot.Options) { o.Votes = v })
	room := d.Guild("reading room").Channel("general")
	alice, bob := d.Person("alice", "zh-TW"), d.Person("bob", "en-US")

	// A question by command, and its buttons.
	answer := alice.Slash(room, "ask", question(asked)).Answer(fact)
	for _, want := range []string{"> " + asked, "[1]", "-# [1]"} {
		if !strings.Contains(answer.Text(), want) {
			t.Errorf("the answer has no %q:\n%s", want, answer.Text())
		}
	}
	sources := bob.Click(answer, "來源").Answer("**")
	if !strings.Contains(sources.Text(), "› 02 國際競爭") || !sources.Ephemeral() || !strings.Contains(sources.Text(), "**國家網信辦的數字是：2022年我國數據產量為8.1ZB，排在全球第二；數據存儲量為724.5EB，占全球的14.4%。**") {
		t.Errorf("the sources, ephemeral %v:\n%s", sources.Ephemeral(), sources.Text())
	}
	next := ""
	for _, b := range answer.Buttons() {
		if strings.HasSuffix(b.Label, "？") {
			next = b.Label
		}
	}
	if next == "" {
		t.Fatalf("no suggested question: %+v", answer.Buttons())
	}
	if got := bob.Click(answer, next).Answer("[1]"); !strings.Contains(got.Text(), "> "+next) {
		t.Errorf("the next answer:\n%s", got.Text())
	}
	bob.Click(answer, "👍").Answer("Thank you")
	alice.Click(answer, "👎").Answer("謝謝")
	if all := v.kept(); len(all) != 2 || !all[0].Good || all[1].Good || all[0].Reader == all[1].Reader || all[0].Answer != all[1].Answer {
		t.Errorf("votes %+v", all)
	}

	// A private one, and publishing it.
	secret := bob.Slash(room, "ask", question("2022年我国数据存储量是多少?"), private()).Answer(fact)
	if !secret.Ephemeral() {
		t.Error("a private answer is public")
	}
	if public := bob.Click(secret, "Make public").WaitFollowUps(1)[0]; public.Ephemeral() || !strings.Contains(public.Text(), fact) {
		t.Error("a published answer is private")
	}

	// A question in English, and one that the article does not answer.
	bob.Slash(room, "ask", question(english)).Answer("[1]")
	refused := alice.Slash(room, "ask", question("香蕉蛋糕要烤多久?")).Answer("文章裡沒有提到")
	if strings.Contains(refused.Text(), "[1]") {
		t.Errorf("a refusal with footnotes:\n%s", refused.Text())
	}
	if p := d.Pings(); len(p) > 0 {
		t.Errorf("pinged %v", p)
	}
}

func TestOtherCommands(t *testing.T) {
	d := discordtest.New(t, discordtest.Options{})
	start(t, d, nil)
	room := d.Guild("reading room").Channel("general")
	alice, carl := d.Person("alice", "zh-CN"), d.Person("carl", "en-GB")
	for command, want := range map[string]string{"help": "註腳", "privacy policy": "隐私", "article": "大模型這一年"} {
		if command == "help" {
			want = "脚注"
		}
		if m := alice.Slash(room, command).Answer(want); !m.Ephemeral() {
			t.Errorf("everybody sees the answer to /%s", command)
		}
	}
	carl.Slash(room, "help").Answer("footnote")
	carl.Slash(carl.DM(), "search", discordtest.Option{Name: "query", Value: "盤古氣象"}).Answer("秒級的全球天氣預報")

	claimed := carl.Say(room, "2022年我國數據產量為8.1ZB。2022年我國數據產量為9.3ZB。香蕉在月光下唱歌跳舞到天亮。")
	checked := carl.MessageCommand(claimed, wire.CommandCheck).Answer("✅")
	for _, want := range []string{"❌", "❔"} {
		if !strings.Contains(checked.Text(), want) {
			t.Errorf("no %s in\n%s", want, checked.Text())
		}
	}
}

func TestMessages(t *testing.T) {
	play(t, newEngine(t, builtin(t)), nil, func(t *testing.T, s *scene) {
		d, room, alice := s.Discord, s.room, s.alice

		answer := alice.Say(room, "@bot "+asked).WaitReply(fact)
		alice.Click(answer, "來源").Answer("**")
		alice.Reply(answer, "那數據產量呢?").WaitReply("8.1ZB")

		alice.Say(alice.DM(), asked).WaitReply(fact)
		alice.Say(alice.DM(), "那算力總規模呢?").WaitReply("150EFLOPS")
		alice.Say(room, "@bot").WaitReply("請寫下")
		alice.Say(room, "@bot 香蕉蛋糕要烤多久?").WaitReply("文章裡沒有提到")

		// Messages that are not for the bot get no answer, and one that is delivered twice gets
		// one.
		ignored := alice.Say(room, asked)
		twice := alice.Say(room, "@bot 騰訊申請了多少件專利?")
		twice.Repeat()
		twice.WaitReply("6.6萬件")
		alice.Say(room, "@bot "+asked).WaitReply(fact)
		if n := len(ignored.Replies()); n != 0 {
			t.Errorf("%d replies to messages that were not for the bot", n)
		}
		if n := len(twice.Replies()); n != 1 {
			t.Errorf("%d replies to a message that was delivered twice", n)
		}
		if p := d.Pings(); len(p) > 0 {
			t.Errorf("pinged %v", p)
		}
	})
}

// TestCommandsAreSynced checks that commands are registered once, and left alone by the next
// run.
func TestCommandsAreSynced(t *testing.T) {
	d := discordtest.New(t, discordtest.Options{Window: time.Millisecond})
	for range 2 {
		if err := start(t, d, nil).stop(); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(d.Requests("PUT /applications/{id}/commands")); n != 1 {
		t.Errorf("commands were registered %d times", n)
	}
}

// TestFollowUpToButton checks that an answer made by a button, which replies to the answer with
// the button, is part of a conversation: with the question quoted above it.
func TestFollowUpToButton(t *testing.T) {
	d := discordtest.New(t, discordtest.Options{Unlimited: true})
	start(t, d, nil)
	room := d.Guild("reading room").Channel("general")
	alice := d.Person("alice", "zh-TW")
	answer := alice.Slash(room, "ask", question(asked)).Answer(fact)
	next := ""
	for _, b := range answer.Buttons() {
		if strings.HasSuffix(b.Label, "？") {
			next = b.Label
		}
	}
	second := alice.Click(answer, next).Answer("[1]")
	alice.Reply(second, "2022年的算力總規模呢?").WaitReply("150EFLOPS")
}

// TestCommands checks that names and descriptions are in all languages, and that commands are
// for servers and people, everywhere.
func TestCommands(t *testing.T) {
	d := discordtest.New(t, discordtest.Options{})
	start(t, d, nil)
	names := map[string]bool{}
	for _, c := range d.Commands() {
		names[c["name"].(string)] = true
		everywhere := map[string]int{"integration_types": 2, "contexts": 3}
		if c["name"] == "settings" || c["name"] == "insights" { // these are only in servers
			everywhere = map[string]int{"integration_types": 1, "contexts": 1}
		}
		for field, want := range everywhere {
			if all, _ := c[field].([]any); len(all) != want {
				t.Errorf("%s: %s are %v", c["name"], field, c[field])
			}
		}
		localized := []string{"name_localizations"}
		if c["type"] == 1.0 {
			localized = append(localized, "description_localizations")
		}
		for _, field := range localized {
			all, _ := c[field].(map[string]any)
			for _, language := range []string{"zh-TW", "zh-CN"} {
				if text, _ := all[language].(string); text == "" {
					t.Errorf("%s has no %s in %s", c["name"], field, language)
				}
			}
		}
	}
	for _, want := range []string{"ask", "search", "article", "help", "privacy", "library", "settings", wire.CommandCheck, wire.CommandAdd} {
		if !names[want] {
			t.Errorf("no command %s", want)
		}
	}
}

// TestFollowUpToCommand checks that in direct messages too a command is part of the conversation,
// both soon after the bot was started and later.
func TestFollowUpToCommand(t *testing.T) {
	d := newEngine(t, builtin(t))
	var told []rag.Turn
	play(t, d, func(_ *bot.Options, script *script) {
		script.answer = func(ctx context.Context, q rag.Question, emit func(string) error) (rag.Answer, error) {
			told = q.History
			return d.Answer(ctx, q, emit)
		}
	}, func(t *testing.T, s *scene) {
		for _, p := range []*discordtest.Person{s.alice, s.bob} {
			p.Slash(p.DM(), "ask", question(asked)).Answer(fact)
			p.Say(p.DM(), "那產量呢?").WaitReply("8.1ZB")
			if len(told) != 1 || told[0].Question != asked || !strings.Contains(told[0].Answer, fact) {
				t.Errorf("%s's question came with %+v", p.Name, told)
			}
			time.Sleep(time.Hour)
		}
	})
}
