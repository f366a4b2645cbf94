package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/cmd/footnote/internal/rehearsal"
	"footnote/internal/long"
)

// towns are what the files of a repository of documentation are about, two questions each.
var towns = strings.Fields("Ashford Brampton Calder Dunmore Eastby Farrow Glenby Harwick Inverley Jarrow Kelby Lorton Marsby Norwell Oakham Penrith Quorn Ripley Selby Thornby")

// townFile is the file of a town: a heading, a text, another heading and another text.
func townFile(n int) string {
	town := towns[n]
	return fmt.Sprintf(`# The town of %[1]s

%[1]s lies on the river %[2]s, some way from the coast.
The bridge of %[1]s is %[3]d metres long. It carries a road and a tramway.

## The market of %[1]s

The market of %[1]s is held on %[4]s. Farmers of the valley sell what they grow.
Whoever wants a stall asks the clerk in the town hall.
`, town, towns[(n+7)%len(towns)][:4]+"e", 110+13*n, []string{"Monday", "Tuesday", "Thursday", "Friday", "Saturday"}[n%5])
}

// A repository of 20 files and 40 questions: an edit that removes an answer is named with
// its file and line, and nothing else is.
func TestCheckRepository(t *testing.T) {
	long.Skip(t, "TestScripts/check has it for two files")
	long.Alone(t)
	t.Parallel()
	folder, data := filepath.Join(t.TempDir(), "docs"), t.TempDir()
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	var questions strings.Builder
	for n, town := range towns {
		writeFile(t, folder, strings.ToLower(town)+".md", []byte(townFile(n)))
		fmt.Fprintf(&questions, "- How long is the bridge of %s?\n- question: When is the market of %[1]s held?\n", town)
	}
	asked := writeFile(t, filepath.Dir(folder), "questions.yaml", []byte(questions.String()))
	check := func(want int, more ...string) result {
		t.Helper()
		begin := time.Now()
		r := runProgram(t, nil, append([]string{"check", "--data", data, folder, "--questions", asked}, more...)...)
		t.Logf("%.1f s: check %s", time.Since(begin).Seconds(), strings.Join(more, " "))
		if r.status != want {
			t.Fatalf("it ends with %d, not %d:\n%s%s", r.status, want, r.out, r.log)
		}
		return r
	}
	first := check(0, "--update", "--json")
	for n := range towns { // near misses of each other, so that not all are sure
		if want := fmt.Sprintf(`"shown":[{"file":"%s.md","line":4,`, strings.ToLower(towns[n])); !strings.Contains(first.out, want) {
			t.Errorf("the bridge of %s is not found", towns[n])
		}
	}
	same := check(0, "--json").out
	if again := check(0, "--json").out; again != same {
		t.Errorf("it does not come to the same each time (-first +second):\n%s", cmp.Diff(same, again))
	}
	edited := strings.Replace(townFile(8), "The bridge of Inverley is 214 metres long. ", "", 1)
	writeFile(t, folder, "inverley.md", []byte("An introduction.\n\n"+edited))
	r := check(1)
	if !strings.HasPrefix(r.out, filepath.Join(folder, "inverley.md")+":6: the answer is gone: How long is the bridge of Inverley?\n") || strings.Count(r.out, "gone:") != 1 {
		t.Errorf("it says:\n%s", r.out)
	}
	var told struct {
		Questions []rehearsal.Result
		Summary   rehearsal.Summary
	}
	if err := json.Unmarshal([]byte(check(1, "--json").out), &told); err != nil || told.Summary.Gone() != 1 || told.Summary.Asked != 40 {
		t.Errorf("%+v, %v", told.Summary, err)
	}
}

// Ctrl-C ends a rehearsal, and what came until then is there.
func TestRehearsalInterrupted(t *testing.T) {
	t.Parallel()
	var questions strings.Builder
	for n := range 3000 {
		fmt.Fprintf(&questions, "{\"question\":\"2022年我國數據存儲量是多少%d?\"}\n", n)
	}
	asked := writeFile(t, t.TempDir(), "questions.jsonl", []byte(questions.String()))
	c, out, log := begin(t, "rehearse", "--embedder", "none", "--article", "built-in", "--data", t.TempDir(), asked)
	var printed []string
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if printed = append(printed, lines.Text()); len(printed) == 5 {
			_ = c.Process.Signal(os.Interrupt) // it may have ended, which is seen below
		}
	}
	_ = c.Wait() // its status is looked at
	done := len(printed) - 2
	if status := c.ProcessState.ExitCode(); status != statusInterrupted || log.String() != "footnote: interrupted\n" || done < 5 ||
		printed[done] != fmt.Sprintf("ended after %d of 3000 questions", done) || !strings.HasPrefix(printed[done+1], fmt.Sprintf("%d questions: ", done)) {
		t.Errorf("it ends with %d: %s\n%s", status, log.String(), strings.Join(printed, "\n"))
	}
}
