package store

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/storetest"
)

// shownAnswer returns an answer that cites the first sentence of an article of server 1.
func shownAnswer(r Record) ShownAnswer {
	first := r.Article.Passages[0].Sentences[0]
	return ShownAnswer{Scope: Guild("1"), At: time.Unix(1_800_000_000, 7), Message: "77", Resting: Resting{
		Channel: "5", Locale: "zh-TW", Answer: []byte{9}, Cited: []Cited{{Number: 1, Home: Guild("1"), Article: r.Article.ID, Key: r.Key, Sentence: r.Article.Text[first.Start:first.End]}}}}
}

// TestShown checks that an answer is stored for 30 days with the sentences that it cites, in its
// own scope only. A sentence is erased when its article is, or a later version of that article.
func TestShown(t *testing.T) { storetest.Each(t, testShown) }

func testShown(t *testing.T, at storetest.Place) {
	l := library(t, at(t))
	r, later := record(t, 1), record(t, 2)
	r.Key, later.Key = "https://x.example/?a=<1>&b", "https://x.example/?a=<1>&b"
	keepAll(t, l, Guild("1"), r)
	keep := func(all ...ShownAnswer) {
		t.Helper()
		if err := l.KeepShown(t.Context(), all); err != nil {
			t.Fatal(err)
		}
	}
	has := func(scope Scope, want ...ShownAnswer) []ShownAnswer {
		t.Helper()
		got, err := l.ShownIn(t.Context(), scope, time.Time{})
		for i := range got {
			got[i].Number = 0
		}
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("%s: error %v, (-want +got)\n%s", scope, err, d)
		}
		got, _ = l.ShownIn(t.Context(), scope, time.Time{})
		return got
	}
	homes, err := l.Homes(t.Context(), []Scope{Guild("1"), Local}, []string{r.Article.ID, "none"})
	if d := cmp.Diff(map[string]Cited{r.Article.ID: {Home: Guild("1"), Article: r.Article.ID, Key: r.Key}}, homes); d != "" || err != nil {
		t.Errorf("error %v, (-want +got)\n%s", err, d)
	}
	one := shownAnswer(r)
	other := one
	other.Scope, other.Message = Guild("2"), ""
	keep(one, other)
	has(Guild("1"), one)
	has(Guild("2"), other)
	has(Guild("3"))
	if s, found, err := l.ShownAs(t.Context(), Guild("1"), "77"); !found || err != nil || s.Channel != "5" {
		t.Errorf("%+v, %v, %v", s, found, err)
	}
	for _, none := range []struct {
		scope   Scope
		message string
	}{{Guild("2"), "77"}, {Guild("2"), ""}, {Guild("1"), "78"}} {
		if s, found, err := l.ShownAs(t.Context(), none.scope, none.message); found || err != nil {
			t.Errorf("%v: %+v, %v", none, s, err)
		}
	}
	if all, err := l.PendingShown(t.Context()); len(all) > 0 || err != nil {
		t.Errorf("pending: %+v, %v", all, err)
	}

	// If a later version replaces the article and is removed, the old sentence is erased with it.
	if _, err := l.Put(t.Context(), Guild("1"), later, 0); err != nil {
		t.Fatal(err)
	}
	has(Guild("1"), one)
	removedAt := time.Now().Add(-2 * Restorable)
	remove(t, l, Guild("1"), later, removedAt)
	now := time.Now()
	if _, err := l.Purge(t.Context(), now); err != nil {
		t.Fatal(err)
	}
	one.Changed, one.Pending = timeOf(nanoseconds(now)), true
	one.Cited = []Cited{{Number: 1, Home: Guild("1"), Article: r.Article.ID, Key: r.Key, Change: Erased}}
	kept := has(Guild("1"), one)
	if all, err := l.PendingShown(t.Context()); len(all) != 1 || err != nil {
		t.Errorf("pending: %+v, %v", all, err)
	}
	if other := has(Guild("2"), withErased(other, now)); len(other) != 1 {
		t.Error("an answer of another server no longer cites it")
	}
	unmark := func(number int64, refuse bool) bool {
		t.Helper()
		changed, err := l.ChangeShown(t.Context(), number, func(s *ShownAnswer) bool { s.Pending = false; return !refuse })
		if err != nil {
			t.Error(err)
		}
		return changed
	}
	if unmark(kept[0].Number, true) || unmark(kept[0].Number+1000, false) {
		t.Error("changed although refused, or although it does not exist")
	}
	has(Guild("1"), one)
	if !unmark(kept[0].Number, false) {
		t.Error("not changed")
	}
	one.Pending = false
	has(Guild("1"), one)

	// Old answers are deleted by ForgetShown, and when another one is stored.
	young := one
	young.At = one.At.Add(ShownAge + time.Second)
	keep(young)
	has(Guild("1"), young)
	if err := l.ForgetShown(t.Context(), young.At); err != nil {
		t.Fatal(err)
	}
	has(Guild("1"), young)
	has(Guild("2"))
	if err := l.Erase(t.Context(), Guild("1")); err != nil {
		t.Fatal(err)
	}
	has(Guild("1"))
}

// withErased returns an answer that cannot be edited later, with its sentence erased.
func withErased(s ShownAnswer, now time.Time) ShownAnswer {
	s.Changed = timeOf(nanoseconds(now))
	c := s.Cited[0]
	c.Sentence, c.Change = "", Erased
	s.Cited = []Cited{c}
	return s
}

// TestShownDamaged checks that damaged answers are left out.
func TestShownDamaged(t *testing.T) { storetest.Each(t, testShownDamaged) }

func testShownDamaged(t *testing.T, at storetest.Place) {
	place := at(t)
	l := library(t, place)
	keepAll(t, l, Guild("1"), record(t, 1))
	if err := l.KeepShown(t.Context(), []ShownAnswer{shownAnswer(record(t, 1)), shownAnswer(record(t, 2))}); err != nil {
		t.Fatal(err)
	}
	if _, err := storetest.Open(t, place).Exec(`update shown set message = '78' where number = 1`); err != nil {
		t.Fatal(err)
	}
	if all, err := l.ShownIn(t.Context(), Guild("1"), time.Time{}); len(all) != 1 || err != nil {
		t.Errorf("%d answers, %v", len(all), err)
	}
}
