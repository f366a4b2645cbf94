package keep

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

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
