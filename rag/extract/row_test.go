package extract

import (
	"testing"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag/decide"
	"footnote/rag/index"
)

// rows returns a request for which every row of a sheet was found, with the same score.
func rows(t *testing.T, question, sheet string) Request {
	t.Helper()
	a, err := (&corpus.Reader{}).Read(t.Context(), doc.File{Source: "x.csv", Data: []byte(sheet)})
	if err != nil {
		t.Fatal(err)
	}
	x := index.New([]*corpus.Article{a})
	r := Request{Folded: x.Analyser().Fold(question), Coverage: x.Words().Coverage, Terms: x.Analyser().Tokens}
	for i := range a.Passages {
		ref, ok := x.Passage(a, i)
		if !ok {
			t.Fatalf("passage %d is gone", i)
		}
		p := decide.Passage{Hit: index.Hit{Ref: ref}}
		for _, s := range a.Passages[i].Sentences {
			p.Sentences = append(p.Sentences, index.Sentence{Span: s})
			p.Scores = append(p.Scores, 0)
		}
		r.Passages = append(r.Passages, p)
	}
	return r
}

const sheet = "村,負責人,電話,2021年人口（人）,2022年人口（人）\n東橋村,陳立,555-0101,1203,\n西嶺村,王敏,,845,830\n"

// TestLookedUp checks that a question that names a thing and a column is looked up, whatever
// the scores.
func TestLookedUp(t *testing.T) {
	for question, want := range map[string]string{
		"西嶺村的負責人是誰？":         "西嶺村 | 王敏 |  | 845 | 830",
		"西岭村2022年人口有多少":      "西嶺村 | 王敏 |  | 845 | 830",
		"陳立的電話是多少":           "東橋村 | 陳立 | 555-0101 | 1203",
		"東橋村2022年人口多少":       "", // its cell is empty
		"東橋村兒童2021年人口有多少":    "", // it asks for more than the table has
		"東橋村2021年人口為什麼比去年多？": "",
		"負責人的電話":             "", // of whom?
		"東橋村":                "",
	} {
		r := rows(t, question, sheet)
		chosen, asked := Choose(r)
		if asked != (want != "") || asked && chosen[0].Text() != want {
			t.Errorf("%s: %t, %q", question, asked, chosen[0].Text())
		}
	}
	if _, asked := Choose(rows(t, "東港的水深", "港區,泊位,水深\n東港,1號,9米\n東港,2號,11米\n")); asked {
		t.Error("one of two rows was chosen")
	}
}

// TestLacksCell checks that a row does not answer if the cell that would answer is empty.
func TestLacksCell(t *testing.T) {
	const two = sheet + "\n村,戶數,耕地\n西嶺村,310,42\n"
	for _, c := range []struct {
		question, row, sheet string
		want                 bool
	}{
		{"東橋村2022年的人口", "東橋村 | 陳立 | 555-0101 | 1203", sheet, true},
		{"東橋村2021年的人口", "東橋村 | 陳立 | 555-0101 | 1203", sheet, false},
		{"西嶺村電話", "西嶺村 | 王敏 |  | 845 | 830", sheet, true},
		{"西嶺村電話", "西嶺村 | 310 | 42", two, true}, // the other table has it empty
		{"西嶺村耕地", "西嶺村 | 310 | 42", two, false},
		{"東橋村電話", "東橋村 | 陳立 | 555-0101 | 1203", two, false},
	} {
		r := rows(t, c.question, c.sheet)
		found := false
		for _, at := range candidates(r) {
			s := Statement{Ref: at.Ref, Span: at.Span, Lines: []corpus.Span{at.Span}}
			if s.Text() == c.row {
				found = true
				if got := r.lacks(s); got != c.want {
					t.Errorf("%s, %s: %t", c.question, c.row, got)
				}
			}
		}
		if !found {
			t.Errorf("%s was not found", c.row)
		}
	}
}
