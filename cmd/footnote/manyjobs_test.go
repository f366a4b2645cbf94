package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"footnote/internal/discordtest"
	"footnote/internal/long"
	"footnote/internal/storetest"
	"footnote/library/store"
)

// Three serves share what is to be added. However often they are killed, each article
// is there once.
func TestManyServesAdd(t *testing.T) {
	long.Skip(t, "minutes of killing; library TestSharedQueue has two processes share")
	t.Parallel()
	storetest.Server(t) // else it is skipped
	const kills, jobs = 50, 40
	d := discordtest.New(t, discordtest.Options{Unlimited: true, Window: time.Millisecond, Patience: patience, AckWithin: patience})
	alice := d.Person("alice", "zh-TW")
	var homes []*discordtest.Guild // of each, so many additions may wait
	for n := range 4 {
		homes = append(homes, d.Guild(fmt.Sprint("home ", n)))
		alice.Grant(homes[n], "MANAGE_GUILD")
	}
	f := newFleet(t, d, 3, 1, "--judge", "off")
	if err := d.Hub().WaitReady(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	awaitCommands(d)
	var adding []*discordtest.Interaction
	for n := range jobs {
		var text strings.Builder
		for m := range 24 {
			fmt.Fprintf(&text, "第%d座燈塔的第%d任看守人在%d年上任，他記下了當天的風向和海面的情況。", n, m, 1800+m)
		}
		file := discordtest.File{Name: fmt.Sprintf("%02d.txt", n), Type: "text/plain", Data: []byte(text.String())}
		i := alice.Slash(homes[n%4].Channel("general"), "library add", discordtest.Option{Name: "file", Value: file})
		i.Excuse()
		i.Acked()
		adding = append(adding, i)
	}
	dice := rand.New(rand.NewPCG(19, 4))
	db, err := store.OpenLibrary(t.Context(), f.data)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	waiting := func() int {
		all, err := db.Jobs(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
	articles := func() (all []store.Summary) {
		for _, home := range homes {
			list, err := db.List(t.Context(), store.Guild(home.ID))
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, list...)
		}
		return all
	}
	for began := time.Now(); waiting()+len(articles()) < jobs; time.Sleep(50 * time.Millisecond) {
		if time.Since(began) > patience {
			t.Fatalf("%d of %d additions were promised", waiting()+len(articles()), jobs)
		}
	}
	killed := 0
	for ; killed < kills; killed++ {
		time.Sleep(time.Duration(200+dice.IntN(1500)) * time.Millisecond)
		one := dice.IntN(len(f.victims))
		f.kill(one)
		f.start(one)
	}
	left := waiting()
	for began := time.Now(); waiting() > 0; time.Sleep(100 * time.Millisecond) {
		if time.Since(began) > 5*time.Minute {
			t.Fatalf("%d jobs are left of %d", waiting(), left)
		}
	}
	list := articles()
	seen := map[string]int{}
	for _, s := range list {
		seen[s.Source]++
	}
	if len(list) != jobs || len(seen) != jobs {
		t.Errorf("%d articles of %d sources, want %d", len(list), len(seen), jobs)
	}
	time.Sleep(10 * time.Second) // for messages that tell of it
	untold := 0
	for n, i := range adding {
		all := i.Replies()
		if len(all) != 1 {
			t.Errorf("%d messages tell of addition %d", len(all), n)
		}
		if !strings.Contains(all[0].Text(), "已加入") {
			untold++ // the process died when it had added it, and before it told
		}
	}
	if untold == jobs {
		t.Error("no message tells that an article was added")
	}
	t.Logf("%d kills; %d of %d jobs were left when they ended; %d messages do not tell that it is done", killed, left, jobs, untold)
}
