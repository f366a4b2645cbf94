package sentence

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/internal/shared"
)

// TestHeaded checks that a row says what each of its cells holds, in all kinds of tables.
func TestHeaded(t *testing.T) {
	for _, c := range []struct{ name, source, text, want string }{
		{"sheet", "x.csv", "品項,數量,單位\n螺栓,400,盒\n", "品項: 螺栓; 數量: 400; 單位: 盒"},
		{"empty cells", "x.csv", "货类,2021年,2022年\n煤炭,,35万吨\n,3万吨\n", "货类: 煤炭; 2022年: 35万吨\n2021年: 3万吨"},
		{"corner without a head", "x.csv", ",2021年,2022年,计\n煤炭,1,2,3\n", "煤炭; 2021年: 1; 2022年: 2; 计: 3"},
		{"wider than its head", "x.csv", "站,班次,末班\n北站,12,23:10,停駛\n", "站: 北站; 班次: 12; 末班: 23:10; 停駛"},
		{"sentences in a cell", "x.csv", "項目,說明,費用\n入場,大人要買票。孩子不用。,100\n", "項目: 入場; 說明: 大人要買票。\n說明: 孩子不用。\n費用: 100"},
		{"a head of two rows", "x.html", "<p>文。<table><tr><th rowspan=2>植物<th colspan=2>數量<th rowspan=2>產地<tr><th>大盆<th>小盆<tr><td>茉莉<td>30<td>120<td>屏東<tr><td>桂花<td><td>64<td>彰化</table>", "植物: 茉莉; 數量 大盆: 30; 數量 小盆: 120; 產地: 屏東\n植物: 桂花; 數量 小盆: 64; 產地: 彰化"},
		{"below a title", "x.csv", "苗圃存貨表\n植物,數量,產地\n茉莉,30,屏東\n", "植物: 茉莉; 數量: 30; 產地: 屏東"},
		{"no head", "x.csv", "首都,甲城\n語言,甲語\n", ""},
		{"no table", "x.txt", "甲城是首都。\n語言是甲語。\n", ""},
		{"two tables in plain text", "x.txt", "站 | 班次\n北站 | 12\n南站 | 8\n\n票 | 價格\n全票 | 30\n半票 | 15\n", "站: 北站; 班次: 12\n站: 南站; 班次: 8\n票: 全票; 價格: 30\n票: 半票; 價格: 15"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, allHeaded(read(t, c.source, c.text))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestSharedHeads checks that each value of the tables in ../shared is below the right header.
func TestSharedHeads(t *testing.T) {
	for name, want := range map[string]string{
		"table_empty_cells.html": "货类: 煤炭; 2022年: 35万吨; 2023年: 38万吨\n货类: 粮食; 2021年: 12万吨; 2023年: 15万吨\n2021年: 3万吨; 2022年: 4万吨\n" +
			"港区: 东港; 泊位: 1号; 水深: 9米\n港区: 东港; 泊位: 2号; 水深: 11米\n港区: 西港; 泊位: 3号; 水深: 7米",
		"issue_docling3745_gridbefore.docx": "港區: 東港; 泊位: 1號; 水深: 9公尺\n泊位: 2號; 水深: 11公尺",
		"issue_docling3946_sdt_cells.docx":  "日期: 2015-02-01; 版本: 3.1; 作者: 阿嵐; 備註: 初稿",
	} {
		t.Run(name, func(t *testing.T) {
			file, err := doc.Open(shared.Path(t, "cases/"+name))
			if err != nil {
				t.Fatal(err)
			}
			a, err := new(corpus.Reader).Read(t.Context(), file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, allHeaded(a)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// allHeaded returns every row of an article with its headers, one per line.
func allHeaded(a *corpus.Article) string {
	var rows []string
	each(a, func(p, s int, _ string) {
		if row := Headed(a, p, s); row != "" {
			rows = append(rows, row)
		}
	})
	return strings.Join(rows, "\n")
}

// TestDistantHeader checks headers far above a row, above names, and below a title, and that a
// row in between is no header.
func TestDistantHeader(t *testing.T) {
	for name, c := range map[string]struct{ head, want string }{
		"one row":  {"甲表\n姓名,部門,辦公室\n", "姓名: 阿嵐; 部門: 業務; 辦公室: 東樓"},
		"two rows": {"姓名,地點,地點\n姓名,部門,辦公室\n", "姓名: 阿嵐; 地點 部門: 業務; 地點 辦公室: 東樓"},
	} {
		a := read(t, "x.csv", c.head+strings.Repeat("阿嵐,業務,東樓\n", 200))
		rows := 0
		each(a, func(p, s int, text string) {
			got := Headed(a, p, s)
			if text != "阿嵐 | 業務 | 東樓" {
				if got != "" {
					t.Errorf("%s: %s is taken for a row", name, text)
				}
				return
			}
			if rows++; got != c.want {
				t.Fatalf("%s, row %d: %q", name, rows, got)
			}
		})
		if rows != 200 {
			t.Errorf("%s: %d rows", name, rows)
		}
	}
}

// TestTold checks that a row is told with what is in its columns, and that its empty columns
// are known.
func TestTold(t *testing.T) {
	a := read(t, "x.csv", "货类,2021年,2022年,计\n煤炭,,35万吨,\n粮食,12,14,26\n")
	told, empty := "", ""
	for i, s := range a.Passages[0].Sentences {
		told += Told(a, 0, i) + "\n"
		for _, c := range EmptyIn(a, 0, s) {
			empty += c.String() + "\n"
		}
	}
	if want := "货类 | 2021年 | 2022年 | 计\n煤炭, 2022年: 35万吨\n粮食, 2021年: 12, 2022年: 14, 计: 26\n"; told != want {
		t.Errorf("Told is %q", told)
	}
	if want := "2021年: 12\n计: 26\n"; empty != want {
		t.Errorf("empty cells are %q", empty)
	}
	if cells := EmptyIn(a, 0, a.Passages[0].Span); cells != nil {
		t.Errorf("the empty cells of several rows are %v", cells)
	}
}

// TestHeadedIn checks that for several rows, what their columns hold is said once.
func TestHeadedIn(t *testing.T) {
	a := read(t, "x.csv", "品項,數量,單位\n螺栓,400,盒\n螺帽,90,袋\n")
	at := func(from, to string) corpus.Span {
		return corpus.Span{Start: strings.Index(a.Text, from), End: strings.Index(a.Text, to) + len(to)}
	}
	for _, c := range []struct {
		span corpus.Span
		want string
	}{
		{at("螺帽", "袋"), "品項: 螺帽; 數量: 90; 單位: 袋"},
		{at("螺栓", "袋"), "品項 | 數量 | 單位"},
		{at("品項", "單位"), ""},
		{at("品項", "袋"), ""}, // it has the head itself
		{corpus.Span{Start: 1, End: 2}, ""},
	} {
		if got := HeadedIn(a, 0, c.span); got != c.want {
			t.Errorf("%q: got %q, want %q", a.Quote(corpus.Span{Start: c.span.Start, End: c.span.End}), got, c.want)
		}
	}
	cells := CellsIn(a, 0, at("螺帽", "袋"))
	if want := []Cell{{0, "品項", "螺帽"}, {1, "數量", "90"}, {2, "單位", "袋"}}; !cmp.Equal(cells, want) || CellsIn(a, 0, at("螺栓", "袋")) != nil {
		t.Errorf("%v", cells)
	}
	if HeadedIn(nil, 0, corpus.Span{}) != "" || HeadedIn(a, 9, corpus.Span{}) != "" {
		t.Error("a sentence that does not exist has a header")
	}
}
