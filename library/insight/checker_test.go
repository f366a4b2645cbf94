package insight

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"footnote/internal/storetest"
	"footnote/library"
	"footnote/library/store"
	"footnote/rag/index"
)

// refusing is an embedder that fails for texts that contain word, if that is set.
type refusing struct {
	index.Embedder
	word string
}

func (r *refusing) Embed(ctx context.Context, role index.Role, texts []string) ([][]float32, error) {
	if r.word != "" && slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(text, r.word) }) {
		return nil, errors.New("the server is busy")
	}
	return r.Embedder.Embed(ctx, role, texts)
}

// TestAskedAgainLater checks that a question that cannot be asked again now is asked later, and
// does not hold up others.
func TestAskedAgainLater(t *testing.T) {
	s := newScene(t, storetest.File, true)
	e := &refusing{s.Library.Embedder, ""}
	s.Library.Embedder = e
	here := store.Guild("1")
	s.add(here, "lake.md", lake)
	s.set(here, library.Settings{Retain: 30})
	s.ask(here, 1, "訪客中心有紀念品商店嗎?")
	s.ask(here, 1, "訪客中心的Wi-Fi密碼是什麼?")
	s.ask(here, 2, "訪客中心的Wi-Fi密碼是什麼?")
	c := Checker{Library: s.Library, Log: s.recorder.Log}
	s.look(&c)
	s.add(here, "visitors.md", visitors)
	has := func(want string) {
		t.Helper()
		s.look(&c)
		all, err := s.Store.Questions(t.Context(), here)
		if err != nil {
			t.Fatal(err)
		}
		var filled strings.Builder
		for _, q := range all {
			filled.WriteString(map[bool]string{true: "-", false: "+"}[q.Filled.IsZero()])
		}
		if filled.String() != want {
			t.Errorf("filled %s, want %s", &filled, want)
		}
	}
	e.word = "密碼"
	has("+--")
	e.word = ""
	has("+++")
}
