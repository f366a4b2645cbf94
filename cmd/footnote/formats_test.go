package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"footnote/api/value"
	"footnote/internal/long"
	"footnote/internal/samples"
	"footnote/rag/sentence"
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
		answer := told[value.Answer](t, "ask", "--data", data, q.Question.Question)
		i := slices.IndexFunc(answer.Footnotes, func(f value.Footnote) bool { return strings.Contains(f.Quote, q.Quote) })
		if i < 0 {
			t.Errorf("%s is answered with %q, without %q", q.Question.Question, answer.Answer, q.Quote)
			continue
		}
		if f := answer.Footnotes[i]; files[f.Article] != q.File || f.At != q.Position || f.Page != 0 || !strings.HasSuffix(f.Section, q.Section) {
			t.Errorf("%s stands in %q, section %q, at %q; should be %+v", q.Quote, files[f.Article], f.Section, f.At, q)
		}
	}
	table := filepath.Join(t.TempDir(), "stock.csv")
	if err := os.WriteFile(table, []byte("品項,數量,單位\n螺栓,400,盒\n螺帽,90,袋\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	answer := told[value.Answer](t, "ask", "--data", t.TempDir(), "--article", table, "螺栓的數量是多少？")
	if want := []sentence.Cell{{Column: 0, Head: "品項", Text: "螺栓"}, {Column: 1, Head: "數量", Text: "400"}, {Column: 2, Head: "單位", Text: "盒"}}; len(answer.Footnotes) == 0 || !slices.Equal(answer.Footnotes[0].Cells, want) {
		t.Errorf("the cells of a row are %+v", answer.Footnotes)
	}
	if out := succeed(t, "ask", "--data", data, "夜市改造以後有幾個攤位？"); !strings.Contains(out, "河岸夜市改造計畫 › 攤位, slide 2\n") {
		t.Errorf("for people, without the slide:\n%s", out)
	}
}
