package store

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/internal/long"

	"footnote/internal/storetest"
)

// TestRoundTrip checks that articles come back unchanged, field by field.
func TestRoundTrip(t *testing.T) { storetest.Each(t, testRoundTrip) }

func testRoundTrip(t *testing.T, at storetest.Place) {
	times := 100
	if !long.On(t) {
		times = 25
	}
	dice := rand.New(rand.NewPCG(7, 7))
	path := at(t)
	l := library(t, path)
	var want []Record
	seen := map[string]bool{}
	for range times {
		a := anyArticle(t, dice)
		if seen[a.ID] {
			continue
		}
		seen[a.ID] = true
		r := Record{Article: a, Added: time.Unix(dice.Int64N(9e9), dice.Int64N(1e9)), By: [16]byte{byte(dice.IntN(3))}}
		if dice.IntN(3) > 0 {
			r.Model, r.Vectors = "m", make([]byte, 1+dice.IntN(9000))
			for i := range r.Vectors {
				r.Vectors[i] = byte(dice.Uint32())
			}
		}
		want = append(want, r)
	}
	keepAll(t, l, Local, want...)
	holds(t, l, Local, want...)
	l.Close()
	l = library(t, path)
	holds(t, l, Local, want...)
	one, found, err := l.Article(t.Context(), Local, want[5].Article.ID, "m")
	if d := cmp.Diff(want[5], one); d != "" || !found || err != nil {
		t.Errorf("one article: found %v, error %v, (-want +got)\n%s", found, err, d)
	}
	summaries, err := l.List(t.Context(), Local)
	if err != nil {
		t.Fatal(err)
	}
	var listed []Summary
	for _, r := range want {
		listed = append(listed, summarize(r))
	}
	if d := cmp.Diff(listed, summaries); d != "" {
		t.Errorf("the list: (-want +got)\n%.2000s", d)
	}
}

func TestPut(t *testing.T) { storetest.Each(t, testPut) }

func testPut(t *testing.T, at storetest.Place) {
	l := library(t, at(t))
	first, second, third := record(t, 1), record(t, 2), record(t, 3)
	keyless := record(t, 4)
	keyless.Key = ""
	changed := record(t, 5)
	changed.Key = first.Key
	again := first
	again.Key, again.By = "other", [16]byte{9}
	moved := second // its text now has the key of the third
	moved.Key = third.Key
	for i, c := range []struct {
		put  Record
		want Outcome
	}{
		{first, Outcome{Change: Added}},
		{first, Outcome{Change: Unchanged}},
		{again, Outcome{Change: Unchanged}},
		{second, Outcome{Change: Added}},
		{third, Outcome{Change: Added}},
		{keyless, Outcome{Change: Added}},
		{changed, Outcome{Change: Replaced, Replaced: first.Article.ID}},
		{changed, Outcome{Change: Unchanged}},
		{moved, Outcome{Change: Replaced, Replaced: third.Article.ID}},
	} {
		if got, err := l.Put(t.Context(), Guild("1"), c.put, 0); got != c.want || err != nil {
			t.Errorf("step %d: %+v, error %v, want %+v", i, got, err, c.want)
		}
	}
	holds(t, l, Guild("1"), second, keyless, changed)
	holds(t, l, Guild("2"))
	holds(t, l, Local)

	clash := *second.Article
	clash.Text += "!"
	if _, err := l.Put(t.Context(), Guild("1"), Record{Article: &clash}, 0); err == nil {
		t.Error("two texts with the same ID were stored")
	}
	broken := corpus.Article{ID: "x", Text: "\xff"}
	if _, err := l.Put(t.Context(), Guild("1"), Record{Article: &broken}, 0); err == nil {
		t.Error("a text that is not UTF-8 was stored")
	}
	if _, err := l.Put(t.Context(), "nowhere", first, 0); err == nil {
		t.Error("something was stored without a scope")
	}
	holds(t, l, Guild("1"), second, keyless, changed)
}

// TestNUL checks that a text that the database cannot store is rejected with an error that says
// so.
func TestNUL(t *testing.T) { storetest.Each(t, testNUL) }

func testNUL(t *testing.T, at storetest.Place) {
	path := at(t)
	l := library(t, path)
	r := record(t, 1)
	r.Article.Author = "甲\x00乙"
	_, err := l.Put(t.Context(), Local, r, 0)
	asking := l.KeepQuestion(t.Context(), Local, Asked{At: time.Unix(1, 0), Question: "誰\x00?"})
	if !IsAddress(path) {
		if err != nil || asking != nil {
			t.Errorf("in a file: %v, %v", err, asking)
		}
		holds(t, l, Local, r)
		return
	}
	for _, err := range []error{err, asking} {
		if err == nil || kind(err) != -1 || !strings.Contains(err.Error(), "NUL") {
			t.Errorf("%v", err)
		}
	}
	holds(t, l, Local)
}

// TestScopes checks that an article is independent of the same article in another scope.
func TestScopes(t *testing.T) { storetest.Each(t, testScopes) }

func testScopes(t *testing.T, at storetest.Place) {
	l := library(t, at(t))
	r := record(t, 1)
	scopes := []Scope{Guild("1"), Guild("2"), Person("1"), Local}
	for _, s := range scopes {
		keepAll(t, l, s, r)
	}
	if _, was, err := l.Remove(t.Context(), Guild("1"), r.Article.ID, time.Now()); !was || err != nil {
		t.Errorf("removed %v, error %v", was, err)
	}
	for _, c := range []struct {
		scope Scope
		id    string
	}{{Guild("1"), r.Article.ID}, {Guild("9"), r.Article.ID}, {Guild("2"), "other"}} {
		if _, was, err := l.Remove(t.Context(), c.scope, c.id, time.Now()); was || err != nil {
			t.Errorf("removed an article that does not exist: %v, error %v", was, err)
		}
	}
	if _, found, err := l.Article(t.Context(), Guild("1"), r.Article.ID, "m"); found || err != nil {
		t.Errorf("found %v, error %v", found, err)
	}
	holds(t, l, Guild("1"))
	for _, s := range scopes[1:] {
		holds(t, l, s, r)
	}
	all, err := l.Scopes(t.Context())
	if d := cmp.Diff(scopes, all); d != "" || err != nil {
		t.Errorf("error %v, (-want +got)\n%s", err, d)
	}
}

