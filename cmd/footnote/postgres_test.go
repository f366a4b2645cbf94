package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"

	"footnote/internal/long"
	beside "footnote/internal/shared"
	"footnote/internal/storetest"
)

// The scripts in testdata/postgres have three places on a server: two that nothing is at,
// and one that another program has.
func TestPostgresScripts(t *testing.T) {
	t.Parallel()
	storetest.Server(t)
	before, err := filepath.Abs("../../library/store/testdata/version4.db")
	if err != nil {
		t.Fatal(err)
	}
	strange := storetest.Schema(t)
	_, schema, _ := strings.Cut(strange, "search_path=")
	if _, err := storetest.Open(t, strange).Exec(fmt.Sprintf(`create schema %s; create table %[1]s.invoice (total int)`, schema)); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{Dir: "testdata/postgres", RequireExplicitExec: true, Setup: func(e *testscript.Env) error {
		e.Setenv("XDG_CACHE_HOME", os.Getenv(testCaches))
		e.Setenv("HOME", e.WorkDir+"/home")
		e.Setenv("VERSION4", before)
		e.Setenv("SERVER", storetest.Schema(t))
		e.Setenv("OTHER", storetest.Schema(t))
		e.Setenv("NOT_OURS", strange)
		return nil
	}})
}

// What is moved from a file to a server and back answers as before, to the last digit.
func TestMovedAnswers(t *testing.T) {
	t.Parallel()
	server, file, back := storetest.Schema(t), t.TempDir(), filepath.Join(t.TempDir(), "back")
	sources, questions := []string{writeFile(t, t.TempDir(), "own.md", []byte(own))}, []string{"燈塔高多少公尺?"}
	if long.On(t) {
		giveEngine(t)
		var articles string
		articles, questions = evaluated(t, 10)
		sources = []string{sampleFolder(t), articles}
	}
	succeed(t, append([]string{"library", "add", "--data", file}, sources...)...)
	succeed(t, "move", file, server)
	succeed(t, "move", server, back)
	compared := 0
	for _, question := range questions {
		for _, verb := range []string{"ask", "search"} {
			want := printedFor(t, verb, file, question)
			for _, place := range []string{server, back} {
				if d := cmp.Diff(want, printedFor(t, verb, place, question)); d != "" {
					t.Errorf("%s %s in %s: (-before +after)\n%s", verb, question, place, d)
				}
			}
			compared++
		}
	}
	t.Logf("%d answers were compared in three places", compared)
}

// printedFor is what a command prints for programs, without the time that it took.
func printedFor(t *testing.T, verb, place, question string) map[string]any {
	t.Helper()
	value := told[map[string]any](t, verb, "--data", place, question)
	delete(value, "took_ms")
	if len(value) == 0 {
		t.Fatalf("%s %s prints nothing", verb, question)
	}
	return value
}

// evaluated are articles of the shared questions, in a folder, and so many of the
// questions.
func evaluated(t *testing.T, most int) (folder string, questions []string) {
	t.Helper()
	for line := range strings.Lines(sharedText(t, "eval/drcd_dev.questions.jsonl")) {
		var q struct {
			Question string `json:"question"`
		}
		if err := json.Unmarshal([]byte(line), &q); err != nil || q.Question == "" {
			t.Fatalf("%.100s: %v", line, err)
		}
		if questions = append(questions, q.Question); len(questions) == most {
			break
		}
	}
	folder = t.TempDir()
	n := 0
	for line := range strings.Lines(sharedText(t, "eval/drcd_dev.passages.jsonl")) {
		var p struct {
			Text string `json:"text"`
		}
		if err := json.Unmarshal([]byte(line), &p); err != nil || p.Text == "" {
			t.Fatalf("%.100s: %v", line, err)
		}
		if n++; n > 300 {
			break
		}
		writeFile(t, folder, fmt.Sprintf("%03d.txt", n), []byte(p.Text))
	}
	return folder, questions
}

func sharedText(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile(beside.Path(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
