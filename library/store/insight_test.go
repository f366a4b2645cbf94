package store

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/storetest"
)

// TestTallies checks that tallies are summed per scope, move to the article that replaces
// another one, and are deleted with it and by age.
func TestTallies(t *testing.T) { storetest.Each(t, testTallies) }

func testTallies(t *testing.T, at storetest.Place) {
	path := at(t)
	l := library(t, path)
	a, b := record(t, 1), record(t, 2)
	b.Key = a.Key
	keepAll(t, l, Guild("1"), a)
	tally := func(scope Scope, day, kind, key string, n int64) Tally { return Tally{scope, day, kind, key, n} }
	add := func(all ...Tally) {
		t.Helper()
		if err := l.AddTallies(t.Context(), all); err != nil {
			t.Fatal(err)
		}
	}
	has := func(scope Scope, want ...Tally) {
		t.Helper()
		got, err := l.Tallies(t.Context(), scope)
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("%s: error %v, (-want +got)\n%s", scope, err, d)
		}
	}
	add(tally(Guild("1"), "2026-11-25", "tier", "sure", 2), tally(Guild("2"), "2026-11-25", "tier", "sure", 5))
	add(tally(Guild("1"), "2026-11-25", "tier", "sure", 1), tally(Guild("1"), "2026-11-25", TallyArticle, a.Article.ID, 4))
	has(Guild("1"), tally(Guild("1"), "2026-11-25", TallyArticle, a.Article.ID, 4), tally(Guild("1"), "2026-11-25", "tier", "sure", 3))
	has(Guild("2"), tally(Guild("2"), "2026-11-25", "tier", "sure", 5))
	has(Guild("3"))
	if _, err := l.Put(t.Context(), Guild("1"), b, 0); err != nil {
		t.Fatal(err)
	}
	has(Guild("1"), tally(Guild("1"), "2026-11-25", TallyArticle, b.Article.ID, 4), tally(Guild("1"), "2026-11-25", "tier", "sure", 3))
	remove(t, l, Guild("1"), b, time.Now().Add(-2*Restorable))
	if _, err := l.Purge(t.Context(), time.Now()); err != nil {
		t.Fatal(err)
	}
	has(Guild("1"), tally(Guild("1"), "2026-11-25", "tier", "sure", 3))
	add(tally(Guild("1"), "2027-02-24", "tier", "sure", 1)) // 91 days later
	has(Guild("1"), tally(Guild("1"), "2027-02-24", "tier", "sure", 1))
	if err := l.ForgetTallies(t.Context(), "2026-11-26"); err != nil {
		t.Fatal(err)
	}
	has(Guild("2"))
	if err := l.AddTallies(t.Context(), []Tally{tally(Guild("2"), "2026-11-25", "tier", "sure", 1), tally(Guild("2"), "today", "tier", "sure", 1)}); err == nil {
		t.Error("today is accepted as a day")
	}
	has(Guild("2"))
	if err := l.Erase(t.Context(), Guild("1")); err != nil {
		t.Fatal(err)
	}
	has(Guild("1"))
}

// TestQuestionAnswered checks that later findings about a question are stored in its own scope
// only, and that its contact is taken only once.
func TestQuestionAnswered(t *testing.T) { storetest.Each(t, testQuestionAnswered) }

