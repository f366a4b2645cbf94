package store

import (
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/storetest"
)

func answers(t *testing.T, path string, limits Limits) (*Answers, *[]string) {
	t.Helper()
	var mu sync.Mutex
	var warnings []string
	a := OpenAnswers(path, limits, func(w string) {
		mu.Lock()
		defer mu.Unlock()
		warnings = append(warnings, w)
	})
	t.Cleanup(func() { a.Close() })
	return a, &warnings
}

func put(t *testing.T, a *Answers, n int, value string) {
	t.Helper()
	if err := a.Store(t.Context(), key(n), []byte(value)); err != nil {
		t.Fatal(err)
	}
}

// got returns the value of n, or "-" if there is none.
func got(t *testing.T, a *Answers, n int) string {
	t.Helper()
	value, found, err := a.Load(t.Context(), key(n))
	if err != nil {
		t.Fatal(err)
	}
	if !found {
		return "-"
	}
	return string(value)
}

func TestAnswers(t *testing.T) { storetest.Each(t, testAnswers) }

func testAnswers(t *testing.T, at storetest.Place) {
	for _, path := range []string{"", at(t)} {
		a, warnings := answers(t, path, Limits{})
		put(t, a, 1, "one")
		put(t, a, 2, "two")
		put(t, a, 1, "one again")
		put(t, a, 3, string(make([]byte, maxValue+1)))
		if d := cmp.Diff([]string{"one again", "two", "-", "-"}, []string{got(t, a, 1), got(t, a, 2), got(t, a, 3), got(t, a, 4)}); d != "" {
			t.Errorf("%q: %s", path, d)
		}
		if path == "" {
			continue
		}
		a.Close()
		a, _ = answers(t, path, Limits{})
		if got(t, a, 2) != "two" {
			t.Error("stored answers are lost after opening again")
		}
		if len(*warnings) > 0 {
			t.Errorf("warnings %q", *warnings)
		}
	}
}

func TestAnswersAreBounded(t *testing.T) { storetest.Each(t, testAnswersAreBounded) }

func testAnswersAreBounded(t *testing.T, at storetest.Place) {
	for _, path := range []string{"", at(t)} {
		a, _ := answers(t, path, Limits{Entries: 3})
		for n := range 6 {
			put(t, a, n, fmt.Sprint(n))
		}
		put(t, a, 3, "3 again") // the oldest one now is 4
		put(t, a, 7, "7")
		var all []string
		for n := range 8 {
			all = append(all, got(t, a, n))
		}
		if d := cmp.Diff([]string{"-", "-", "-", "3 again", "-", "5", "-", "7"}, all); d != "" {
			t.Errorf("%q: %s", path, d)
		}
	}
}

func TestAnswersExpire(t *testing.T) { storetest.Each(t, testAnswersExpire) }

func testAnswersExpire(t *testing.T, at storetest.Place) {
	for _, path := range []string{"", at(t)} {
		synctest.Test(t, func(t *testing.T) {
			a, _ := answers(t, path, Limits{Age: time.Hour})
			put(t, a, 1, "one")
			time.Sleep(time.Hour)
			if got(t, a, 1) != "one" {
				t.Errorf("%q: expired too early", path)
			}
			time.Sleep(time.Second)
			if got(t, a, 1) != "-" {
				t.Errorf("%q: not expired", path)
			}
			put(t, a, 2, "two")
			if path != "" {
				var rows int
				if err := a.handle.db.QueryRow(`select count(*) from answer`).Scan(&rows); err != nil || rows != 1 {
					t.Errorf("%d rows, error %v", rows, err)
				}
				future(t, a, 3)
				if got(t, a, 3) != "-" {
					t.Error("an entry from the future is returned")
				}
			}
			a.Close()
		})
	}
}

// future stores an answer with a time two days ahead.
func future(t *testing.T, a *Answers, n int) {
	t.Helper()
	if err := a.handle.storeAnswer(t.Context(), key(n), []byte("x"), time.Now().Add(48*time.Hour), a.limits); err != nil {
		t.Fatal(err)
	}
}

func TestFlippedAnswer(t *testing.T) { storetest.Each(t, testFlippedAnswer) }

func testFlippedAnswer(t *testing.T, at storetest.Place) {
	path := at(t)
	a, _ := answers(t, path, Limits{})
	for n, change := range []string{`data = substr(data, 1, 1)`, `check_sum = check_sum + 1`, `written = written + 1`} {
		put(t, a, n, "value")
		k := key(n)
		if _, err := a.handle.db.Exec(`update answer set `+change+` where key = $1`, k[:]); err != nil {
			t.Fatal(err)
		}
		if got(t, a, n) != "-" {
			t.Errorf("after %s it is still there", change)
		}
	}
}

// TestAnswersShared checks that two programs can write to the same file, and that one finds what
// the other wrote.
func TestAnswersShared(t *testing.T) { storetest.Each(t, testAnswersShared) }

func testAnswersShared(t *testing.T, at storetest.Place) {
	path := at(t)
	a, w1 := answers(t, path, Limits{})
	b, w2 := answers(t, path, Limits{})
	var running sync.WaitGroup
	for _, one := range []*Answers{a, b} {
		for n := range 4 {
			running.Go(func() {
				for i := range 10 {
					put(t, one, 100*n+i, fmt.Sprint(n, i))
				}
			})
		}
	}
	running.Wait()
	for n := range 4 {
		for i := range 10 {
			if want := fmt.Sprint(n, i); got(t, a, 100*n+i) != want || got(t, b, 100*n+i) != want {
				t.Fatalf("%d is lost", 100*n+i)
			}
		}
	}
	if len(*w1)+len(*w2) > 0 {
		t.Errorf("warnings %q %q", *w1, *w2)
	}
}

func TestAnswersInBrokenFile(t *testing.T) {
	a, warnings := answers(t, place(t, []byte("no database at all")), Limits{})
	put(t, a, 1, "one")
	if got(t, a, 1) != "one" || len(*warnings) != 1 {
		t.Errorf("got %q, warnings %q", got(t, a, 1), *warnings)
	}
}
