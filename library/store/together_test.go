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

// TestKilled kills the program at random moments, and checks that every acknowledged step is
// there, and at most one more.
func TestKilled(t *testing.T) { storetest.Each(t, testKilled) }

func testKilled(t *testing.T, at storetest.Place) {
	times := 100
	if !long.On(t) {
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
	t.Logf("%d steps were acknowledged, and one more was stored %d times", steps, inFlight)
	if steps < times {
		t.Error("hardly anything was done")
	}
}

// replay returns the contents of a scope after a number of steps, and after one more.
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

// standingIn returns the articles of a library, and checks that it is intact.
func standingIn(t *testing.T, path string) []string {
	t.Helper()
	l := library(t, path) // checks every page
	defer l.Close()
	if !IsAddress(path) { // a server checks references itself
		if err := checkReferences(t.Context(), l.writing); err != nil {
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

// TestTogether puts and removes the same articles in many goroutines and processes at once, and
// checks that the articles there are those added less those removed.
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
		t.Errorf("%d more articles were added than removed, %d are there", total, len(got))
	}
}

// TestSameAtOnce checks that if many add the same text at once, it is added once.
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

// TestLockedFile checks that a file locked by another process is soon reported as locked.
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
		t.Errorf("writing to a library opened for reading: %v", err)
	}
	reading.Close()
	_ = c.Process.Kill()
	_ = c.Wait()
	if !long.On(t) {
		return // each lock takes five seconds of waiting
	}
	_, said = child(t, "hoarder", l.path)
	hear(t, said, "locked")
	if _, ok, err := ReadLibrary(t.Context(), l.path); ok || kind(err) != Locked {
		t.Errorf("reading an exclusively locked file: %v", err)
	}
	if string(contents(t, l.path)) != string(before) {
		t.Error("the file has changed")
	}
}

// TestLock checks that only one program can serve a directory, until it ends in whatever way.
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

// TestHotJournal checks that a journal is rolled back. A program leaves one if it dies while it
// changes a file without a write-ahead log, such as a backup that was put in place by hand.
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
