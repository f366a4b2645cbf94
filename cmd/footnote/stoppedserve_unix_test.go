//go:build unix

package main

import (
	"strings"
	"syscall"
	"testing"
	"time"

	"footnote/internal/discordtest"
	"footnote/internal/openaitest"
	"footnote/internal/storetest"
)

// A serve that holds the shard and two questions is stopped, as by a machine that sleeps,
// until another has taken over both. When it goes on it sends nothing
// more for what is another's: each question is answered once, by the other one, and
// what is asked afterwards is answered once.
func TestStoppedServe(t *testing.T) {
	t.Parallel()
	storetest.Server(t) // else it is skipped
	d := discordtest.New(t, discordtest.Options{Unlimited: true, Patience: patience, AckWithin: patience})
	room := d.Guild("reading room").Channel("general")
	model := openaitest.New(t)
	release := make(chan struct{})
	model.Answer(func(r openaitest.Request) string {
		<-release
		return write(r)
	})
	f := newFleet(t, d, 1, 1, "--embedder", "none", "--judge", "off", "--article", "built-in", "--model", "m", "--base-url", model.URL())
	if err := d.Hub().WaitReady(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	awaitCommands(d)
	i := d.Person("alice", "zh-TW").Slash(room, "ask", question("2022年我國數據存儲量是多少?"))
	i.Acked()
	m := d.Person("bob", "zh-TW").Say(room, "@bot 2022年我國數據存儲量是多少? (2)")
	for len(model.Requests()) < 2 {
		time.Sleep(10 * time.Millisecond)
	}
	connections := len(d.Hub().Connections())
	stopped := f.victims[0]
	if err := stopped.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	f.victims = append(f.victims, nil)
	f.start(1)
	for began := time.Now(); len(d.Hub().Connections()) == connections || len(model.Requests()) < 4; time.Sleep(10 * time.Millisecond) {
		if time.Since(began) > patience {
			t.Fatal("the shard and the questions were not taken over")
		}
	}
	later := d.Person("cay", "zh-TW").Say(room, "@bot 2022年我國數據存儲量是多少? (3)")
	if err := stopped.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	close(release)
	i.Answer("724.5EB")
	m.WaitReply("724.5EB")
	later.WaitReply("724.5EB")
	time.Sleep(5 * time.Second)
	if n, k, l := len(i.Replies()), len(m.Replies()), len(later.Replies()); n != 1 || k != 1 || l != 1 {
		t.Errorf("answered %d, %d and %d times", n, k, l)
	}
	complete := 0 // how often the complete answer to the command was sent, apart from previews
	for _, content := range d.Contents() {
		if strings.HasPrefix(content, "> 2022") && strings.Contains(content, "724.5EB") && !strings.HasSuffix(content, "▌") {
			complete++
		}
	}
	if complete != 1 {
		t.Errorf("the complete answer was sent %d times", complete)
	}
	f.kill(0) // so that its log may be read
	if log := stopped.log.String(); !strings.Contains(log, "was lost") && !strings.Contains(log, "taken to be gone") && !strings.Contains(log, "out of reach") {
		t.Errorf("it did not see that it was stopped:\n%.3000s", log)
	}
	f.start(0)
}
