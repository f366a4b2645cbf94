package insight

import (
	"log/slog"
	"testing"
	"time"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/internal/storetest"
	"footnote/library"
	"footnote/library/access"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/e5"
	"footnote/rag/judge"
	"footnote/rag/lexical"
)

const (
	lake     = "# 鏡湖報告\n\n鏡湖位於北方的山谷裡，湖面面積為37平方公里。\n\n湖水最深處達到82公尺，冬天整個結冰。\n"
	visitors = "# 訪客中心\n\n訪客中心的Wi-Fi密碼是mirror2026，每天早上更換。\n\n中心裡有紀念品商店和飲水機。\n"
)

// A scene is a library with the questions that people asked.
type scene struct {
	*testing.T
	*library.Library
	recorder *Recorder
	asked    int
}

// newScene opens a scene. If whole, it has the built-in embedder and judge, which take a while.
func newScene(t *testing.T, at storetest.Place, whole bool) *scene {
	t.Helper()
	db, err := store.OpenLibrary(t.Context(), at(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	o := library.Options{Store: db, Reader: &corpus.Reader{}}
	if whole {
		e, err := e5.New()
		if err != nil {
			t.Fatal(err)
		}
		o.Embedder, o.Judge = e, judge.New(e)
	}
	l, err := library.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return &scene{t, l, &Recorder{Library: l, Log: slog.New(slog.DiscardHandler)}, 0}
}

func (s *scene) add(scope store.Scope, name, text string) *corpus.Article {
	s.Helper()
	added, err := s.Add(s.Context(), scope, doc.File{Name: name, Source: name, Data: []byte(text)}, library.Origin{Key: name}, nil)
	if err != nil {
		s.Fatal(err)
	}
	return added.Article
}

func (s *scene) set(scope store.Scope, settings library.Settings) {
	s.Helper()
	if err := s.SaveSettings(s.Context(), scope, settings); err != nil {
		s.Fatal(err)
	}
}

// ask asks a question as the bot does, for a person, and returns the code of the answer.
func (s *scene) ask(scope store.Scope, by byte, question string) (code [16]byte) {
	s.Helper()
	settings, err := s.Settings(s.Context(), scope)
	if err != nil {
		s.Fatal(err)
	}
	s.asked++
	code = [16]byte{0xa0, byte(s.asked)}
	q := Asking{Scope: scope, Text: question, By: [16]byte{by}, Answer: code, Contact: []byte{by, 'c'}, Keep: settings.Retain > 0}
	s.recorder.Begin(s.Context(), &q)
	e, err := s.Engine(s.Context(), access.Outside(scope), "")
	if err != nil {
		s.Fatal(err)
	}
	a, err := e.Answer(s.Context(), rag.Question{Text: question}, nil)
	if err != nil {
		s.Fatal(err)
	}
	s.recorder.End(s.Context(), q, a, string(a.Tier))
	return code
}

func (s *scene) report(scope store.Scope) Report {
	s.Helper()
	s.recorder.Finish(s.Context())
	r, err := Make(s.Context(), s.Library, scope, Options{Since: time.Now().AddDate(0, 0, -30)})
	if err != nil {
		s.Fatal(err)
	}
	return r
}

func (s *scene) vote(scope store.Scope, answer [16]byte, by byte, good bool) {
	s.Helper()
	f := store.OpenFeedback(s.Store.Path(), func(w string) { s.Error(w) })
	defer f.Close()
	if err := f.Vote(s.Context(), store.Vote{Answer: answer, Reader: [16]byte{by}, Good: good, At: time.Now(), Scope: scope}); err != nil {
		s.Fatal(err)
	}
}

var analyser = lexical.NewAnalyser

// look runs a checker until there are no more changes to check.
func (s *scene) look(c *Checker) {
	s.Helper()
	for range 2 {
		if err := c.Look(s.Context()); err != nil {
			s.Fatal(err)
		}
	}
}
