package rag_test

import (
	"path/filepath"
	"strings"
	"testing"

	"footnote/internal/long"
	"footnote/rag"
	"footnote/rag/eval"
)

// TestTableQuality checks questions about tables against the figures of docs/quality.md.
func TestTableQuality(t *testing.T) {
	long.Skip(t, "208 questions; TestTable and TestCellInOtherWords stand in for them")
	cases, err := eval.ReadCases("testdata/tables.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	files, err := eval.ArticleFiles(cases, filepath.Join("testdata", "tables"), nil)
	if err != nil {
		t.Fatal(err)
	}
	engines := map[string]*rag.Engine{}
	known, right, unknown, wrong := 0, 0, 0, 0
	for _, c := range cases {
		e := engines[c.Article]
		if e == nil {
			e = localEngine(t, readArticle(t, files[c.Article]))
			engines[c.Article] = e
		}
		a := mustAnswer(t, e, rag.Question{Text: c.Question})
		sure := a.Tier == rag.TierSure
		switch {
		case !c.Answerable:
			if unknown++; sure {
				wrong++
				t.Logf("answered: %s %q", c.Question, a.Text)
			}
		case sure && !strings.Contains(a.Footnotes[0].Quote, c.Evidence[0]):
			t.Errorf("wrongly answered: %s %q", c.Question, a.Text)
		default:
			if known++; sure {
				right++
			}
		}
	}
	t.Logf("sure of %d of %d that the tables answer, and of %d of %d that they do not", right, known, wrong, unknown)
	if right < 88 || wrong > 6 {
		t.Error("this is worse than before")
	}
}