func TestSetVectors(t *testing.T) { storetest.Each(t, testSetVectors) }

func testSetVectors(t *testing.T, at storetest.Place) {
	l := library(t, at(t))
	r := record(t, 1)
	keepAll(t, l, Local, r)
	if err := l.SetVectors(t.Context(), Local, r.Article.ID, "other", []byte{1, 2}); err != nil {
		t.Fatal(err)
	}
	if err := l.SetVectors(t.Context(), Local, "gone", "other", []byte{1, 2}); err != nil {
		t.Fatal(err)
	}
	without := r
	without.Model, without.Vectors = "", nil
	holds(t, l, Local, without)
	r.Model, r.Vectors = "other", []byte{1, 2}
	if got, found, err := l.Article(t.Context(), Local, r.Article.ID, "other"); !found || err != nil || cmp.Diff(r, got) != "" {
		t.Errorf("found %v, error %v, %s", found, err, cmp.Diff(r, got))
	}
}

func TestGeneration(t *testing.T) { storetest.Each(t, testGeneration) }

func testGeneration(t *testing.T, at storetest.Place) {
	path := at(t)
	l, other := library(t, path), library(t, path)
	last := map[Scope]int64{}
	expect := func(what string, scope Scope, grows bool) {
		t.Helper()
		n, err := other.Generation(t.Context(), scope)
		if err != nil || n < last[scope] || (n > last[scope]) != grows {
			t.Errorf("%s: %s was %d, is %d, error %v", what, scope, last[scope], n, err)
		}
		last[scope] = n
	}
	first, second := record(t, 1), record(t, 2)
	expect("nothing", Guild("1"), false)
	keepAll(t, l, Guild("1"), first)
	expect("put", Guild("1"), true)
	keepAll(t, l, Guild("2"), first, second)
	expect("put elsewhere", Guild("1"), false)
	expect("put", Guild("2"), true)
	if _, err := l.Put(t.Context(), Guild("1"), first, 0); err != nil {
		t.Fatal(err)
	}
	expect("unchanged", Guild("1"), false)
	if _, _, err := l.Remove(t.Context(), Guild("1"), first.Article.ID, time.Now()); err != nil {
		t.Fatal(err)
	}
	expect("remove", Guild("1"), true)
	if err := l.SaveSettings(t.Context(), Guild("1"), []byte("{}"), Unwanted{}); err != nil {
		t.Fatal(err)
	}
	expect("settings", Guild("1"), true)
	if err := l.Erase(t.Context(), Guild("1")); err != nil {
		t.Fatal(err)
	}
	expect("erase", Guild("1"), true)
	keepAll(t, l, Guild("1"), first)
	expect("put after erase", Guild("1"), true)
	if err := l.Forget(t.Context(), first.By); err != nil {
		t.Fatal(err)
	}
	expect("forget", Guild("1"), true)
	expect("forget", Guild("2"), true)
}

func TestSettings(t *testing.T) { storetest.Each(t, testSettings) }

func testSettings(t *testing.T, at storetest.Place) {
	l := library(t, at(t))
	if got, err := l.Settings(t.Context(), Guild("1")); got != nil || err != nil {
		t.Errorf("%q, error %v", got, err)
	}
	for _, want := range []string{`{"a":1}`, `{"語言":"zh"}`} {
		if err := l.SaveSettings(t.Context(), Guild("1"), []byte(want), Unwanted{}); err != nil {
			t.Fatal(err)
		}
		if got, err := l.Settings(t.Context(), Guild("1")); string(got) != want || err != nil {
			t.Errorf("%q, error %v, want %q", got, err, want)
		}
	}
	if _, err := l.writing.Exec(`update scope set settings = '{"語言":"en"}'`); err != nil {
		t.Fatal(err)
	}
	var damage *DamageError
	if got, err := l.Settings(t.Context(), Guild("1")); got != nil || !errors.As(err, &damage) || damage.Scope != Guild("1") {
		t.Errorf("damaged settings: %q, error %v", got, err)
	}
}

func TestDeparted(t *testing.T) { storetest.Each(t, testDeparted) }

func testDeparted(t *testing.T, at storetest.Place) {
	l := library(t, at(t))
	for _, s := range []Scope{Guild("1"), Guild("2"), Guild("3")} {
		keepAll(t, l, s, record(t, 1))
	}
	moment := time.Unix(1_800_000_000, 0)
	departed := func(before time.Time, want ...Scope) {
		t.Helper()
		got, err := l.Departed(t.Context(), before)
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("error %v, (-want +got)\n%s", err, d)
		}
	}
	for i, s := range []Scope{Guild("1"), Guild("2"), Guild("1"), Guild("unknown")} {
		if err := l.Left(t.Context(), s, moment.Add(time.Duration(i)*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	departed(moment)
	departed(moment.Add(time.Minute), Guild("1"))
	departed(moment.Add(9*time.Hour), Guild("1"), Guild("2"))
	if err := l.Returned(t.Context(), Guild("1")); err != nil {
		t.Fatal(err)
	}
	departed(moment.Add(9*time.Hour), Guild("2"))
}
