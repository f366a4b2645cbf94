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

// The program dies at random moments while people ask, vote and press. Nothing
// is answered twice, what was answered keeps its buttons, and every vote that
// was thanked for is kept.
func TestKilled(t *testing.T) {
	t.Parallel()
	times := long.Times(t, 3, 50)
	d := discordtest.New(t, discordtest.Options{Window: time.Millisecond, Unlimited: true, Patience: patience})
	data := t.TempDir()
	room := d.Guild("reading room").Channel("general")
	first := launch(t, d, data, "--embedder", "none", "--article", "built-in")
	alice := d.Person("alice", "zh-TW")
	awaitCommands(d)
	old := alice.Slash(room, "ask", discordtest.Option{Name: "question", Value: "2022年我國數據存儲量是多少?"}).Answer("724.5EB")
	first.kill(t)
	d.Hub().Invalidate(0, false)

	dice := rand.New(rand.NewPCG(5, 50))
	var asked []*discordtest.Interaction
	var said []*discordtest.Message
	thanked := 0
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
		d.Hub().Invalidate(0, false)
	}

	last := launch(t, d, data, "--embedder", "none", "--article", "built-in")
	alice.Click(old, "來源").Answer("**國家網信辦的數字是")
	time.Sleep(2 * time.Second)
	answered := 0
	for _, i := range asked {
		if n := len(i.Replies()); n > 1 {
			t.Errorf("an interaction was answered %d times", n)
		} else {
			answered += n
		}
	}
	for _, m := range said {
		if n := len(m.Replies()); n > 1 {
			t.Errorf("a message was answered %d times", n)
		} else {
			answered += n
		}
	}
	last.kill(t)
	t.Logf("%d of %d were answered before the bot died", answered, len(asked)+len(said))
	if answered == 0 || answered == len(asked)+len(said) {
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
