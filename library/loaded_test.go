package library

import (
	"fmt"
	"strings"
	"testing"

	"footnote/internal/storetest"
	"footnote/library/store"
)

// TestLoadedFitsMemory checks that the indexes in memory stay within their limit, however many
// scopes are asked, and that each scope is answered. The index in use is kept even if it alone
// exceeds the limit.
func TestLoadedFitsMemory(t *testing.T) { storetest.Each(t, testLoadedFitsMemory) }

func testLoadedFitsMemory(t *testing.T, at storetest.Place) {
	var told int64
	l := fresh(t, at, func(o *Options) { o.Held = func(bytes int64) { told = bytes } })
	for n := range 12 {
		add(t, l, store.Guild(fmt.Sprint(n)), "lake.md", strings.ReplaceAll(lake, "37", fmt.Sprint(37+n)))
	}
	open := func(n int) int64 {
		t.Helper()
		x, err := l.Index(t.Context(), store.Guild(fmt.Sprint(n)))
		if err != nil {
			t.Fatal(err)
		}
		if x.Len() == 0 {
			t.Fatalf("scope %d is empty", n)
		}
		return x.Size()
	}
	one := open(0)
	for most, loaded := range map[int64]int{4 * one: 3, one / 2: 1} {
		l.Limits.Memory = most + one/2
		for n := range 24 {
			open(n % 12)
			_, held := l.held()
			if told != held || held > l.Limits.Memory && len(l.loaded) > 1 {
				t.Fatalf("%d bytes in %d indexes, %d reported, limit %d", held, len(l.loaded), told, l.Limits.Memory)
			}
		}
		if len(l.loaded) < loaded {
			t.Errorf("%d indexes in %d bytes, each of %d", len(l.loaded), l.Limits.Memory, one)
		}
		if l.loaded[store.Guild("11")] == nil || l.loaded[store.Guild("0")] != nil {
			t.Error("the indexes kept are not those used last")
		}
	}
}

// TestDefaultLoaded checks that the default limit has room for a scope of the maximum size.
func TestDefaultLoaded(t *testing.T) {
	for passages, want := range map[int]int{0: 200_000, 10: 200_000, 1_000_000: 2_000_000, -1: -1} {
		if l := (Limits{Passages: passages}).orDefault(); l.Loaded != want {
			t.Errorf("%d passages of a scope: %d loaded, want %d", passages, l.Loaded, want)
		}
	}
}