func testQuestionAnswered(t *testing.T, at storetest.Place) {
	l := library(t, at(t))
	first := Asked{At: time.Unix(1_800_000_000, 0), By: [16]byte{1}, Question: "燈塔有多高?", Outcome: "refused", Answer: [16]byte{7}, Trace: []byte(`{}`), Contact: []byte("sealed"), Checked: 3}
	second := first
	second.Question, second.Contact = "誰?", nil
	if err := errors.Join(l.KeepQuestion(t.Context(), Guild("1"), first), l.KeepQuestion(t.Context(), Guild("2"), second)); err != nil {
		t.Fatal(err)
	}
	has := func(scope Scope, want Asked) int64 {
		t.Helper()
		got, err := l.Questions(t.Context(), scope)
		if err != nil || len(got) != 1 {
			t.Fatalf("%d questions, %v", len(got), err)
		}
		if d := cmp.Diff(want, got[0].Asked); d != "" {
			t.Errorf("(-want +got)\n%s", d)
		}
		return got[0].Number
	}
	n := has(Guild("1"), first)
	filled := time.Unix(1_800_000_100, 0)
	checked := []Kept{{n, Asked{Checked: 9, Filled: filled, Filler: "a"}}, {99, Asked{Checked: 9}}}
	if err := l.SaveChecked(t.Context(), Guild("2"), checked); err != nil {
		t.Fatal(err)
	}
	has(Guild("1"), first)
	if contact, err := l.TakeContact(t.Context(), Guild("2"), n); contact != nil || err != nil {
		t.Errorf("of another scope: %q, %v", contact, err)
	}
	if err := l.SaveChecked(t.Context(), Guild("1"), checked); err != nil {
		t.Fatal(err)
	}
	first.Checked, first.Filled, first.Filler = 9, filled, "a"
	has(Guild("1"), first)
	for _, want := range []string{"sealed", ""} {
		if contact, err := l.TakeContact(t.Context(), Guild("1"), n); string(contact) != want || err != nil {
			t.Errorf("%q, %v, want %q", contact, err, want)
		}
	}
	first.Contact = nil
	has(Guild("1"), first)
	if contact, err := l.TakeContact(t.Context(), Guild("1"), 99); contact != nil || err != nil {
		t.Errorf("of no question: %q, %v", contact, err)
	}
	second.Contact = []byte("another")
	if err := l.KeepQuestion(t.Context(), Guild("1"), second); err != nil {
		t.Fatal(err)
	}
	if err := l.ForgetContacts(t.Context(), Guild("1")); err != nil {
		t.Fatal(err)
	}
	all, err := l.Questions(t.Context(), Guild("1"))
	if err != nil || len(all) != 2 || all[1].Contact != nil || all[1].Question != "誰?" {
		t.Errorf("%+v, %v", all, err)
	}
}

// TestVotesIn checks that votes are listed by scope.
func TestVotesIn(t *testing.T) { storetest.Each(t, testVotesIn) }

func testVotesIn(t *testing.T, at storetest.Place) {
	path := at(t)
	l := library(t, path)
	f := OpenFeedback(path, func(w string) { t.Error(w) })
	defer f.Close()
	mine, other := vote(1, 1, true), vote(2, 1, false)
	mine.Scope, other.Scope = Guild("1"), Guild("2")
	if err := errors.Join(f.Vote(t.Context(), mine), f.Vote(t.Context(), other)); err != nil {
		t.Fatal(err)
	}
	got, err := l.VotesIn(t.Context(), Guild("1"))
	if d := cmp.Diff([]Vote{mine}, got); d != "" || err != nil {
		t.Errorf("error %v, (-want +got)\n%s", err, d)
	}
}

// TestOlderQuestions checks that a question stored by an earlier version is intact, both before
// and after the file is migrated.
func TestOlderQuestions(t *testing.T) {
	path := place(t, contents(t, "testdata/version5.db"))
	read, _, err := ReadLibrary(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	var before []Kept
	for _, l := range []func() *Library{func() *Library { return read }, func() *Library { return library(t, path) }} {
		l := l()
		scopes, err := l.Scopes(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var all []Kept
		for _, scope := range scopes {
			some, err := l.Questions(t.Context(), scope)
			if err != nil {
				t.Error(err)
			}
			if _, err := l.Tallies(t.Context(), scope); err != nil {
				t.Error(err)
			}
			all = append(all, some...)
		}
		if len(all) == 0 || before != nil && cmp.Diff(before, all) != "" {
			t.Errorf("%+v, before %+v", all, before)
		}
		before = all
		l.Close()
	}
}
