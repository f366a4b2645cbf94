package store

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/storetest"
)

func job(scope Scope, name string, data []byte) Job {
	return Job{Scope: scope, Name: name, Source: "https://news.example/" + name, Type: "text/html", Charset: "gbk", Data: data,
		By: [16]byte{7}, Channel: "42", Locale: "zh-TW", At: time.Unix(1_800_000_000, 3)}
}

func enqueue(t testing.TB, l *Library, j Job) int64 {
	t.Helper()
	id, err := l.Enqueue(t.Context(), j, 10)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// waiting checks that exactly these jobs are waiting.
func waiting(t *testing.T, l *Library, want ...Job) {
	t.Helper()
	got, err := l.Jobs(t.Context())
	for i := range want {
		want[i].Data = nil
	}
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Fatalf("error %v, (-want +got)\n%s", err, d)
	}
}

// TestJobs checks that jobs survive a restart, in order and with their files.
func TestJobs(t *testing.T) { storetest.Each(t, testJobs) }

func testJobs(t *testing.T, at storetest.Place) {
	path := at(t)
	l := library(t, path)
	jobs := []Job{job(Guild("1"), "a", []byte("file\x00")), job(Guild("2"), "b", nil), job(Guild("1"), "c", []byte{})}
	for i := range jobs {
		jobs[i].ID = enqueue(t, l, jobs[i])
	}
	if _, err := l.Enqueue(t.Context(), job(Guild("1"), "d", nil), 2); !errors.Is(err, ErrQueueFull) {
		t.Errorf("beyond the limit: %v", err)
	}
	l.Close()
	l = library(t, path)
	for _, j := range jobs {
		data, err := l.JobData(t.Context(), j.ID)
		if d := cmp.Diff(j.Data, data); d != "" || err != nil {
			t.Errorf("%s: error %v, (-want +got)\n%s", j.Name, err, d)
		}
	}
	waiting(t, l, jobs...)
	if err := l.Finish(t.Context(), jobs[0].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := l.JobData(t.Context(), jobs[0].ID); !errors.Is(err, ErrNoJob) {
		t.Errorf("data of a job that is done: %v", err)
	}
	waiting(t, l, jobs[1:]...)
	if id := enqueue(t, l, jobs[0]); id <= jobs[2].ID {
		t.Errorf("a later job has the id %d", id)
	}
}

// TestPartOfAJob checks that nothing is stored for a job that was cancelled or that belongs to
// another scope.
func TestPartOfAJob(t *testing.T) { storetest.Each(t, testPartOfAJob) }

func testPartOfAJob(t *testing.T, at storetest.Place) {
	l := library(t, at(t))
	first, second, third := enqueue(t, l, job(Guild("1"), "a", nil)), enqueue(t, l, job(Guild("1"), "b", nil)), enqueue(t, l, job(Guild("2"), "c", nil))
	r := record(t, 1)
	for _, part := range []int64{first, first, second} { // the text exists from the second time on
		if _, err := l.Put(t.Context(), Guild("1"), r, part); err != nil {
			t.Fatal(err)
		}
	}
	for _, done := range []int64{first, second} {
		if err := l.Finish(t.Context(), done); err != nil {
			t.Fatal(err)
		}
	}
	for _, part := range []int64{first, third, 99} { // finished, of another scope, unknown
		if _, err := l.Put(t.Context(), Guild("1"), record(t, 2), part); !errors.Is(err, ErrNoJob) {
			t.Errorf("job %d: %v", part, err)
		}
	}
	holds(t, l, Guild("1"), r)
	if err := l.Erase(t.Context(), Guild("2")); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Put(t.Context(), Guild("2"), r, third); !errors.Is(err, ErrNoJob) {
		t.Errorf("after the scope was erased: %v", err)
	}
	holds(t, l, Guild("2"))
	waiting(t, l)
}

func TestSpending(t *testing.T) { storetest.Each(t, testSpending) }

func testSpending(t *testing.T, at storetest.Place) {
	path := at(t)
	l := library(t, path)
	for _, c := range []struct {
		scope     Scope
		day, kind string
		amount    int64
		want      int64
	}{
		{Guild("1"), "2026-11-25", "tokens", 5, 5},
		{Guild("1"), "2026-11-25", "tokens", 7, 12},
		{Guild("1"), "2026-11-25", "characters", 3, 3},
		{Guild("2"), "2026-11-25", "tokens", 1, 1},
		{Guild("1"), "2026-11-26", "tokens", 2, 2},
		{Guild("1"), "2027-01-04", "tokens", 4, 4}, // 40 days after the 25th
	} {
		if got, err := l.Spend(t.Context(), c.scope, c.day, c.kind, c.amount); got != c.want || err != nil {
			t.Errorf("%+v: %d, error %v", c, got, err)
		}
	}
	if _, err := l.Spend(t.Context(), Guild("1"), "today", "tokens", 1); err == nil {
		t.Error("today is accepted as a day")
	}
	l.Close()
	l = library(t, path)
	spent := func(day string, want int64) {
		t.Helper()
		if got, err := l.Spent(t.Context(), Guild("1"), day, "tokens"); got != want || err != nil {
			t.Errorf("%s: %d, error %v, want %d", day, got, err, want)
		}
	}
	spent("2026-11-25", 12)
	spent("2026-11-27", 0)
	if _, err := l.Spend(t.Context(), Guild("1"), "2027-01-05", "tokens", 1); err != nil {
		t.Fatal(err)
	}
	spent("2026-11-25", 0)
	spent("2026-11-26", 2)
}

func TestQuestions(t *testing.T) { storetest.Each(t, testQuestions) }

func testQuestions(t *testing.T, at storetest.Place) {
	l := library(t, at(t))
	first := Asked{At: time.Unix(1_800_000_000, 0), By: [16]byte{1}, Question: "燈塔有多高?", Outcome: "answered"}
	second := Asked{At: time.Unix(1_800_000_060, 0), Question: "誰?", Outcome: "refused"}
	for _, a := range []Asked{first, second} {
		if err := l.KeepQuestion(t.Context(), Guild("1"), a); err != nil {
			t.Fatal(err)
		}
	}
	asked := func(scope Scope, want ...Asked) {
		t.Helper()
		kept, err := l.Questions(t.Context(), scope)
		var got []Asked
		for _, k := range kept {
			got = append(got, k.Asked)
		}
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("error %v, (-want +got)\n%s", err, d)
		}
	}
	asked(Guild("1"), first, second)
	asked(Guild("2"))
	for _, scope := range []Scope{Guild("2"), Guild("1")} { // the other scope has none to forget
		asked(Guild("1"), first, second)
		if err := l.ForgetQuestions(t.Context(), scope, second.At); err != nil {
			t.Fatal(err)
		}
	}
	asked(Guild("1"), second)
}

