package library

import (
	"context"
	"testing"
	"time"

	"footnote/corpus"
	"footnote/internal/storetest"
	"footnote/library/store"
	"footnote/rag/index"
)

// meanwhile is an embedder that calls do first.
type meanwhile struct {
	hashed
	do func()
}

func (m *meanwhile) Embed(ctx context.Context, role index.Role, texts []string) ([][]float32, error) {
	m.do()
	return m.hashed.Embed(ctx, role, texts)
}

// TestOriginalsSwitchedOffMeanwhile checks that the file of an article is not stored if the
// settings are changed while it is added, unless the program keeps all files.
func TestOriginalsSwitchedOffMeanwhile(t *testing.T) { storetest.Each(t, testSwitchedOffMeanwhile) }

func testSwitchedOffMeanwhile(t *testing.T, at storetest.Place) {
	for _, always := range []bool{false, true} {
		e := &meanwhile{hashed: hashed{"m"}}
		l := fresh(t, at, func(o *Options) {
			o.Reader, o.Embedder, o.KeepOriginals = &corpus.Reader{PDF: paged{}}, e, always
		})
		ctx, guild, want := t.Context(), store.Guild("1"), 0
		if err := l.SaveSettings(ctx, guild, Settings{Originals: true}); err != nil {
			t.Fatal(err)
		}
		e.do = func() {
			if err := l.SaveSettings(ctx, guild, Settings{}); err != nil {
				t.Error(err)
			}
		}
		f := pdf("a.pdf", "燈塔高四十二公尺。")
		if always {
			want = len(f.Data)
		}
		added, err := l.Add(ctx, guild, f, Origin{Key: "a.pdf"}, nil)
		if err != nil || (added.Original == store.OriginalKept) != always {
			t.Errorf("always %v: %+v, %v", always, added.Outcome, err)
		}
		keptOf(t, l, guild, added.Article.ID, want)
	}
}

// TestSettingsThatCannotErase checks that settings are not saved if the data that they rule out
// cannot be erased, so that saving can be tried again.
func TestSettingsThatCannotErase(t *testing.T) {
	path := storetest.File(t)
	l := opened(t, path, func(o *Options) { o.Reader = &corpus.Reader{PDF: paged{}} })
	ctx, guild := t.Context(), store.Guild("1")
	if err := l.SaveSettings(ctx, guild, Settings{Originals: true}); err != nil {
		t.Fatal(err)
	}
	f := pdf("a.pdf", "燈塔高四十二公尺。")
	added, err := l.Add(ctx, guild, f, Origin{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	db := storetest.Open(t, path)
	if _, err := db.Exec(`create trigger broken before delete on original begin select raise(abort, 'broken'); end`); err != nil {
		t.Fatal(err)
	}
	if err := l.SaveSettings(ctx, guild, Settings{}); err == nil {
		t.Error("saved, though the file is still there")
	}
	if s, err := l.Settings(ctx, guild); err != nil || !s.Originals {
		t.Errorf("%+v, %v", s, err)
	}
	if _, err := db.Exec(`drop trigger broken`); err != nil {
		t.Fatal(err)
	}
	if err := l.SaveSettings(ctx, guild, Settings{}); err != nil {
		t.Error(err)
	}
	keptOf(t, l, guild, added.Article.ID, 0)
}

// TestQuestionsNoLongerKept checks that data that the policy no longer allows is erased at once.
func TestQuestionsNoLongerKept(t *testing.T) { storetest.Each(t, testQuestionsNoLongerKept) }

func testQuestionsNoLongerKept(t *testing.T, at storetest.Place) {
	l := fresh(t, at, nil)
	ctx, guild, other := t.Context(), store.Guild("1"), store.Guild("2")
	set := func(s Settings) {
		t.Helper()
		if err := l.SaveSettings(ctx, guild, s); err != nil {
			t.Fatal(err)
		}
	}
	has := func(scope store.Scope, questions, contacts int) {
		t.Helper()
		all, err := l.Store.Questions(ctx, scope)
		known := 0
		for _, q := range all {
			if len(q.Contact) > 0 {
				known++
			}
		}
		if err != nil || len(all) != questions || known != contacts {
			t.Errorf("%d questions, %d with their asker, %v, want %d and %d", len(all), known, err, questions, contacts)
		}
	}
	if err := l.SaveSettings(ctx, other, Settings{Retain: 90, Tell: true}); err != nil {
		t.Fatal(err)
	}
	set(Settings{Retain: 30, Tell: true})
	for _, scope := range []store.Scope{guild, other} {
		for _, days := range []int{20, 10, 0} {
			a := store.Asked{At: time.Now().AddDate(0, 0, -days), Question: "燈塔有多高?", Outcome: "refused", Contact: []byte("sealed")}
			if err := l.Asked(ctx, scope, a); err != nil {
				t.Fatal(err)
			}
		}
	}
	set(Settings{Retain: 60, Tell: true})
	has(guild, 3, 3)
	set(Settings{Retain: 15, Tell: true})
	has(guild, 2, 2)
	set(Settings{Retain: 15})
	has(guild, 2, 0)
	set(Settings{})
	has(guild, 0, 0)
	has(other, 3, 3)
}
