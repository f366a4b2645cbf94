package store

import (
	"errors"
	"testing"
	"time"

	"footnote/internal/storetest"
)

// TestTries checks that attempts at a job are counted across restarts.
func TestTries(t *testing.T) { storetest.Each(t, testTries) }

func testTries(t *testing.T, at storetest.Place) {
	path := at(t)
	l := library(t, path)
	id, err := l.Enqueue(t.Context(), Job{Scope: Local, Name: "a.txt", Channel: "3", Message: "4", At: time.Unix(1_800_000_000, 0)}, 9)
	if err != nil {
		t.Fatal(err)
	}
	for want := 1; want < 4; want++ {
		if tries, err := l.Begin(t.Context(), id); tries != want || err != nil {
			t.Errorf("%d tries, error %v, want %d", tries, err, want)
		}
		l.Close()
		l = library(t, path)
	}
	if err := l.Finish(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Begin(t.Context(), id); !errors.Is(err, ErrNoJob) {
		t.Errorf("a finished job: %v", err)
	}
}

// TestVotesOfAScope checks that the votes of a scope are erased with it.
func TestVotesOfAScope(t *testing.T) { storetest.Each(t, testVotesOfAScope) }

func testVotesOfAScope(t *testing.T, at storetest.Place) {
	path := at(t)
	l := library(t, path)
	votes := OpenFeedback(path, func(w string) { t.Error(w) })
	defer votes.Close()
	for n, scope := range []Scope{Guild("1"), Guild("2")} {
		if err := votes.Vote(t.Context(), Vote{Answer: [16]byte{byte(n)}, Good: true, At: time.Unix(1, 0), Scope: scope}); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Erase(t.Context(), Guild("1")); err != nil {
		t.Fatal(err)
	}
	if good, bad, err := votes.Count(t.Context()); good != 1 || bad != 0 || err != nil {
		t.Errorf("%d good and %d bad are left, error %v", good, bad, err)
	}
}
