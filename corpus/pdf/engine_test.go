package pdf

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"footnote/internal/long"
	"footnote/internal/pdftest"
	"footnote/internal/samples"
)

const (
	compileVariable = "FOOTNOTE_TEST_COMPILE" // a directory: this process is to compile into it
	hostileVariable = "FOOTNOTE_TEST_HOSTILE" // a directory with an engine, or "none": this process is to read hostile files
)

func TestMain(m *testing.M) {
	switch {
	case os.Getenv(compileVariable) != "":
		must(Compile(context.Background(), os.Getenv(compileVariable)))
	case os.Getenv(hostileVariable) != "":
		must(readHostile(os.Getenv(hostileVariable)))
	default:
		os.Exit(m.Run())
	}
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// again runs this program for what the variable says. It returns its output and
// the most memory that it used, in bytes; 0 where the system does not say.
func again(ctx context.Context, variable, value string) (string, int64, error) {
	program, err := os.Executable()
	if err != nil {
		return "", 0, err
	}
	c := exec.CommandContext(ctx, program)
	c.Env = append(os.Environ(), variable+"="+value)
	out, err := c.CombinedOutput()
	return string(out), peak(c.ProcessState), err
}

// compiled is a directory with the compiled engine.
func compiled(t testing.TB) string {
	t.Helper()
	dir := pdftest.Folder(t)
	if e, err := startCached(dir); err == nil {
		if err := e.close(); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	out, memory, err := again(t.Context(), compileVariable, dir)
	if err != nil {
		t.Fatalf("compile: %v\n%s", err, out)
	}
	t.Logf("compiled the engine with %d MB", memory>>20)
	return dir
}

// copyEngine copies the compiled engine alone: others may have left a lock beside it.
func copyEngine(to, from string) error {
	files, err := filepath.Glob(filepath.Join(from, "wazero-*", "*"))
	if err != nil {
		return err
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		folder := filepath.Join(to, filepath.Base(filepath.Dir(file)))
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, filepath.Base(file)), raw, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// An engine that is not there is not compiled on the way.
func TestCachedOnly(t *testing.T) {
	dir := t.TempDir()
	if _, err := startCached(dir); err == nil {
		t.Error("started from an empty directory")
	}
	if files := cached(t, dir); len(files) > 0 {
		t.Errorf("compiled %v", files)
	}
}

// Damaged machine code is not run, and is compiled anew by who may compile.
func TestDamagedCache(t *testing.T) {
	long.Skip(t, "the interpreter is slow")
	good, dir := compiled(t), t.TempDir()
	for _, file := range cached(t, good) {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		raw[len(raw)/2] ^= 0xFF
		relative, err := filepath.Rel(good, file)
		if err != nil {
			t.Fatal(err)
		}
		damaged := filepath.Join(dir, relative)
		if err := os.MkdirAll(filepath.Dir(damaged), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(damaged, raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r := New(dir)
	defer r.Close()
	mustRead(t, r, samples.PDF("題", "者", [][]string{{"文字。"}}))
	if out, _, err := again(t.Context(), compileVariable, dir); err != nil || !present(dir) {
		t.Errorf("it is not compiled anew: %v\n%s", err, out)
	}
}

func cached(t *testing.T, dir string) []string {
	files, err := filepath.Glob(filepath.Join(dir, "wazero-*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func mustRead(t *testing.T, r *Reader, raw []byte) []string {
	t.Helper()
	got, err := r.Paginate(t.Context(), raw)
	if err != nil {
		t.Fatal(err)
	}
	return got.Pages
}

// Prepare is asked once, and what it compiled is used.
func TestPrepare(t *testing.T) {
	good := compiled(t)
	calls := 0
	dir := filepath.Join(t.TempDir(), "engine")
	r := New(dir)
	r.Prepare = func(_ context.Context, cache string) error {
		calls++
		return copyEngine(cache, good)
	}
	file := samples.PDF("題", "者", [][]string{{"文字。"}})
	for range 2 {
		mustRead(t, r, file)
	}
	if calls != 1 || r.engine == nil || !r.engine.compiled {
		t.Errorf("prepared %d times, engine %+v", calls, r.engine)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
}

// What fails to prepare leaves the interpreter, and Close waits for it.
func TestPrepareFails(t *testing.T) {
	long.Skip(t, "the interpreter is slow")
	r := New(t.TempDir())
	r.Prepare = func(context.Context, string) error { return bytes.ErrTooLarge }
	if got := mustRead(t, r, samples.PDF("題", "者", [][]string{{"文字。"}})); len(got) != 1 || got[0] != "文字。" {
		t.Errorf("read %q", got)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
}