// TestPerson checks that a person gets everything that is stored under their code, and nothing
// else, and can have it deleted.
func TestPerson(t *testing.T) { storetest.Each(t, testPerson) }

func testPerson(t *testing.T, at storetest.Place) {
	path := at(t)
	l := library(t, path)
	alice, bob := [16]byte{1}, [16]byte{2}
	hers, his := record(t, 1), record(t, 2)
	hers.By, his.By = alice, bob
	keepAll(t, l, Guild("1"), hers, his)
	keepAll(t, l, Guild("2"), hers)
	question := Asked{At: time.Unix(1_800_000_000, 0), By: alice, Question: "燈塔?", Outcome: "answered", Answer: [16]byte{9}, Trace: []byte(`{"tier":"sure"}`)}
	var jobs []Job
	votes := OpenFeedback(path, func(w string) { t.Error(w) })
	defer votes.Close()
	for _, by := range [][16]byte{alice, bob} {
		asked, j := question, job(Guild("1"), "a", []byte("file"))
		asked.By, j.By = by, by
		if err := l.KeepQuestion(t.Context(), Guild("1"), asked); err != nil {
			t.Fatal(err)
		}
		j.ID = enqueue(t, l, j)
		j.Data = nil
		jobs = append(jobs, j)
		if err := votes.Vote(t.Context(), Vote{[16]byte{9}, by, true, time.Unix(1_800_000_000, 0), Guild("1")}); err != nil {
			t.Fatal(err)
		}
	}
	about := func(by [16]byte, want About) {
		t.Helper()
		got, err := l.About(t.Context(), by)
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("error %v, (-want +got)\n%s", err, d)
		}
	}
	about(alice, About{
		Added:     []AddedThere{{Scope: Guild("1"), ID: hers.Article.ID, Title: hers.Article.Title, At: hers.Added}, {Scope: Guild("2"), ID: hers.Article.ID, Title: hers.Article.Title, At: hers.Added}},
		Questions: []AskedThere{{Guild("1"), question}},
		Votes:     []Vote{{[16]byte{9}, alice, true, time.Unix(1_800_000_000, 0), Guild("1")}},
		Jobs:      jobs[:1],
	})
	if err := l.Forget(t.Context(), alice); err != nil {
		t.Fatal(err)
	}
	about(alice, About{})
	hers.By = [16]byte{}
	holds(t, l, Guild("1"), hers, his)
	holds(t, l, Guild("2"), hers)
	waiting(t, l, jobs[1])
	if good, bad, err := votes.Count(t.Context()); good != 1 || bad != 0 || err != nil {
		t.Errorf("%d and %d votes, error %v", good, bad, err)
	}
	if err := l.Forget(t.Context(), [16]byte{}); err != nil {
		t.Fatal(err)
	}
	holds(t, l, Guild("1"), hers, his)
}

