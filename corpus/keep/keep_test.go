package keep

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func key(n int) [32]byte { return sha256.Sum256([]byte(fmt.Sprint(n))) }

func vector(n int) []float32 {
	v := make([]float32, 384)
	for i := range v {
		v[i] = float32(n*1000 + i)
	}
	return v
}

// some are n vectors by their keys.
func some(n int) (map[[32]byte][]float32, [][32]byte) {
	vectors := map[[32]byte][]float32{}
	var keys [][32]byte
	for i := range n {
		vectors[key(i)] = vector(i)
		keys = append(keys, key(i))
	}
	return vectors, keys
}

// warned opens path and gathers what is said.
func warned(t *testing.T, path string) (*Vectors, *[]string) {
	t.Helper()
	var warnings []string
	v := Open(path, func(w string) { warnings = append(warnings, w) })
	t.Cleanup(func() { v.Close() })
	return v, &warnings
}

func load(t *testing.T, v *Vectors, model string, keys [][32]byte) map[[32]byte][]float32 {
	t.Helper()
	known, err := v.Load(t.Context(), model, keys)
	if err != nil {
		t.Fatal(err)
	}
	return known
}

func store(t *testing.T, v *Vectors, model string, vectors map[[32]byte][]float32) {
	t.Helper()
	if err := v.Store(t.Context(), model, vectors); err != nil {
		t.Fatal(err)
	}
}

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

// made is a file of 40 vectors, its log folded in.
func made(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "made.db")
	v, _ := warned(t, path)
	vectors, _ := some(40)
	store(t, v, "m", vectors)
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func place(t *testing.T, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "footnote.db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// However a file is damaged, what is loaded is what was stored, and what is
// stored now is there afterwards.
func TestDamaged(t *testing.T) {
	whole := made(t)
	random := rand.New(rand.NewPCG(1, 2))
	damage := map[string][]byte{
		"random": []byte(strings.Repeat("無意義", 3000)),
		"zeros":  make([]byte, 40_000),
		"text":   []byte("hello"),
	}
	for i := range 40 {
		damage[fmt.Sprint("cut ", i)] = whole[:random.IntN(len(whole))]
		flipped := bytes.Clone(whole)
		for range 1 + i%3 {
			flipped[random.IntN(len(flipped))] ^= 1 << random.IntN(8)
		}
		damage[fmt.Sprint("flip ", i)] = flipped
		zeroed := bytes.Clone(whole)
		page := random.IntN(len(zeroed)/4096) * 4096
		clear(zeroed[page : page+4096])
		damage[fmt.Sprint("zeroed page ", i)] = zeroed
	}
	want, keys := some(40)
	for name, data := range damage {
		t.Run(name, func(t *testing.T) {
			v, warnings := warned(t, place(t, data))
			for k, got := range load(t, v, "m", keys) {
				if d := cmp.Diff(want[k], got); d != "" {
					t.Fatalf("loaded what was not stored: %s", d)
				}
			}
			store(t, v, "m", want)
			v.Close()
			again, second := warned(t, v.path)
			if len(*second) > 0 {
				t.Errorf("warnings of the next run: %q", *second)
			}
			if d := cmp.Diff(want, load(t, again, "m", keys)); d != "" {
				t.Errorf("after storing again, with warnings %q: (-want +got)\n%.500s", *warnings, d)
			}
		})
	}
}

func TestSetAside(t *testing.T) {
	foreign := filepath.Join(t.TempDir(), "foreign.db")
	db, err := sql.Open("sqlite", foreign)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("create table other (a); insert into other values (1)"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	theirs, err := os.ReadFile(foreign)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"foreign": theirs, "random": []byte(strings.Repeat("x", 9000))} {
		t.Run(name, func(t *testing.T) {
			path := place(t, data)
			v, warnings := warned(t, path)
			vectors, keys := some(3)
			store(t, v, "m", vectors)
			v.Close()
			aside, _ := filepath.Glob(path + ".broken-*")
			if len(aside) != 1 || len(*warnings) != 1 || !strings.Contains((*warnings)[0], aside[0]) {
				t.Fatalf("set aside as %q, warnings %q", aside, *warnings)
			}
			if kept, _ := os.ReadFile(aside[0]); !bytes.Equal(kept, data) {
				t.Error("what was set aside has changed")
			}
			again, warnings := warned(t, path)
			if d := cmp.Diff(vectors, load(t, again, "m", keys)); d != "" || len(*warnings) > 0 {
				t.Errorf("the new file, with warnings %q: %s", *warnings, d)
			}
		})
	}
}

// A file of a newer version stays as it is, and memory serves.
func TestNewer(t *testing.T) {
	path := place(t, made(t))
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(fmt.Sprintf("pragma user_version = %d", version+1)); err != nil {
		t.Fatal(err)
	}
	db.Close()
	before, _ := os.ReadFile(path)
	v, warnings := warned(t, path)
	if len(*warnings) != 1 || !strings.Contains((*warnings)[0], "newer") {
		t.Errorf("warnings %q", *warnings)
	}
	servesFromMemory(t, v)
	if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
		t.Error("the file has changed")
	}
}

