package rehearsal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"footnote/cmd/footnote/internal/questions"
	"footnote/corpus/doc"
)

// Kept are the answers as somebody last accepted them. They are in a file beside the questions
// that belongs in version control.
type Kept struct {
	About   string       `json:"about"`
	Version string       `json:"footnote"` // the version of the program that gave them
	Judged  bool         `json:"judge"`    // whether a judge read the passages
	Answers []KeptAnswer `json:"answers"`
}

// A KeptAnswer is the kept answer to a question.
type KeptAnswer struct {
	Question string   `json:"question"`
	History  []string `json:"history,omitempty"`
	Outcome  string   `json:"outcome"`
	Shown    []Place  `json:"shown"`
}

const aboutKept = "Written by footnote check --update, to be kept in version control: what the articles answered. footnote check compares with it."

// NewKept turns results into kept answers.
func NewKept(results []Result, version string, judged bool) Kept {
	k := Kept{About: aboutKept, Version: version, Judged: judged, Answers: []KeptAnswer{}}
	for _, r := range results {
		k.Answers = append(k.Answers, KeptAnswer{r.Question, r.History, r.Outcome, r.Shown})
	}
	return k
}

// KeptName returns the default file for the answers to a questions file: questions.answers.json
// beside questions.yaml.
func KeptName(questions string) string {
	return strings.TrimSuffix(questions, filepath.Ext(questions)) + ".answers.json"
}

// ReadKept reads kept answers. found is false if the file does not exist.
func ReadKept(path string) (k Kept, found bool, err error) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return k, false, nil
	}
	if err == nil {
		err = json.Unmarshal(raw, &k)
	}
	if err == nil && k.Answers == nil {
		err = errors.New("is not what footnote check --update writes")
	}
	if err != nil {
		return k, true, &questions.Error{Path: path, Err: fmt.Errorf("the kept answers cannot be read: %w", err)}
	}
	return k, true, nil
}

// Write writes the answers to a file atomically. It does not touch a file that has them
// already.
func (k Kept) Write(path string) error {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(k); err != nil {
		return err
	}
	if before, err := os.ReadFile(path); err == nil && bytes.Equal(before, out.Bytes()) {
		return nil
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".footnote-*")
	if err != nil {
		return fmt.Errorf("keep the answers: %w", err)
	}
	defer os.Remove(f.Name())
	_, err = f.Write(out.Bytes())
	if err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("keep the answers: %w", err)
	}
	return nil
}

// of returns the kept answer to the question of a result.
func (k Kept) of(r Result) (KeptAnswer, bool) {
	for _, a := range k.Answers {
		if a.Question == r.Question && strings.Join(a.History, "\n") == strings.Join(r.History, "\n") {
			return a, true
		}
	}
	return KeptAnswer{}, false
}

// Differs says what was different when the answers were kept and may itself have changed
// answers.
func (k Kept) Differs(version string, judged bool) string {
	switch {
	case k.Judged && !judged:
		return "the answers were kept where a judge reads the passages, and here none does, so some differ: --judge on has it read them here, slowly where the processor has neither AVX2, SSE4.1 nor NEON"
	case judged && !k.Judged:
		return "the answers were kept where no judge reads the passages, and here one does, so some differ: --judge off is as it was then"
	case k.Version != version:
		return fmt.Sprintf("the answers were kept by footnote %s, and this is %s: another version may answer otherwise", k.Version, version)
	}
	return ""
}

// Except returns a function that reports whether a file in a folder of articles is not an
// article: the files at paths, and files of kept answers.
func Except(paths ...string) func(doc.File) bool {
	var own []string
	for _, path := range paths {
		if whole, err := filepath.Abs(path); err == nil {
			own = append(own, whole)
		}
	}
	return func(f doc.File) bool {
		if bytes.Contains(f.Data[:min(len(f.Data), 2*len(aboutKept))], []byte(aboutKept)) {
			return true
		}
		whole, err := filepath.Abs(f.Source)
		return err == nil && slices.Contains(own, whole)
	}
}
