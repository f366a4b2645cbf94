package store

import (
	"bufio"
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/storetest"
)

func TestConcurrent(t *testing.T) { storetest.Each(t, testConcurrent) }

func testConcurrent(t *testing.T, at storetest.Place) {
	v, warnings := warned(t, at(t))
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

const childVariable = "FOOTNOTE_TEST_CHILD"

// TestMain lets the test binary act as another process. The variable FOOTNOTE_TEST_CHILD names
// its part, one of those below, and the first argument the file.
func TestMain(m *testing.M) {
	part := os.Getenv(childVariable)
	if part == "" {
		os.Exit(m.Run())
	}
	parts := map[string]func(path string) error{
		"writer": writer, "churner": churner, "racer": racer, "locker": locker, "hoarder": hoarder, "holder": holderOf, "spiller": spiller,
	}
	maps.Copy(parts, systemParts())
	if err := parts[part](os.Args[1]); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

// child starts this program in a part. It is killed at the end of the test.
func child(t *testing.T, part, path string, more ...string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self, append([]string{path}, more...)...)
	c.Env = append(os.Environ(), childVariable+"="+part)
	c.Stderr = os.Stderr
	said, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.Process.Kill() // fails if it has ended
		_ = c.Wait()
	})
	return c, bufio.NewScanner(said)
}

// hear waits until a child prints want.
func hear(t *testing.T, said *bufio.Scanner, want string) {
	t.Helper()
	if !said.Scan() || said.Text() != want {
		t.Fatalf("the other process says %q, want %q", said.Text(), want)
	}
}

func writer(path string) error {
	v := Open(path, func(w string) { fmt.Println(w) })
	for n := range 50 {
		if err := v.Store(context.Background(), "m", map[[32]byte][]float32{key(n): vector(n)}); err != nil {
			return err
		}
	}
	return v.Close()
}

// TestProcesses checks that several processes can create and fill one file at once while one of
// them is killed.
func TestProcesses(t *testing.T) { storetest.Each(t, testProcesses) }

func testProcesses(t *testing.T, at storetest.Place) {
	path := at(t)
	var writers []*exec.Cmd
	var said []*bufio.Scanner
	for range 4 {
		w, out := child(t, "writer", path)
		writers, said = append(writers, w), append(said, out)
	}
	if err := writers[0].Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for i, w := range writers {
		for said[i].Scan() {
			t.Errorf("writer %d said %s", i, said[i].Text())
		}
		if err := w.Wait(); err != nil && i > 0 {
			t.Error(err)
		}
	}
	v, warnings := warned(t, path)
	want, keys := some(50)
	if d := cmp.Diff(want, load(t, v, "m", keys)); d != "" || len(*warnings) > 0 {
		t.Errorf("warnings %q; (-want +got)\n%.500s", *warnings, d)
	}
	if IsAddress(path) {
		return
	}
	var ok string
	if err := v.handle.db.QueryRow("pragma integrity_check").Scan(&ok); err != nil || ok != "ok" {
		t.Errorf("integrity: %q, %v", ok, err)
	}
}
