package sentence

import (
	"strings"
	"testing"
)

// TestAreHeads checks that years and months can be headers, and that a list of facts has no
// header.
func TestAreHeads(t *testing.T) {
	for _, c := range []struct {
		head string
		rows string
		want bool
	}{
		{"货类 | 2021年 | 2022年", "煤炭 | 31万吨 | 35万吨", true},
		{"季 | 2022Q1 | 2022Q2", "客 | 4 | 5", true},
		{"站 | 1月 | 十二月", "北站 | 4 | 5", true},
		{"項目 | 單位 | 2022", "收入 | 億元 | 3", true},
		{" | FY2021 | FY2022E", "Sales | 4 | 5", true},
		{"類別 | 112學年度 | 113學年度", "學生 | 90 | 80", true},
		{"月份 | 2023年4月 | 2023年5月", "客 | 4 | 5", true},
		{"阿嵐 | 1990 | 教師", "小舟 | 1987 | 畫家", false},
		{"分館 | 開館年 | 2022年到館人次 | 2023年到館人次", "東興 | 1986 | 121000 | 96000", true},
		{"公司 | 2022年營收 | 成長率 | 2023年營收（億元） | 成長率", "甲 | 12億元 | 5% | 14億元 | ", true},
		{"Town | Sales 2021 | Change | Sales (2022)", "Ulm | 40 | 3% | 44", true},
		{"建成 | 1998年完工 | 拆除 | 2010年完成", "長度 | 300公尺 | 寬度 | 20公尺", false},
		{"建成 | 1998年", "長度 | 300公尺", false},
		{"建成 | 1998年 | 拆除 | 2010年", "長度 | 300公尺 | 寬度 | 20公尺", false},
		{"北站 | 12 | 8", "南站 | 7 | 6", false},
	} {
		if got := areHeads(cells(c.head), [][]string{strings.Split(c.rows, " | ")}); got != c.want {
			t.Errorf("%s over %s: got %v", c.head, c.rows, got)
		}
	}
	if isOfPeriod("") || isOfPeriod("400") || isOfPeriod("盒") || isOfPeriod("12") || isOfPeriod("1998-2004 9:00") {
		t.Error("something else was taken for a period")
	}
}

// TestHeadsAbove checks that each passage of a long table, however long, has its header, and
// that the text after the table does not.
func TestHeadsAbove(t *testing.T) {
	a := read(t, "x.csv", "品項,數量,單位\n"+strings.Repeat("螺栓,400,盒\n", 20_000)+"\n甲,乙\n"+strings.Repeat("丙,丁\n", 20_000))
	heads := HeadsAbove(a)
	if len(heads) < 100 || len(heads) != len(a.Passages) {
		t.Fatalf("%d headers for %d passages", len(heads), len(a.Passages))
	}
	for i, head := range heads {
		text := a.Quote(a.Passages[i].Span)
		if want := strings.HasPrefix(text, "螺栓"); head != map[bool]string{true: "品項 | 數量 | 單位"}[want] {
			t.Fatalf("passage %d: %q above %q", i, head, text)
		}
	}
}
