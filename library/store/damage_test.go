package store

import (
	"bytes"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/long"
)

// TestDamaged checks that, however a file is damaged, only vectors that were stored are loaded,
// and that vectors stored now can be loaded by this process. The file is not replaced.
func TestDamaged(t *testing.T) {
	whole := made(t)
	random := rand.New(rand.NewPCG(1, 2))
	damage := map[string][]byte{
		"random": []byte(strings.Repeat("無意義", 3000)),
		"zeros":  make([]byte, 40_000),
		"text":   []byte("hello"),
	}
	times := 40
	if !long.On(t) {
		times = 10
	}
	for i := range times {
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
					t.Fatalf("loaded vectors that were not stored: %s", d)
				}
			}
			store(t, v, "m", want)
			if d := cmp.Diff(want, load(t, v, "m", keys)); d != "" {
				t.Errorf("after storing again, with warnings %q: (-want +got)\n%.500s", *warnings, d)
			}
			if len(*warnings) > 1 || len(*warnings) == 1 && !strings.Contains((*warnings)[0], v.place+": ") {
				t.Errorf("warnings %q", *warnings)
			}
			v.Close()
			alone(t, v.place)
		})
	}
}

// TestDisorder checks that vectors can be stored and found even if a key is out of order on its
// page, which misleads searches differently from statement to statement.
func TestDisorder(t *testing.T) {
	whole := made(t)
	want, keys := some(40)
	for n, key := range keys {
		disordered := bytes.Clone(whole)
		at := bytes.Index(disordered, key[:])
		if at < 0 {
			t.Fatalf("key %d is not in the file", n)
		}
		disordered[at] ^= 1 << 7
		v, _ := warned(t, place(t, disordered))
		load(t, v, "m", keys)
		store(t, v, "m", want)
		if d := cmp.Diff(want, load(t, v, "m", keys)); d != "" {
			t.Errorf("key %d: (-want +got)\n%.500s", n, d)
		}
		v.Close()
	}
}

// alone checks that there are no files beside path except those of SQLite.
func alone(t *testing.T, path string) {
	t.Helper()
	beside, err := filepath.Glob(path + "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range beside {
		if name != path && name != path+"-wal" && name != path+"-shm" {
			t.Errorf("%s is beside the file", name)
		}
	}
}

// foreign returns the file of another program's database.
func foreign(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "foreign.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("create table other (a); insert into other values (1)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return contents(t, path)
}

func contents(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestStays checks that an unusable file is left unchanged, that the cache works in memory, and
// that a single warning names the file and says what to do.
func TestStays(t *testing.T) {
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"foreign": {foreign(t), "another program; choose another directory"},
		"random":  {[]byte(strings.Repeat("x", 9000)), "is no database; footnote restore BACKUP"},
		"empty":   {nil, "is empty: what it held is lost; footnote restore BACKUP"},
	} {
		t.Run(name, func(t *testing.T) {
			v, warnings := warned(t, place(t, c.data))
			servesFromMemory(t, v)
			if len(*warnings) != 1 || !strings.Contains((*warnings)[0], v.place+": ") || !strings.Contains((*warnings)[0], c.want) {
				t.Errorf("warnings %q, want %q", *warnings, c.want)
			}
			v.Close()
			if !bytes.Equal(c.data, contents(t, v.place)) {
				t.Error("the file has changed")
			}
			alone(t, v.place)
		})
	}
}

// TestNewer checks that a file of a newer version is left unchanged, and that the cache works in
// memory.
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

// servesFromMemory checks that a cache works without a file.
func servesFromMemory(t *testing.T, v *Vectors) {
	t.Helper()
	vectors, keys := some(5)
	store(t, v, "m", vectors)
	if d := cmp.Diff(vectors, load(t, v, "m", keys)); d != "" {
		t.Errorf("in memory: (-want +got)\n%s", d)
	}
}

// TestNoFile checks that the cache works in memory, with one warning, if no file can be created.
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

// TestDiskFull checks that on a full disk stored vectors can still be loaded, and new ones are
// kept in memory.
func TestDiskFull(t *testing.T) {
	v, warnings := warned(t, place(t, made(t)))
	if _, err := v.handle.db.Exec("pragma max_page_count = 1"); err != nil {
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
