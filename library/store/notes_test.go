package store

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/storetest"
)

func noted(t *testing.T, l *Library, n Note) error {
	t.Helper()
	first, err := l.AddNote(t.Context(), n)
	if err == nil && !first {
		return fmt.Errorf("there was a note %s %s", n.Kind, n.ID)
	}
	return err
}

// TestNotes checks that a note is stored once, that only one of several concurrent calls changes
// or drops it, and that it is deleted with its scope, with the person that it concerns, by age,
// and when the bot leaves.
func TestNotes(t *testing.T) { storetest.Each(t, testNotes) }

func testNotes(t *testing.T, at storetest.Place) {
	l := library(t, at(t))
	then := time.Unix(1_800_000_000, 0)
	note := func(scope Scope, kind, id string, by byte, after time.Duration) Note {
		n := Note{Scope: scope, Kind: kind, ID: id, At: then.Add(after)}
		if by != 0 {
			n.By, n.Data = [16]byte{by}, []byte{by, 0, 255}
		}
		return n
	}
	one, two, three := note(Guild("1"), "call", "a", 1, 0), note(Guild("2"), "call", "a", 1, time.Minute), note(Guild("1"), "thread", "a", 0, time.Hour)
	if err := errors.Join(noted(t, l, one), noted(t, l, two), noted(t, l, three), noted(t, l, note(Guild("1"), "call", "b", 2, time.Hour))); err != nil {
		t.Fatal(err)
	}
	if first, err := l.AddNote(t.Context(), one); first || err != nil {
		t.Errorf("the same again is the first: %v, error %v", first, err)
	}
	has := func(want Note) {
		t.Helper()
		got, ok, err := l.Note(t.Context(), want.Scope, want.Kind, want.ID)
		if d := cmp.Diff(want, got); d != "" || !ok || err != nil {
			t.Errorf("there %v, error %v\n%s", ok, err, d)
		}
	}
	has(one)
	has(two)
	has(three)
	if _, ok, err := l.Note(t.Context(), Guild("3"), "call", "a"); ok || err != nil {
		t.Errorf("in another scope: %v, %v", ok, err)
	}
	for since, want := range map[time.Time]int{then: 1, then.Add(1): 0} {
		if n, err := l.CountNotes(t.Context(), Guild("1"), "call", [16]byte{1}, since); n != want || err != nil {
			t.Errorf("%d calls of one since %v, error %v", n, since, err)
		}
	}
	if n, err := l.CountNotes(t.Context(), Guild("1"), "call", [16]byte{}, then); n != 2 || err != nil {
		t.Errorf("%d calls, error %v", n, err)
	}
	if all, err := l.Notes(t.Context(), "call", then.Add(time.Hour)); err != nil || cmp.Diff([]Note{one, two}, all) != "" {
		t.Errorf("%v, error %v", all, err)
	}
	if about, err := l.About(t.Context(), [16]byte{1}); err != nil || len(about.Notes) != 2 {
		t.Errorf("about one: %+v, error %v", about.Notes, err)
	}

	changed := once(t, func() (bool, error) {
		return l.ChangeNote(t.Context(), Guild("1"), "call", "a", func(n *Note) bool {
			if string(n.Data) == "taken" {
				return false
			}
			n.Data, n.At = []byte("taken"), then.Add(time.Second)
			return true
		})
	})
	one.Data, one.At = []byte("taken"), then.Add(time.Second)
	has(one)
	dropped := once(t, func() (bool, error) { return l.DropNote(t.Context(), Guild("1"), "call", "a") })
	if changed != 1 || dropped != 1 {
		t.Errorf("%d changed it and %d dropped it", changed, dropped)
	}
	has(two)
	if err := l.Forget(t.Context(), [16]byte{1}); err != nil {
		t.Fatal(err)
	}
	if all, err := l.Notes(t.Context(), "call", then.Add(2*time.Hour)); err != nil || len(all) != 1 {
		t.Errorf("after one is forgotten: %v, error %v", all, err)
	}
	if err := l.ForgetNotes(t.Context(), "call", then.Add(2*time.Hour)); err != nil {
		t.Fatal(err)
	}
	has(three)
	if err := errors.Join(l.Left(t.Context(), Guild("1"), then), noted(t, l, three), l.Erase(t.Context(), Guild("1")), noted(t, l, three)); err != nil {
		t.Fatal(err)
	}

	if _, err := storetest.Open(t, l.path).Exec(`update note set kind = 'call'`); err != nil {
		t.Fatal(err)
	}
	var damage *DamageError
	if _, ok, err := l.Note(t.Context(), Guild("1"), "call", "a"); ok || !errors.As(err, &damage) || damage.What != "note" {
		t.Errorf("a damaged note was returned: %v, error %v", ok, err)
	}
}

// once calls do eight times concurrently and returns how many calls reported true.
func once(t *testing.T, do func() (bool, error)) (did int) {
	t.Helper()
	var mu sync.Mutex
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			done, err := do()
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				t.Error(err)
			}
			if done {
				did++
			}
		})
	}
	all.Wait()
	return did
}
