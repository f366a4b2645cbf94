package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"footnote/cmd/footnote/internal/questions"
)

// The file of questions that the help of rehearse shows is shown line by line, and is one.
func TestExampleOfQuestions(t *testing.T) {
	out, err := command(t, nil, "rehearse", "--help").Output()
	if err != nil {
		t.Fatal(err)
	}
	_, example, _ := strings.Cut(string(out), "in a line of JSON:\n\n")
	example, _, _ = strings.Cut(example, "\n\n")
	path := filepath.Join(t.TempDir(), "questions.yaml")
	if err := os.WriteFile(path, []byte(example), 0o600); err != nil {
		t.Fatal(err)
	}
	set, err := questions.Read(path, nil)
	if err != nil || len(set.Questions) != 4 || len(set.Questions[0].Shows) != 1 || len(set.Questions[1].Expect) != 2 || len(set.Questions[2].History) != 1 {
		t.Errorf("%+v, %v, of:\n%s", set.Questions, err, example)
	}
}
