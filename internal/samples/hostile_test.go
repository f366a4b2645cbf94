package samples

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/internal/long"
)

const (
	readerVariable = "FOOTNOTE_TEST_READER" // the files to read, as a list of paths
	mostMemory     = 300 * mebi
	mostTime       = 30 * time.Second
	mostCharacters = 5_000_000
)

// An outcome is the result of reading one path.
type outcome struct {
	Articles   int
	Characters int    // of the longest article
	Refused    string // the last reason, if any
	Unknown    string // an error that does not say that the file is at fault
}

// TestMain lets the test binary read files in a child process, whose memory can be measured and
// which can be killed.
func TestMain(m *testing.M) {
	paths := os.Getenv(readerVariable)
	if paths == "" {
		os.Exit(m.Run())
	}
	var all []outcome
	for _, path := range filepath.SplitList(paths) {
		all = append(all, gatherAndRead(path))
	}
	if err := json.NewEncoder(os.Stdout).Encode(all); err != nil {
		os.Exit(1)
	}
}

func gatherAndRead(path string) outcome {
	var o outcome
	note := func(err error) {
		var bad *doc.Error
		if errors.As(err, &bad) {
			o.Refused = bad.Error()
		} else if err != nil {
			o.Unknown = err.Error()
		}
	}
	note(corpus.Files{}.Gather(context.Background(), path, func(f doc.File, err error) error {
		if err != nil {
			note(err)
			return nil
		}
		a, err := new(corpus.Reader).Read(context.Background(), f)
		if err != nil {
			note(err)
			return nil
		}
		o.Articles++
		o.Characters = max(o.Characters, len([]rune(a.Text)))
		return nil
	}))
	return o
}

// readApart reads the paths in a child process. It returns the outcomes, the process's peak memory
// in bytes and its run time.
func readApart(t *testing.T, paths ...string) (all []outcome, memory int64, took time.Duration) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), mostTime)
	defer cancel()
	reader := exec.CommandContext(ctx, self)
	list := paths[0]
	for _, p := range paths[1:] {
		list += string(filepath.ListSeparator) + p
	}
	reader.Env = append(os.Environ(), readerVariable+"="+list)
	var said, complained bytes.Buffer
	reader.Stdout, reader.Stderr = &said, &complained
	began := time.Now()
	if err := reader.Run(); err != nil {
		t.Fatalf("after %v: %v\n%.2000s", time.Since(began), errors.Join(err, ctx.Err()), complained.String())
	}
	took = time.Since(began)
	if err := json.Unmarshal(said.Bytes(), &all); err != nil {
		t.Fatalf("%v: %.500s", err, said.String())
	}
	if len(all) != len(paths) {
		t.Fatalf("%d outcomes of %d paths", len(all), len(paths))
	}
	return all, peak(reader.ProcessState), took
}

// Reading a hostile file results in an error or in an article of allowed size, within limits of
// memory and time, and a good file after it can still be read.
func TestHostile(t *testing.T) {
	if long.Raced {
		t.Skip("memory and time cannot be measured with the race detector")
	}
	folder := t.TempDir()
	good := filepath.Join(folder, "good.md")
	if err := os.WriteFile(good, Folder()[Railway], 0o600); err != nil {
		t.Fatal(err)
	}
	const every = 5
	for i, h := range Hostile() {
		t.Run(h.Name, func(t *testing.T) {
			path := filepath.Join(folder, h.Name)
			if i%every != 0 || h.Name == "line.txt" || h.Name == "attribute.html" || strings.HasSuffix(h.Name, "16.txt") {
				long.Skip(t, "a short run reads one file in five, and none of the largest")
			}
			write(t, path, h)
			defer os.Remove(path)
			all, memory, took := readApart(t, path, good)
			bad, after := all[0], all[1]
			t.Logf("%-20s %4d MB %5.1f s  %d articles, %d characters; %.120s", h.Name, memory/1e6, took.Seconds(), bad.Articles, bad.Characters, bad.Refused)
			if memory >= mostMemory {
				t.Errorf("took %d MB", memory/1e6)
			}
			if bad.Unknown != "" || bad.Articles == 0 && bad.Refused == "" || bad.Characters > mostCharacters {
				t.Errorf("the outcome is %+v", bad)
			}
			if after.Articles != 1 || after.Refused != "" || after.Unknown != "" {
				t.Errorf("the outcome of the good file after it is %+v", after)
			}
		})
	}
}

func write(t *testing.T, path string, h HostileFile) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(h.Write(f), f.Close()); err != nil {
		t.Fatal(fmt.Errorf("%s: %w", h.Name, err))
	}
}
