package eval

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestRetrieval(t *testing.T) {
	for _, test := range []struct {
		name  string
		ranks []int
		want  Retrieval
	}{
		{"none", nil, Retrieval{}},
		{"first", []int{1}, Retrieval{1, 1, 1, 1, 1}},
		{"third", []int{3}, Retrieval{1, 0.5, 0, 1, 1.0 / 3}},
		{"tenth", []int{10}, Retrieval{1, 1 / math.Log2(11), 0, 0, 0.1}},
		{"eleventh", []int{11}, Retrieval{1, 0, 0, 0, 0}},
		{"not found", []int{0}, Retrieval{1, 0, 0, 0, 0}},
		{"mean", []int{1, 3, 0, 6}, Retrieval{4, (1.5 + 1/math.Log2(7)) / 4, 0.25, 0.5, (1 + 1.0/3 + 1.0/6) / 4}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got Retrieval
			for _, rank := range test.ranks {
				got.Add(rank)
			}
			if diff := cmp.Diff(test.want, got, cmpopts.EquateApprox(0, 1e-12)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestAUROC(t *testing.T) {
	for _, test := range []struct {
		name               string
		positive, negative []float64
		want               float64
	}{
		{"apart", []float64{2, 3}, []float64{0, 1}, 1},
		{"the wrong way round", []float64{0}, []float64{1}, 0},
		{"ties count half", []float64{1, 2}, []float64{1}, 0.75},
		{"mixed", []float64{1, 3}, []float64{0, 2}, 0.75},
		{"no positive", nil, []float64{1}, math.NaN()},
		{"no negative", []float64{1}, nil, math.NaN()},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := AUROC(test.positive, test.negative)
			if diff := cmp.Diff(test.want, got, cmpopts.EquateNaNs()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadLines(t *testing.T) {
	for _, test := range []struct {
		name, file string
		want       []Passage
		wantErr    string // part of the error; empty means no error
	}{
		{"two lines", `{"id":"a","text":"大"}` + "\n" + `{"id":"b","article_id":"x"}` + "\n", []Passage{{ID: "a", Text: "大"}, {ID: "b", Article: "x"}}, ""},
		{"no last line end", `{"id":"a"}`, []Passage{{ID: "a"}}, ""},
		{"blank lines", "\n  \n" + `{"id":"a"}` + "\r\n\n", []Passage{{ID: "a"}}, ""},
		{"broken line after a blank one", `{"id":"a"}` + "\n\n{\n", nil, "line 3"},
		{"wrong type", `{"id":1}`, nil, "line 1"},
		{"two values in a line", `{"id":"a"} {"id":"b"}`, nil, "line 1"},
		{"empty", "", nil, "holds no line"},
		{"line too long", `{"id":"` + strings.Repeat("a", maxLine) + `"}`, nil, "too long"},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "set.jsonl")
			if err := os.WriteFile(path, []byte(test.file), 0o600); err != nil {
				t.Fatal(err)
			}
			got, err := ReadLines[Passage](path)
			if test.wantErr == "" && err != nil {
				t.Fatal(err)
			}
			if test.wantErr != "" && (err == nil || !strings.Contains(err.Error(), test.wantErr) || !strings.Contains(err.Error(), path)) {
				t.Errorf("error %v, want one with the path and %q", err, test.wantErr)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	t.Run("no file", func(t *testing.T) {
		if _, err := ReadLines[Passage](filepath.Join(t.TempDir(), "none")); !os.IsNotExist(err) {
			t.Errorf("error %v, want that the file is missing", err)
		}
	})
}
