package main

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"footnote/internal/discordtest"
	"footnote/internal/long"
	"footnote/library/store"
)

// The program dies at random moments while people ask, vote and press. Every
// question that was acknowledged is answered, and every message, once; what was
// answered keeps its buttons, and every vote that was thanked for is kept.
func TestKilled(t *testing.T) {
	t.Parallel()
	times := long.Times(t, 3, 50)
	d := discordtest.New(t, discordtest.Options{Window: time.Millisecond, Unlimited: true, Patience: patience, AckWithin: patience})
	data := t.TempDir()
	room := d.Guild("reading room").Channel("general")
	first := launch(t, d, data, "--embedder", "none", "--article", "built-in")
	alice := d.Person("alice", "zh-TW")
	awaitCommands(d)
	old := alice.Slash(room, "ask", discordtest.Option{Name: "question", Value: "2022年我國數據存儲量是多少?"}).Answer("724.5EB")
	first.kill(t)
	gone(t, d)

	dice := rand.New(rand.NewPCG(5, 50))
	var asked []*discordtest.Interaction
	var said []*discordtest.Message
	thanked, early, late := 0, 0, 0
	for n := range times {
		v := launch(t, d, data, "--embedder", "none", "--article", "built-in")
		for i := range 6 {
			p := d.Person(fmt.Sprintf("reader %d.%d", n, i), "zh-TW")
			one := p.Slash(room, "ask", discordtest.Option{Name: "question", Value: fmt.Sprintf("2022年我國數據存儲量是多少? (%d)", i)})
			one.Excuse() // the bot may be dead by then
			vote := p.Click(old, "👍")
			vote.Excuse()
			asked = append(asked, one, vote)
			said = append(said, p.Say(room, "@bot 騰訊申請了多少件專利?"))
		}
		if n%5 == 0 { // a vote that surely arrives
			d.Person(fmt.Sprint("voter ", n), "zh-TW").Click(old, "👎").Answer("謝謝")
			thanked++
		}
		time.Sleep(time.Duration(dice.IntN(50)) * time.Millisecond)
		v.kill(t)
		early += answers(asked, said)
		late += len(asked) + len(said)
		gone(t, d)
	}

	last := launch(t, d, data, "--embedder", "none", "--article", "built-in")
	alice.Click(old, "來源").Answer("**國家網信辦的數字是")
	for began := time.Now(); open(asked, said) > 0; time.Sleep(10 * time.Millisecond) {
		if time.Since(began) > patience {
			t.Fatalf("%d of %d are not answered\n%s", open(asked, said), len(asked)+len(said), d.Transcript())
		}
	}
	time.Sleep(time.Second)
	for _, i := range asked {
		if n := len(i.Replies()); n > 1 {
			t.Errorf("an interaction was answered %d times", n)
		}
	}
	for _, m := range said {
		if n := len(m.Replies()); n != 1 {
			t.Errorf("a message was answered %d times", n)
		}
	}
	last.kill(t)
	t.Logf("%d of %d were answered when the bot died", early, late)
	if early == 0 || early == late {
		t.Error("the bot never died, or always, in the middle of something")
	}
	kept := store.OpenFeedback(filepath.Join(data, "footnote.db"), func(warning string) { t.Error(warning) })
	defer kept.Close()
	good, bad, err := kept.Count(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range asked {
		for _, m := range i.Replies() {
			if strings.Contains(m.Text(), "謝謝") {
				thanked++
			}
		}
	}
	if good+bad < thanked {
		t.Errorf("%d votes were thanked for, %d are kept", thanked, good+bad)
	}
	t.Logf("%d votes thanked for, %d kept", thanked, good+bad)
}

// answers are how many were answered.
func answers(asked []*discordtest.Interaction, said []*discordtest.Message) (n int) {
	for _, i := range asked {
		n += min(len(i.Replies()), 1)
	}
	for _, m := range said {
		n += min(len(m.Replies()), 1)
	}
	return n
}

// open are how many wait for an answer: messages, and what the bot has told that it
// is there.
func open(asked []*discordtest.Interaction, said []*discordtest.Message) int {
	return len(unanswered(asked, said))
}

// unanswered says which these are.
func unanswered(asked []*discordtest.Interaction, said []*discordtest.Message) (all []string) {
	for n, i := range asked {
		if after := i.Acknowledged(); after > 0 && len(i.Replies()) == 0 {
			all = append(all, fmt.Sprintf("the command %d, acknowledged after %v", n, after))
		}
	}
	for _, m := range said {
		if len(m.Replies()) == 0 {
			all = append(all, m.Text()+" "+m.Link())
		}
	}
	return all
}
