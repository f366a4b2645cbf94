package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"footnote/internal/discordtest"
	"footnote/internal/openaitest"
)

// An asked question is one of any kind, and how it is seen to be answered.
type askedThere struct {
	what    string
	want    string // in its answer
	acked   func()
	replies func() []*discordtest.Message
}

// inFlight are people who ask in every way there is. above is an answer with
// buttons.
func inFlight(d *discordtest.Discord, room *discordtest.Channel, above *discordtest.Message) (all []askedThere) {
	private := discordtest.Option{Name: "private", Value: true}
	for n := range 20 {
		p := d.Person(fmt.Sprint("reader ", n), "zh-TW")
		text := fmt.Sprintf("2022年我國數據存儲量是多少? (%d)", n)
		used := func(what string, i *discordtest.Interaction) {
			all = append(all, askedThere{what, "724.5EB", func() { i.Acked() }, i.Replies})
		}
		written := func(what string, m *discordtest.Message) {
			all = append(all, askedThere{what, "724.5EB", func() {}, m.Replies})
		}
		switch n % 5 {
		case 0:
			used("command", p.Slash(room, "ask", question(text)))
		case 1:
			used("private command", p.Slash(room, "ask", question(text), private))
		case 2:
			written("mention", p.Say(room, "@bot "+text))
		case 3:
			written("direct message", p.Say(p.DM(), text))
		case 4:
			used("button", p.Click(above, "算力"))
			all[n].want = "算力"
		}
	}
	return all
}

// finished reports whether a message is a whole answer: no preview and no place in
// the queue.
func finished(m *discordtest.Message, want string) bool {
	return strings.Contains(m.Text(), want) && !strings.HasSuffix(m.Text(), "▌") && !strings.Contains(m.Text(), "⏳")
}

// The program dies while twenty questions are being answered. The next one answers
// all of them, once.
func TestKilledInFlight(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t, discordtest.Options{Window: time.Millisecond, Unlimited: true, Patience: patience, AckWithin: patience})
	data, room := t.TempDir(), d.Guild("reading room").Channel("general")
	model := openaitest.New(t)
	flags := []string{"--embedder", "none", "--judge", "off", "--article", "built-in", "--model", "m", "--base-url", model.URL()}
	first := launch(t, d, data, flags...)
	awaitCommands(d)
	model.Answer(write)
	above := d.Person("alice", "zh-TW").Slash(room, "ask", question("2022年我國數據存儲量是多少?")).Answer("724.5EB")

	release := make(chan struct{})
	model.Answer(func(r openaitest.Request) string {
		<-release
		return write(r)
	})
	before := len(model.Requests())
	all := inFlight(d, room, above)
	for _, one := range all {
		one.acked()
	}
	for len(model.Requests()) == before {
		time.Sleep(10 * time.Millisecond)
	}
	time.Sleep(time.Second) // the others wait behind these
	first.kill(t)
	for _, name := range []string{"footnote.db", "footnote.db-wal"} {
		if kept, err := os.ReadFile(filepath.Join(data, name)); err == nil && bytes.Contains(kept, []byte("2022年我國數據存儲量是多少? (")) {
			t.Errorf("%s has a question that anybody can read", name)
		}
	}
	gone(t, d)
	for _, one := range all {
		for _, m := range one.replies() {
			if finished(m, one.want) {
				t.Fatalf("a %s was answered before the kill: %s", one.what, m.Text())
			}
		}
	}

	second := launch(t, d, data, flags...)
	close(release)
	deadline := time.Now().Add(patience)
	for n, one := range all {
		for len(one.replies()) == 0 || !finished(one.replies()[0], one.want) {
			if time.Now().After(deadline) {
				t.Fatalf("the %s %d is not answered\n%s\n%s", one.what, n, d.Transcript(), second.log.String())
			}
			time.Sleep(10 * time.Millisecond)
		}
	}
	time.Sleep(time.Second)
	for n, one := range all {
		if replies := one.replies(); len(replies) != 1 {
			t.Errorf("the %s %d has %d answers", one.what, n, len(replies))
		}
	}
	if loose := room.StandaloneMessages(); len(loose) > 0 {
		t.Errorf("%d messages answer nothing", len(loose))
	}
	second.interrupt(t, d)
}
