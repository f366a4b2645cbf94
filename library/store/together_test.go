package store

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/long"

	"footnote/internal/storetest"
)

// The program dies at random moments. What it acknowledged is there, and at most
// the one step more that it was at.
func TestKilled(t *testing.T) { storetest.Each(t, testKilled) }

func testKilled(t *testing.T, at storetest.Place) {
	times := 100
	if !long.On() {
		times = 10
	}
	path := at(t)
	dice := rand.New(rand.NewPCG(4, 4))
	var scope []placed
	steps, inFlight := 0, 0
	for n := range times {
		c, said := child(t, "churner", path, strconv.Itoa(n))
		done, last := 0, 1+dice.IntN(40)
		for said.Scan() {
			if said.Text() != "done" {
				t.Fatalf("round %d: %s", n, said.Text())
			}
			if done++; done == last {
				time.AfterFunc(time.Duration(dice.IntN(5000))*time.Microsecond, func() { _ = c.Process.Kill() })
			}
		}
		_ = c.Wait() // it was killed
		before, now := replay(t, scope, uint64(n), done)
		steps += done
		got := standingIn(t, path)
		switch {
		case cmp.Equal(ids(before), got):
			scope = before
		case cmp.Equal(ids(now), got):
			scope = now
			inFlight++
		default:
			t.Fatalf("round %d, after %d steps: (-acknowledged +found)\n%s", n, done, cmp.Diff(ids(before), got))
		}
	}
	t.Logf("%d steps were acknowledged, and %d times one more was kept", steps, inFlight)
	if steps < times {
		t.Error("hardly anything was done")
	}
}

// replay is a scope after so many steps, and after one more.
func replay(t *testing.T, scope []placed, seed uint64, steps int) (then, next []placed) {
	t.Helper()
	next = scope
	c := newChurn(seed)
	for range steps + 1 {
		r, remove, err := c.next()
		if err != nil {
			t.Fatal(err)
		}
		then, next = next, after(next, r, remove)
	}
	return then, next
}

func ids(scope []placed) []string {
	all := []string{}
	for _, p := range scope {
		all = append(all, p.id)
	}
	return all
}

// standingIn is what a library has, which is whole.
func standingIn(t *testing.T, path string) []string {
	t.Helper()
	l := library(t, path) // looks at every page
	defer l.Close()
	if !IsAddress(path) { // a server looks at that itself
		if err := related(t.Context(), l.writing); err != nil {
			t.Fatal(err)
		}
	}
	all, err := l.Articles(t.Context(), Guild("1"), "m")
	if err != nil {
		t.Fatal(err)
	}
	found := []string{}
	for _, r := range all {
		found = append(found, r.Article.ID)
	}
	return found
}

// Many put and remove the same articles at once, here and in other processes:
// what came, less what went, is there.
func TestTogether(t *testing.T) { storetest.Each(t, testTogether) }

func testTogether(t *testing.T, at storetest.Place) {
	path := at(t)
	l := library(t, path)
	balances := make([]int, 8)
	errs := make([]error, len(balances))
	_, one := child(t, "racer", path)
	_, two := child(t, "racer", path)
	_, three := child(t, "racer", path)
	var running sync.WaitGroup
	for i := range balances {
		running.Go(func() { balances[i], errs[i] = race(t.Context(), l, uint64(i), 30) })
	}
	reading, stop := context.WithCancel(t.Context())
	var reader sync.WaitGroup
	reader.Go(func() {
		for reading.Err() == nil {
			if _, err := l.Articles(t.Context(), Guild("1"), "m"); err != nil {
				t.Error(err)
				return
			}
		}
	})
	running.Wait()
	total := 0
	for i, n := range balances {
		total += n
		if errs[i] != nil {
			t.Error(errs[i])
		}
	}
	for _, said := range []interface {
		Scan() bool
		Text() string
	}{one, two, three} {
		said.Scan()
		n, err := strconv.Atoi(said.Text())
		if err != nil {
			t.Errorf("the other process says %s", said.Text())
		}
		total += n
	}
	stop()
	reader.Wait()
	l.Close()
	if got := standingIn(t, path); len(got) != total {
		t.Errorf("%d articles came and stayed, %d are there", total, len(got))
	}
}

