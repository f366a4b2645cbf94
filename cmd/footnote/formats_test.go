package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"footnote/internal/long"
	"footnote/internal/samples"
)

// A folder of ten more formats is added with one command, and each answers its
// questions with the sentence or the row, and the sheet and row, slide, cell or time
// that it stands at.
func TestFormats(t *testing.T) {
	long.Alone(t)
	t.Parallel()
	folder, data := formatsFolder(t), t.TempDir()
	added := told[addedJSON](t, "library", "add", "--data", data, folder)
	if len(added.Added) != len(samples.Formats()) || len(added.Skipped) > 0 {
		t.Fatalf("%d files added, left out: %v", len(added.Added), added.Skipped)
	}
	files := map[string]string{}
	for _, one := range added.Added {
		files[one.ID] = filepath.Base(one.Source)
	}
	for _, q := range samples.FormatQuestions() {
		answer := told[answerJSON](t, "ask", "--data", data, q.Question.Question)
		i := slices.IndexFunc(answer.Footnotes, func(f footnoteJSON) bool { return strings.Contains(f.Quote, q.Quote) })
		if i < 0 {
			t.Errorf("%s is answered with %q, without %q", q.Question.Question, answer.Answer, q.Quote)
			continue
		}
		if f := answer.Footnotes[i]; files[f.Article] != q.File || f.At != q.Position || f.Page != 0 || !strings.HasSuffix(f.Section, q.Section) {
			t.Errorf("%s stands in %q, section %q, at %q; should be %+v", q.Quote, files[f.Article], f.Section, f.At, q)
		}
	}
	if out := succeed(t, "ask", "--data", data, "夜市改造以後有幾個攤位？"); !strings.Contains(out, "河岸夜市改造計畫 › 攤位, slide 2\n") {
		t.Errorf("for people, without the slide:\n%s", out)
	}
}
