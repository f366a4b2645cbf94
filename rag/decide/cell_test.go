package decide

import (
	"context"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag/index"
	"footnote/rag/judge"
)

// A cellJudge finds that some texts answer, and records what it read.
type cellJudge struct {
	answers map[string]float32
	read    []string
}

func (j *cellJudge) Question(_ context.Context, _ string, passages [][]string) ([]judge.Answer, error) {
	var all []judge.Answer
	for _, p := range passages {
		text := p[len(p)-1]
		j.read = append(j.read, text)
		odds, known := j.answers[text]
		if !known {
			odds = -3
		}
		all = append(all, judge.Answer{Score: odds, Sentences: []float32{-9, -9, odds}})
	}
	return all, nil
}

// TestReadRow checks that a row is read cell by cell, each after the row's subject, and that
// an empty cell is read with the text of another row.
func TestReadRow(t *testing.T) {
	a, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: "x.csv", Data: []byte("編號,旅館,房間,房價,早餐\n1,海景,42,2800元,\n2,松林,18,,\n")})
	if err != nil {
		t.Fatal(err)
	}
	x := index.New([]*corpus.Article{a})
	q, err := x.Read("一晚多少錢")
	if err != nil {
		t.Fatal(err)
	}
	read := func(j Judge, row string) (Row, bool) {
		at := strings.Index(a.Text, row)
		ref, _ := x.Passage(a, 0)
		r, ok, err := ReadRow(t.Context(), j, x, q, ref, corpus.Span{Start: at, End: at + len(row)})
		if err != nil {
			t.Fatal(err)
		}
		return r, ok
	}
	j := &cellJudge{answers: map[string]float32{"海景, 房价: 2800元": 4, "松林, 房价: 2800元": 4}}
	if r, ok := read(j, "1 | 海景 | 42 | 2800元"); !ok || !r.Tells() || r.Lacks() {
		t.Errorf("%+v, %t", r, ok)
	}
	if r, ok := read(j, "2 | 松林 | 18"); !ok || r.Tells() || !r.Lacks() {
		t.Errorf("%+v, %t", r, ok)
	}
	if diff := cmp.Diff([]string{"海景, 编号: 1", "海景, 房间: 42", "海景, 房价: 2800元", "松林, 编号: 2", "松林, 房间: 18", "松林, 房价: 2800元"}, j.read); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if _, ok := read(nil, "2 | 松林 | 18"); ok {
		t.Error("the row was not read")
	}
	if _, ok := read(j, "編號 | 旅館 | 房間 | 房價 | 早餐"); ok {
		t.Error("the header was read as a row")
	}
}

func TestRow(t *testing.T) {
	none := math.Inf(-1)
	for _, c := range []struct {
		row          Row
		lacks, tells bool
	}{
		{Row{4, -2, none}, false, true},
		{Row{4, 3.5, none}, false, false}, // two cells answer equally well
		{Row{1, -2, none}, false, false},
		{Row{-1, -2, 4}, true, false},
		{Row{4, -2, 4.2}, false, false},
		{Row{-3, -3, -2}, true, false}, // no column is what is asked for
		{Row{-1, -2, -0.2}, false, false},
	} {
		if c.row.Lacks() != c.lacks || c.row.Tells() != c.tells {
			t.Errorf("%+v: %t, %t", c.row, c.row.Lacks(), c.row.Tells())
		}
	}
}
