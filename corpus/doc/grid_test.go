package doc

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestGrid(t *testing.T) {
	var g Grid
	var got []string
	end := func() {
		row, ok := g.End()
		got = append(got, map[bool]string{true: "", false: "- "}[ok]+row)
	}
	g.Add("表", 3, 1)
	end() // the title over the table
	for _, text := range []string{"港区", "泊位", "水深"} {
		g.Add(text, 1, 1)
	}
	end()
	g.Add("东港", 1, 2)
	g.Add("1号", 1, 1)
	g.Add("9米", 1, 1)
	end()
	g.Add("2号", 1, 1)
	g.Add("", 1, 1)
	end()
	g.Skip(1)
	g.Add("3号", 1, 1)
	g.Add("停用", 1, 3)
	end()
	g.Add("西港", 1, 1)
	end() // the last column comes from above
	g.Continue(1)
	g.Add("5号", 1, 1)
	end()
	g.Add("", 1, 1)
	g.Add("6号", 1, 1)
	g.Add("", 1, 1)
	end() // one text, but the others were a table
	g.Add("7号", 1, 1)
	g.Add("", 1, 1)
	end()
	g.Add("合计", 2, 1)
	g.Add("五", 1, 1)
	end()
	g.Add("注", 3, 1)
	end()
	want := []string{"- 表 | 表 | 表", "港区 | 泊位 | 水深", "东港 | 1号 | 9米", "东港 | 2号", " | 3号 | 停用", "西港 |  | 停用", "西港 | 5号 | 停用", " | 6号", "7号 |", "合计 | 合计 | 五", "- 注 | 注 | 注"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A small file makes no large text: what is said again is bounded, and long texts
// are not.
func TestGridLimits(t *testing.T) {
	var g Grid
	size := 0
	g.Add(strings.Repeat("字", 90), 1_000_000, 1_000_000)
	for range 1_000 {
		row, _ := g.End()
		size += len(row)
		g.Add("x", 1, 1)
	}
	if size > 2<<20 {
		t.Errorf("%d bytes", size)
	}
	g = Grid{}
	g.Add(strings.Repeat("字", 200), 2, 2)
	g.Add("乙", 1, 2)
	g.End()
	if row, _ := g.End(); row != " |  | 乙" {
		t.Errorf("%q", row)
	}
	for range 1000 {
		g.Add("x", 1, 1)
	}
	if row, _ := g.End(); strings.Count(row, "x") != 1000 {
		t.Error("cells are lost")
	}
}
