package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"footnote/internal/discordtest"
	"footnote/internal/discordtest/hub"
	"footnote/internal/long"
	"footnote/internal/openaitest"
	"footnote/internal/storetest"
)

// A fleet is several serves on one database.
type fleet struct {
	*testing.T
	d       *discordtest.Discord
	data    string
	flags   []string
	shards  int
	victims []*victim
	unkept  strings.Builder // what those that have ended said of questions that they could not keep
}

func newFleet(t *testing.T, d *discordtest.Discord, size, shards int, flags ...string) *fleet {
	t.Helper()
	giveEngine(t)
	f := &fleet{T: t, d: d, data: storetest.Schema(t), flags: flags, shards: shards, victims: make([]*victim, size)}
	for n := range size {
		f.start(n)
	}
	t.Cleanup(func() {
		for n := range f.victims {
			f.kill(n)
			if t.Failed() {
				t.Logf("serve %d:\n%.6000s", n, f.victims[n].log.String())
			}
		}
	})
	return f
}

// start starts a serve, and does not wait for it.
func (f *fleet) start(n int) {
	f.Helper()
	variables := []string{"DISCORD_TOKEN=" + discordtest.Token, "FOOTNOTE_DISCORD_API=" + f.d.Base(), fmt.Sprint("FOOTNOTE_SHARDS=", f.shards), "FOOTNOTE_DATA=" + f.data}
	v := &victim{Cmd: command(f.T, variables, append([]string{"serve"}, f.flags...)...), ended: make(chan struct{})}
	v.Stderr = &v.log
	if err := v.Start(); err != nil {
		f.Fatal(err)
	}
	go func() {
		v.err = v.Wait()
		close(v.ended)
	}()
	f.victims[n] = v
}

func (f *fleet) kill(n int) {
	v := f.victims[n]
	_ = v.Process.Kill() // it may have ended, which its log tells
	<-v.ended
	for line := range strings.Lines(v.log.String()) {
		if strings.Contains(line, "would be lost with the program") {
			f.unkept.WriteString(line)
		}
	}
	if log := v.log.String(); strings.Contains(log, "panic") || strings.Contains(log, "damaged") || strings.Contains(log, "syntax") {
		f.Errorf("the log:\n%.2000s", log)
	}
}

// left leaves out the interactions that may stay without an answer: a serve was killed while
// it answered them, and had said that the database was too slow to keep them. That happens
// where a machine is very busy.
func (f *fleet) left(asked []*discordtest.Interaction) []*discordtest.Interaction {
	return slices.DeleteFunc(slices.Clone(asked), func(i *discordtest.Interaction) bool {
		return len(i.Replies()) == 0 && strings.Contains(f.unkept.String(), i.ID)
	})
}

// leftOf is left of messages.
func (f *fleet) leftOf(said []*discordtest.Message) []*discordtest.Message {
	return slices.DeleteFunc(slices.Clone(said), func(m *discordtest.Message) bool {
		return len(m.Replies()) == 0 && strings.Contains(f.unkept.String(), m.ID)
	})
}

// interrupt ends a serve as Ctrl-C does.
func (f *fleet) interrupt(n int) {
	v := f.victims[n]
	_ = v.Process.Signal(os.Interrupt) // it may have ended, which is seen
	if <-v.ended; v.err != nil {
		f.Errorf("it ended with %v\n%.2000s", v.err, v.log.String())
	}
}

// withoutSessions kills serves whose sessions Discord then forgets: their shards begin
// anew, within twelve seconds.
func (f *fleet) withoutSessions() {
	for n := range f.victims {
		watching, stop := context.WithCancel(f.Context())
		longest := make(chan time.Duration, 1)
		go func() { longest <- gaps(watching, f.d, f.shards) }()
		identified := f.d.Hub().Identifies()
		f.kill(n)
		time.Sleep(500 * time.Millisecond) // for the fake to notice
		f.d.Hub().Forget(-1)
		f.start(n)
		time.Sleep(16 * time.Second)
		stop()
		gap := <-longest
		f.Logf("serve %d: %d shards began anew, within %v", n, f.d.Hub().Identifies()-identified, gap.Round(10*time.Millisecond))
	}
}

// gaps watches for how long a shard is not connected at the most, until ctx ends.
func gaps(ctx context.Context, d *discordtest.Discord, shards int) (longest time.Duration) {
	since := map[int]time.Time{}
	for ctx.Err() == nil {
		connected := hub.Connected(d.Hub())
		for shard := range shards {
			if connected[shard] || since[shard].IsZero() {
				since[shard] = time.Now()
			}
			longest = max(longest, time.Since(since[shard]))
		}
		time.Sleep(20 * time.Millisecond)
	}
	return longest
}

