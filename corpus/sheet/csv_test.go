package sheet

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus/doc"
	"footnote/internal/doctest"
)

func TestCSV(t *testing.T) {
	for _, c := range []struct{ name, file, text, want string }{
		{"commas", "x.csv", "品項,數量,單位\r\n螺栓,400,盒\r\n", "1: 品項 | 數量 | 單位\n2: 螺栓 | 400 | 盒"},
		{"quotation marks", "x.csv", "a,\"b, c\n\nd\",\"say \"\"hi\"\"\"\n\ne,f\n", "1: a | b, c d | say \"hi\"\n3: e | f"},
		{"blank lines are rows", "x.csv", "\n\na,b\n,\n\nc,d\n", "3: a | b\n6: c | d"},
		{"semicolons", "x.csv", "Stadt;Einwohner\nUlm;126,3\nBonn;331,8\n", "1: Stadt | Einwohner\n2: Ulm | 126,3\n3: Bonn | 331,8"},
		{"named", "x.csv", "sep=|\na,b|c\n", "1: a,b | c"},
		{"tabs by the name", "x.tsv", "a, b\tc\n", "1: a, b | c"},
		{"tabs by the text", "x.csv", "a\tb, c\td\n1\t2\t3\n", "1: a | b, c | d\n2: 1 | 2 | 3"},
		{"an empty cell", "x.csv", "煤炭,,35万吨,38万吨\n,甲,乙,\n", "1: 煤炭 |  | 35万吨 | 38万吨\n2:  | 甲 | 乙"},
		{"a column of nothing", "x.csv", "a,,b\nc,,d\n", "1: a | b\n2: c | d"},
		{"rows of unlike length", "x.csv", "a\nb,c,d\n", "1: a\n2: b | c | d"},
		{"a stray quotation mark", "x.csv", "5\" nail,3\nb\"c,4\n", "1: 5\" nail | 3\n2: b\"c | 4"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := ParseText(t.Context(), doc.File{Name: c.file, Data: []byte(c.text)})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, lines(d)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestHostileCSV(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"separators alone": {strings.Repeat(",", 1<<20), "without any text"},
		"more of them":     {strings.Repeat(",", 5<<20), "million cells"},
		"no end of a cell": {"a,b\n\"" + strings.Repeat("a,b\n", 1<<19), "in row 2"},
		"far apart":        {strings.Repeat("a"+strings.Repeat(",", 5000)+"b\n", 500) + strings.Repeat("c,", 5000), "million cells"},
		"lines":            {strings.Repeat("a\n", doc.MaxParagraphs+5), "lines or paragraphs"},
		"nothing":          {"\n\n", "without any text"},
		"binary":           {"a,\x00\x01b", "NUL"},
	} {
		d, err := ParseText(t.Context(), doc.File{Name: "x.csv", Data: []byte(c.text)})
		doctest.Check(t, d, err)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %d blocks, %v", name, len(d.Blocks), err)
		}
	}
}

func FuzzCSV(f *testing.F) {
	for _, seed := range []string{"a,b\n1,2\n", "sep=;\na;b", "\"a\n\"b\",c", "甲\t乙\r\n\r\n丙\t丁", ",,,\n|||"} {
		f.Add([]byte(seed), true)
	}
	f.Fuzz(func(t *testing.T, data []byte, tabs bool) {
		name := "x.csv"
		if tabs {
			name = "x.tsv"
		}
		d, err := ParseText(t.Context(), doc.File{Name: name, Data: data})
		doctest.Check(t, d, err)
	})
}
