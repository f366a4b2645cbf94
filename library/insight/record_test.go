package insight

import (
	"context"
	"sync"
	"testing"
	"time"

	"footnote/internal/storetest"
	"footnote/library/store"
	"footnote/rag"
)

// TestCounting checks that no count is lost or added twice while counts are stored, or while the
// database fails.
func TestCounting(t *testing.T) {
	s := newScene(t, storetest.File, false)
	here := store.Guild("1")
	a := rag.Answer{Intent: "question", Tier: rag.TierRefused}
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for range 50 {
				s.recorder.End(t.Context(), Asking{Scope: here, Text: "?"}, a, "refused")
			}
		})
	}
	for range 5 {
		if err := s.recorder.Flush(t.Context()); err != nil {
			t.Error(err)
		}
	}
	wait.Wait()
	if got := s.report(here).Days; len(got) != 1 || got[0].Refused != 200 {
		t.Errorf("%+v", got)
	}
	s.recorder.End(t.Context(), Asking{Scope: here, Text: "?"}, a, "refused")
	s.recorder.End(t.Context(), Asking{Scope: here, Text: "?", Aside: true}, a, "refused") // about a file
	s.recorder.End(t.Context(), Asking{Scope: here, Text: "?"}, rag.Answer{}, "failed")
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.recorder.Flush(gone); err == nil {
		t.Error("stored although cancelled")
	}
	if got := s.report(here).Days; len(got) != 1 || got[0].Refused != 201 || got[0].Other != 0 {
		t.Errorf("%+v", got)
	}
	if got := time.Now().UTC().Format(time.DateOnly); s.report(here).Days[0].Day != got {
		t.Errorf("the day is not %s", got)
	}
}