// Three serves share a database. While people ask, one of them is killed every few
// seconds, or stopped, and started again: every message and every acknowledged question is
// answered once, and Discord has nothing to complain of. They ask in so many channels in
// turn that none gets more at once than Discord lets the bot write there: how much of that
// another process has used, none can know. How long a shard was away is in the log: on a
// busy machine that says little.
func TestManyServes(t *testing.T) {
	t.Parallel()
	storetest.Server(t) // else it is skipped
	lasts, every, shards, whole := 10*time.Second, 3*time.Second, 2, long.On(t)
	if whole {
		lasts, every, shards = time.Minute, 5*time.Second, 3
	}
	d := discordtest.New(t, discordtest.Options{Patience: patience})
	model := openaitest.New(t)
	dice := rand.New(rand.NewPCG(19, 3))
	model.Answer(func(r openaitest.Request) string {
		time.Sleep(time.Duration(100+rand.IntN(600)) * time.Millisecond)
		return write(r)
	})
	var rooms []*discordtest.Channel
	for n := range 24 {
		rooms = append(rooms, d.Guild(fmt.Sprint("server ", n)).Channel("general"))
		time.Sleep(2 * time.Millisecond) // for shards by the time of their ids
	}
	f := newFleet(t, d, 3, shards, "--embedder", "none", "--judge", "off", "--article", "built-in", "--model", "m", "--base-url", model.URL())
	ready, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	if err := d.Hub().WaitReady(ready, shards); err != nil {
		t.Fatal(err)
	}
	awaitCommands(d)
	identified := d.Hub().Identifies()

	watching, stop := context.WithCancel(t.Context())
	longest := make(chan time.Duration, 1)
	go func() { longest <- gaps(watching, d, shards) }()
	var asked []*discordtest.Interaction
	var said []*discordtest.Message
	began, kills := time.Now(), 0
	for n := 0; time.Since(began) < lasts; n++ {
		p, room := d.Person(fmt.Sprint("reader ", n), "zh-TW"), rooms[n%len(rooms)]
		text := fmt.Sprintf("2022年我國數據存儲量是多少? (%d)", n)
		switch dice.IntN(4) {
		case 0, 1:
			i := p.Slash(room, "ask", question(text), discordtest.Option{Name: "private", Value: dice.IntN(2) == 0})
			i.Excuse() // its shard may be nobody's for longer than Discord waits
			asked = append(asked, i)
		case 2:
			said = append(said, p.Say(room, "@bot "+text))
		case 3:
			said = append(said, p.Say(p.DM(), text))
		}
		if due := int(time.Since(began) / every); due > kills {
			kills++
			one := dice.IntN(len(f.victims))
			if kills%4 == 0 {
				f.interrupt(one)
			} else {
				f.kill(one)
			}
			f.start(one)
		}
		time.Sleep(200 * time.Millisecond)
	}
	for waiting := time.Now(); open(f.left(asked), f.leftOf(said)) > 0; time.Sleep(20 * time.Millisecond) {
		if time.Since(waiting) > patience {
			t.Fatalf("%d of %d are not answered: %q", open(asked, said), len(asked)+len(said), unanswered(asked, said))
		}
	}
	time.Sleep(3 * time.Second) // for what should not come
	if n := len(asked) + len(said) - len(f.left(asked)) - len(f.leftOf(said)); n > 0 {
		t.Logf("%d questions were lost that a serve had said it could not keep:\n%s", n, f.unkept.String())
	}
	asked, said = f.left(asked), f.leftOf(said)
	stop()
	gap := <-longest
	late := 0
	for _, i := range asked {
		switch n := len(i.Replies()); {
		case i.Acknowledged() == 0:
			late++
		case n != 1:
			t.Errorf("an interaction was answered %d times", n)
		}
	}
	for _, m := range said {
		if n := len(m.Replies()); n != 1 {
			t.Errorf("a message was answered %d times", n)
		}
	}
	loose := 0
	for _, room := range rooms {
		loose += len(room.StandaloneMessages())
	}
	if loose > late {
		t.Errorf("%d messages answer nothing", loose)
	}
	if whole {
		f.withoutSessions()
	}
	if limited := d.Limited(); len(limited) > 0 {
		t.Errorf("Discord refused as too many: %q", limited)
	}
	t.Logf("%d kills, %d questions, %d of them too late for Discord and %d of these answered in the channel; the longest gap of a shard was %v; %d identifies after the start",
		kills, len(asked)+len(said), late, loose, gap.Round(10*time.Millisecond), d.Hub().Identifies()-identified)
}
