package store

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/long"
)

// populated returns the file of a library with data of every kind, with its log merged in.
func populated(t *testing.T) (whole []byte, records []Record) {
	t.Helper()
	l := library(t, inFolder(t))
	for n := range 12 {
		r := record(t, n)
		r.Vectors = bytes.Repeat(r.Vectors, 500) // so that they have pages of their own
		r.Article.Text += strings.Repeat("港口很長。", 400)
		records = append(records, r)
	}
	keepAll(t, l, Guild("1"), records...)
	keepAll(t, l, Guild("2"), records[:2]...)
	enqueue(t, l, job(Guild("1"), "a", []byte(strings.Repeat("file", 2000))))
	if err := errors.Join(
		l.SaveSettings(t.Context(), Guild("1"), []byte(`{"a":1}`), Unwanted{}),
		l.KeepQuestion(t.Context(), Guild("1"), asked()),
		l.ChangeFixed(t.Context(), Guild("1"), func([]Fixed) ([]Fixed, []string, error) { return []Fixed{fix(1)}, nil, nil }),
		l.Close(),
	); err != nil {
		t.Fatal(err)
	}
	return contents(t, l.path), records
}

func asked() Asked {
	return Asked{
		At: time.Unix(1_800_000_000, 0), By: [16]byte{1}, Question: "燈塔?", Outcome: "answered",
		Answer: [16]byte{2}, Trace: []byte(`{"tier":"sure"}`), Contact: []byte("sealed"), Checked: 3, Filled: time.Unix(1_800_000_001, 0), Filler: "a",
	}
}

// truthful opens a file that may be damaged. It checks that everything is as it was written or
// reported as damaged, and that the file is not changed.
func truthful(t *testing.T, data []byte, records []Record) (told bool) {
	t.Helper()
	path := place(t, data)
	defer func() {
		if !bytes.Equal(data, contents(t, path)) {
			t.Error("the file has changed")
		}
		alone(t, path)
	}()
	l, err := OpenLibrary(context.Background(), path)
	if err != nil {
		var trouble *OpenError
		if !errors.As(err, &trouble) || trouble.Path != path || trouble.Hint == "" {
			t.Errorf("%#v", err)
		}
		return true
	}
	defer l.Close()
	for _, scope := range []Scope{Guild("1"), Guild("2")} {
		want := records
		if scope == Guild("2") {
			want = records[:2]
		}
		got, err := l.Articles(t.Context(), scope, "m")
		told = toldOf(t, err) || told
		if err == nil && len(got) != len(want) {
			t.Errorf("%s: %d articles, and no error", scope, len(got))
		}
		for _, r := range got {
			if !written(r, want) {
				t.Errorf("%s: article %s is not as it was written", scope, r.Article.ID)
			}
		}
	}
	settings, err := l.Settings(t.Context(), Guild("1"))
	if told = toldOf(t, err) || told; err == nil && string(settings) != `{"a":1}` {
		t.Errorf("settings %q", settings)
	}
	questions, err := l.Questions(t.Context(), Guild("1"))
	if told = toldOf(t, err) || told; err == nil && cmp.Diff([]Kept{{1, asked()}}, questions) != "" {
		t.Errorf("questions %v", questions)
	}
	fixed, err := l.Fixed(t.Context(), Guild("1"))
	if told = toldOf(t, err) || told; err == nil && cmp.Diff([]Fixed{fix(1)}, fixed) != "" {
		t.Errorf("fixed answers %v", fixed)
	}
	jobs, err := l.Jobs(t.Context())
	if told = toldOf(t, err) || told; err == nil && len(jobs) != 1 {
		t.Errorf("jobs %v", jobs)
	}
	data1, err := l.JobData(t.Context(), 1)
	if told = toldOf(t, err) || told; err == nil && string(data1) != strings.Repeat("file", 2000) {
		t.Errorf("the file of a job has changed: %.20q", data1)
	}
	return told
}

// written reports whether a record equals one of all, except for vectors that may be lost.
func written(got Record, all []Record) bool {
	for _, r := range all {
		if got.Article.ID == r.Article.ID {
			lost := got.Vectors == nil && got.Model == ""
			return cmp.Equal(r.Article, got.Article) && got.Key == r.Key && got.Added.Equal(r.Added) && got.By == r.By &&
				(lost || got.Model == r.Model && bytes.Equal(got.Vectors, r.Vectors))
		}
	}
	return false
}

func toldOf(t *testing.T, err error) bool {
	t.Helper()
	var trouble *OpenError
	var damage *DamageError
	if err != nil && !errors.As(err, &trouble) && !errors.As(err, &damage) {
		t.Errorf("%#v", err)
	}
	return err != nil
}

func TestCorruptPage(t *testing.T) {
	whole, records := populated(t)
	told := 0
	for start := 0; start < len(whole); start += 4096 {
		data := bytes.Clone(whole)
		clear(data[start : start+4096])
		if truthful(t, data, records) {
			told++
		}
	}
	t.Logf("damage reported for %d of %d pages", told, len(whole)/4096)
	if told < len(whole)/4096/2 {
		t.Error("damage is hardly ever reported")
	}
}

func TestFlippedBits(t *testing.T) {
	whole, records := populated(t)
	times := 400
	if !long.On(t) {
		times = 60
	}
	dice := rand.New(rand.NewPCG(3, 3))
	told := 0
	for range times {
		data := bytes.Clone(whole)
		for range 1 + dice.IntN(3) {
			data[dice.IntN(len(data))] ^= 1 << dice.IntN(8)
		}
		if truthful(t, data, records) {
			told++
		}
	}
	for at := range 100 { // the header
		if at == 18 || at == 19 {
			continue // the log mode, which opening the file corrects
		}
		data := bytes.Clone(whole)
		data[at] ^= 1 << dice.IntN(8)
		if truthful(t, data, records) {
			told++
		}
	}
	t.Logf("damage reported %d of %d times", told, times+98)
}