// TestErase checks that erased data is in no byte of the file or its log.
func TestErase(t *testing.T) { storetest.Each(t, testErase) }

func testErase(t *testing.T, at storetest.Place) {
	path := at(t)
	l := library(t, path)
	kept, secret := record(t, 1), record(t, 2)
	secret.Article = article(t, "secret.txt", "秘密燈塔\n\n秘密燈塔在島上。它的門是紅色的。\n")
	secret.Vectors = bytes.Repeat([]byte("secret vectors"), 1000)
	keepAll(t, l, Guild("1"), kept)
	keepAll(t, l, Guild("2"), kept, secret)
	enqueue(t, l, job(Guild("2"), "秘密", []byte("秘密")))
	steps := []error{
		l.SaveSettings(t.Context(), Guild("2"), []byte(`"秘密"`), Unwanted{}),
		l.KeepQuestion(t.Context(), Guild("2"), Asked{Question: "秘密?", Trace: []byte("秘密"), Contact: []byte("秘密")}),
	}
	steps = append(steps, l.AddTallies(t.Context(), []Tally{{Guild("2"), "2026-11-25", "tier", "秘密", 1}}))
	_, err := l.Spend(t.Context(), Guild("2"), "2026-11-25", "秘密", 1)
	answers := OpenAnswers(path, Limits{}, func(w string) { t.Error(w) })
	defer answers.Close()
	steps = append(steps, err, answers.Store(t.Context(), key(1), []byte("秘密燈塔")))
	if err := errors.Join(steps...); err != nil {
		t.Fatal(err)
	}
	if err := l.Erase(t.Context(), Guild("2")); err != nil {
		t.Fatal(err)
	}
	holds(t, l, Guild("1"), kept)
	holds(t, l, Guild("2"))
	if got, err := l.Scopes(t.Context()); err != nil || cmp.Diff([]Scope{Guild("1")}, got) != "" {
		t.Errorf("scopes %v, error %v", got, err)
	}
	waiting(t, l)
	if n := size(path + "-wal"); n > 0 {
		t.Errorf("the log has %d bytes", n)
	}
	if !storetest.Keeps(t, path, kept.Article.ID) {
		t.Error("stored data is not found")
	}
	answers.Close()
	l.Close()
	for _, word := range []string{"秘密", "secret vectors", "guild:2"} {
		if storetest.Keeps(t, path, word) {
			t.Errorf("%q is still there", word)
		}
	}
}