// servesFromMemory holds that a cache without a file works all the same.
func servesFromMemory(t *testing.T, v *Vectors) {
	t.Helper()
	vectors, keys := some(5)
	store(t, v, "m", vectors)
	if d := cmp.Diff(vectors, load(t, v, "m", keys)); d != "" {
		t.Errorf("in memory: (-want +got)\n%s", d)
	}
}

// Where no file can be, memory serves and one warning says so.
func TestNoFile(t *testing.T) {
	occupied := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(occupied, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, path := range map[string]string{
		"a file for a folder": filepath.Join(occupied, "footnote.db"),
		"a folder for a file": t.TempDir(),
		"no such place":       "/proc/footnote/footnote.db",
	} {
		t.Run(name, func(t *testing.T) {
			v, warnings := warned(t, path)
			servesFromMemory(t, v)
			if len(*warnings) != 1 || !strings.Contains((*warnings)[0], "memory") {
				t.Errorf("warnings %q", *warnings)
			}
		})
	}
	t.Run("empty path", func(t *testing.T) {
		v, warnings := warned(t, "")
		servesFromMemory(t, v)
		if len(*warnings) > 0 {
			t.Errorf("warnings %q", *warnings)
		}
	})
}

// On a full disk what was kept is still read, and what is new stays in memory.
func TestDiskFull(t *testing.T) {
	v, warnings := warned(t, place(t, made(t)))
	if _, err := v.file.db.Exec("pragma max_page_count = 1"); err != nil {
		t.Fatal(err)
	}
	vectors, keys := some(400)
	store(t, v, "other", vectors)
	if d := cmp.Diff(vectors, load(t, v, "other", keys)); d != "" {
		t.Errorf("(-want +got)\n%.500s", d)
	}
	if len(*warnings) != 1 || !strings.Contains((*warnings)[0], "disk is full") {
		t.Errorf("warnings %q", *warnings)
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

func TestConcurrent(t *testing.T) {
	v, warnings := warned(t, filepath.Join(t.TempDir(), "footnote.db"))
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			for j := range 10 {
				n := i*10 + j
				store(t, v, "m", map[[32]byte][]float32{key(n): vector(n)})
				if known := load(t, v, "m", [][32]byte{key(n)}); len(known) != 1 {
					t.Errorf("vector %d is gone", n)
				}
			}
		})
	}
	group.Wait()
	if _, keys := some(80); len(load(t, v, "m", keys)) != 80 || len(*warnings) > 0 {
		t.Errorf("warnings %q", *warnings)
	}
}

const writerVariable = "FOOTNOTE_TEST_WRITER"

// TestMain lets the test's own program be a writer.
func TestMain(m *testing.M) {
	path := os.Getenv(writerVariable)
	if path == "" {
		os.Exit(m.Run())
	}
	v := Open(path, func(w string) { fmt.Println(w) })
	for n := range 50 {
		if err := v.Store(context.Background(), "m", map[[32]byte][]float32{key(n): vector(n)}); err != nil {
			fmt.Println(err)
		}
	}
	v.Close()
}

// Several processes begin and fill one file at once; one is killed.
func TestProcesses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "footnote.db")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var writers []*exec.Cmd
	var said [4]bytes.Buffer
	for i := range said {
		w := exec.Command(self)
		w.Env = append(os.Environ(), writerVariable+"="+path)
		w.Stdout = &said[i]
		if err := w.Start(); err != nil {
			t.Fatal(err)
		}
		writers = append(writers, w)
	}
	writers[0].Process.Kill()
	for i, w := range writers {
		if err := w.Wait(); err != nil && i > 0 {
			t.Error(err)
		}
		if said[i].Len() > 0 {
			t.Errorf("writer %d said %s", i, said[i].String())
		}
	}
	v, warnings := warned(t, path)
	want, keys := some(50)
	if d := cmp.Diff(want, load(t, v, "m", keys)); d != "" || len(*warnings) > 0 {
		t.Errorf("warnings %q; (-want +got)\n%.500s", *warnings, d)
	}
	var ok string
	if err := v.file.db.QueryRow("pragma integrity_check").Scan(&ok); err != nil || ok != "ok" {
		t.Errorf("integrity: %q, %v", ok, err)
	}
}

// BenchmarkWarm is what a cache adds to the start of the program.
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
