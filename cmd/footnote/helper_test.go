package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"footnote/internal/samples"
)

// program has the test's own binary be the program, for tests that run it
// beside themselves.
const program = "FOOTNOTE_TEST_IS_PROGRAM"

// own is an article for tests.
const own = "# 燈塔手冊\n\n燈塔高四十二公尺，漆成白色。它建於1898年。\n"

// command is the program, not yet started, with variables in its environment.
func command(t *testing.T, variables []string, args ...string) *exec.Cmd {
	t.Helper()
	c := exec.CommandContext(t.Context(), os.Args[0], args...)
	c.Env = append(append(os.Environ(), program+"=1", "DISCORD_TOKEN=", "XDG_CACHE_HOME="+os.Getenv(testCaches)), variables...)
	return c
}

// A result is what came of a run of the program.
type result struct {
	out, log string
	status   int
}

func runProgram(t *testing.T, variables []string, args ...string) result {
	t.Helper()
	c := command(t, variables, args...)
	var out, log bytes.Buffer
	c.Stdout, c.Stderr = &out, &log
	var exit *exec.ExitError
	if err := c.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return result{out.String(), log.String(), c.ProcessState.ExitCode()}
}

// begin starts the program. All of out must be read before its end is waited for,
// and log not before that.
func begin(t *testing.T, args ...string) (c *exec.Cmd, out io.Reader, log *bytes.Buffer) {
	t.Helper()
	log = &bytes.Buffer{}
	c = command(t, nil, args...)
	c.Stderr = log
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	return c, out, log
}

// succeed runs the program, which must do what it is told, and returns what it
// prints.
func succeed(t *testing.T, args ...string) string {
	t.Helper()
	r := runProgram(t, nil, args...)
	if r.status != 0 {
		t.Fatalf("footnote %q ends with %d:\n%s%s", args, r.status, r.out, r.log)
	}
	return r.out
}

// told is the value that the program prints for other programs.
func told[V any](t *testing.T, args ...string) (value V) {
	t.Helper()
	out := succeed(t, append(args, "--json")...)
	if err := json.Unmarshal([]byte(out), &value); err != nil {
		t.Fatalf("footnote %q prints %.200q: %v", args, out, err)
	}
	return value
}

// writeFile puts a file into a folder and returns its path.
func writeFile(t *testing.T, folder, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// testCaches names the directory for caches of all tests. It has the compiled PDF
// engine for those that call giveEngine.
const testCaches = "FOOTNOTE_TEST_CACHES"

// engine compiles it, once, with the program as people have it: one that looks
// for races takes eight times as long.
var engine = sync.OnceValue(func() error {
	if out, err := exec.Command("go", "run", ".", "engine", filepath.Join(os.Getenv(testCaches), "footnote", "pdf")).CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	return nil
})

// giveEngine has the compiled PDF engine be among the caches of the tests.
func giveEngine(t *testing.T) {
	t.Helper()
	if err := engine(); err != nil {
		t.Fatal(err)
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// formatsFolder writes the short sample files of more formats into a folder of their
// own.
func formatsFolder(t *testing.T) (folder string) {
	t.Helper()
	folder = t.TempDir()
	for name, data := range samples.Formats() {
		writeFile(t, folder, name, data)
	}
	return folder
}

// sampleFolder writes the sample files into a folder of their own.
func sampleFolder(t *testing.T) (folder string) {
	t.Helper()
	folder = t.TempDir()
	for name, data := range samples.Folder() {
		writeFile(t, folder, name, data)
	}
	return folder
}
