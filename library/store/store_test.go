package store

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestKeep(t *testing.T) {
	for _, name := range []string{"footnote.db", "快取 100%?#&.db", "a b/c/d.db"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name)
			want, keys := some(40)
			v, _ := warned(t, path)
			store(t, v, "one", want)
			store(t, v, "two", map[[32]byte][]float32{key(0): vector(7)})
			for range 2 {
				if err := v.Close(); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := os.Stat(path); err != nil {
				t.Fatal(err)
			}
			v, warnings := warned(t, path)
			if d := cmp.Diff(want, load(t, v, "one", append(keys, key(99)))); d != "" {
				t.Errorf("stored (-), loaded (+)\n%s", d)
			}
			if d := cmp.Diff(map[[32]byte][]float32{key(0): vector(7)}, load(t, v, "two", keys)); d != "" {
				t.Errorf("of the other model: stored (-), loaded (+)\n%s", d)
			}
			if len(*warnings) > 0 {
				t.Errorf("warnings %q", *warnings)
			}
		})
	}
}

func TestCancelled(t *testing.T) {
	v, warnings := warned(t, place(t, made(t)))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	vectors, keys := some(3)
	if _, err := v.Load(ctx, "m", keys); err == nil {
		t.Error("Load has no error")
	}
	if err := v.Store(ctx, "m", vectors); err == nil {
		t.Error("Store has no error")
	}
	if d := cmp.Diff(vectors, load(t, v, "m", keys)); d != "" || len(*warnings) > 0 {
		t.Errorf("afterwards, with warnings %q: %s", *warnings, d)
	}
}

// BenchmarkWarm measures the time that a cache adds to the start of the program.
func BenchmarkWarm(b *testing.B) {
	path := filepath.Join(b.TempDir(), "footnote.db")
	vectors, keys := some(80)
	v := Open(path, func(w string) { b.Error(w) })
	if err := v.Store(b.Context(), "m", vectors); err != nil {
		b.Fatal(err)
	}
	v.Close()
	for b.Loop() {
		v := Open(path, func(w string) { b.Error(w) })
		if _, err := v.Load(b.Context(), "m", keys); err != nil {
			b.Fatal(err)
		}
		v.Close()
	}
}