// Of many who add one text at once, one does.
func TestSameAtOnce(t *testing.T) { storetest.Each(t, testSameAtOnce) }

func testSameAtOnce(t *testing.T, at storetest.Place) {
	path := at(t)
	libraries := []*Library{library(t, path), library(t, path)}
	r := record(t, 1)
	outcomes := make([]Outcome, 12)
	var running sync.WaitGroup
	for i := range outcomes {
		running.Go(func() {
			var err error
			if outcomes[i], err = libraries[i%2].Put(t.Context(), Local, r, 0); err != nil {
				t.Error(err)
			}
		})
	}
	running.Wait()
	added := 0
	for _, o := range outcomes {
		if o.Change == Added {
			added++
		}
	}
	if added != 1 {
		t.Errorf("added %d times", added)
	}
	holds(t, libraries[0], Local, r)
}

// A file that another process keeps for itself is told to be locked, soon enough.
func TestLockedFile(t *testing.T) {
	l := library(t, inFolder(t))
	keepAll(t, l, Local, record(t, 1))
	l.Close()
	before := contents(t, l.path)
	c, said := child(t, "locker", l.path)
	hear(t, said, "locked")
	if _, err := OpenLibrary(t.Context(), l.path); kind(err) != Locked {
		t.Errorf("while another writes: %v", err)
	}
	reading, ok, err := ReadLibrary(t.Context(), l.path)
	if !ok || err != nil {
		t.Fatalf("reading while another writes: %v, %v", ok, err)
	}
	holds(t, reading, Local, record(t, 1))
	if _, err := reading.Put(t.Context(), Local, record(t, 2), 0); kind(err) != ReadOnly {
		t.Errorf("writing to what was opened for reading: %v", err)
	}
	reading.Close()
	_ = c.Process.Kill()
	_ = c.Wait()
	if !long.On() {
		return // each lock is waited for five seconds
	}
	_, said = child(t, "hoarder", l.path)
	hear(t, said, "locked")
	if _, ok, err := ReadLibrary(t.Context(), l.path); ok || kind(err) != Locked {
		t.Errorf("reading what another keeps for itself: %v", err)
	}
	if string(contents(t, l.path)) != string(before) {
		t.Error("the file has changed")
	}
}

// One program serves a directory, until it ends in whatever way.
func TestLock(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	c, said := child(t, "holder", dir)
	hear(t, said, "serving")
	_, err := Lock(dir)
	if kind(err) != Locked || !strings.Contains(err.Error(), strconv.Itoa(c.Process.Pid)) {
		t.Errorf("while process %d serves: %v", c.Process.Pid, err)
	}
	if err := c.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait()
	for range 2 {
		unlock, err := Lock(dir)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Lock(dir); kind(err) != Locked || !strings.Contains(err.Error(), strconv.Itoa(os.Getpid())) {
			t.Errorf("a second time in this process: %v", err)
		}
		if err := unlock(); err != nil {
			t.Fatal(err)
		}
	}
}

// A backup that was put in place by hand has no write-ahead log yet. A program
// that dies while it changes it leaves a journal, which is gone by.
func TestHotJournal(t *testing.T) {
	var all []Record
	for n := range 40 {
		all = append(all, record(t, n))
	}
	path := backedUp(t, all...)
	c, said := child(t, "spiller", path)
	hear(t, said, "spilled")
	_ = c.Process.Kill()
	_ = c.Wait()
	if size(path+"-journal") <= 0 {
		t.Fatal("there is no journal")
	}
	holds(t, library(t, path), Local, all...)
}
