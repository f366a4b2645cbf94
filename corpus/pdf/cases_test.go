package pdf

import (
	"os"
	"strings"
	"testing"

	"footnote/internal/shared"
)

// item is the first item of the lists in ../shared/cases, behind a mark.
func item(mark string) string {
	return mark + "蓄水池设在体育公园地下十二米处，暴雨时每秒可进水三十立方米，雨停后四十八小时内排空，存下的雨水将用于道路冲洗和绿地浇灌，预计每年可节约自来水一百一十万立方米。"
}

func second(mark string) string {
	return mark + "值班人员每两小时巡查一次水位、闸门和备用电源，发现水位高于警戒线时应当立即通知水务部门的调度中心，并在十分钟之内打开二号和三号闸门，同时把记录写进当天的值班日志。"
}

const (
	title2 = "Title II, the Harbour Liability Limitation Act, creates limitations on the liability of ferry operators for lost luggage when the luggage was left on the quay during the night and nobody had asked the operator to look after it."
	title3 = "Title III, the Lighthouse Maintenance Act, creates an exemption for lighting a second lamp while the first one is being repaired, provided that the harbour office has been told of it at least two days before."
	title4 = "Title IV contains six miscellaneous provisions, relating to the opening hours of the ticket counter, the colour of the ferries, and the names of the three islands in the bay."
)

func titles(mark string) []string { return []string{mark + title2, mark + title3, mark + title4} }

// TestSharedCases reads the PDFs of ../shared/cases: has are whole paragraphs, and the
// text of two pages that is one.
func TestSharedCases(t *testing.T) {
	r := New(compiled(t))
	defer r.Close()
	left := strings.Repeat("蓄水池设在体育公园地下十二米处，暴雨时每秒可进水三十立方米，雨停后四十八小时内排空。", 6)
	right := strings.Repeat("水务部门表示，存下的雨水将用于道路冲洗和绿地浇灌，预计每年可节约自来水一百一十万立方米。", 6)
	for file, want := range map[string][]string{
		"noembed_HYSMyeongJo-Medium":    {"등대", "등대는 1898년에 세워졌고 높이는 42미터이다."},
		"noembed_HeiseiMin-W3":          {"灯台について", "灯台は一八九八年に建てられ、高さは四十二メートルです。"},
		"noembed_MSung-Light":           {"青石渡橋耐震補強紀要", "青石渡橋橫跨鹿溪，全長三百八十四公尺，於一九七一年通車。", "Report no. 17 of 2023"},
		"pdf_hang_circled":              {item("① "), second("② ")},
		"emb_catalog":                   {"名称：钢瓶", "型号：QT-101", "材质：不锈钢", "产地：柳湾", "容量：360升", "价格：120元", "型号：QT-202", "容量：690升", "价格：230元", "型号：QT-303", "型号：QT-404", "容量：1350升", "价格：450元"},
		"issue_weknora3516_catalog":     {"型號：QT-101", "材質：不鏽鋼", "價格：120元", "型號：QT-202", "價格：230元", "型號：QT-505", "價格：560元"},
		"emb_table":                     {"品項 | 數量 | 單位", "螺栓 | 400 | 盒", "墊片 | 650 | 包", "彈簧 | 200 | 箱", "本週共入庫 1,250 件，退回 18 件，合格率 98.6%。"},
		"issue_weknora3223_table":       {"品項 | 數量 | 單位", "螺栓 | 400 | 盒", "墊片 | 650 | 包", "彈簧 | 200 | 箱"},
		"emb_two_columns":               {"柳湾蓄水池投入使用", left, right},
		"emb_two_columns_rowwise":       {"柳湾蓄水池投入使用", left, right},
		"emb_letterspaced":              {"通知书", "柳湾市水务局关于启用蓄水池的通知", "蓄水池自三月一日起启用。"},
		"emb_pagebreak_footnote":        {"青石渡桥横跨鹿溪，全长三百八十四米，于一九七一年通车，每天有两万六千辆车经过，是连接东西两岸的主要通道，市政府去年决定对桥墩进行耐震补强，工程分为三期，第一期从今年三月开始，预计明年六月完成，总经费四亿二千万元，由市政府和中央各负担一半。施工期间桥面保持双向通车，只在夜间十点以后封闭一个车道。", "注1：鹿溪在枯水期的水面宽约两百米。"},
		"pdf_hang_dun":                  {item("1、 "), second("2、 ")},
		"pdf_hang_kuohao":               {item("（一） "), second("（二） ")},
		"pdf_hang_tiao":                 {item("第一条 "), second("第二条 ")},
		"pdf_hang_zh_dun":               {item("一、 "), second("二、 ")},
		"pdf_list_zh":                   {item("（一） "), second("（二） ")},
		"pdf_list_zh_dot":               {item("• "), second("• ")},
		"pdf_indent_zh":                 {item(""), second("")},
		"pdf_hang_en_a":                 titles("(a) "),
		"pdf_hang_en_bang":              titles("! "),
		"pdf_hang_en_one":               titles("1 "),
		"pdf_hang_en_square":            titles("■ "),
		"pdf_ragged_en":                 titles(""),
		"pdf_form":                      {"Registration form of the harbour office", "Name of the ship: Blue Heron", "Checked by the harbour master on 3 March"},
		"issue_ragflow968_double":       {"關於本報告", "本報告涵蓋二○二三年的環境、社會與治理。"},
		"issue_ragflow968_double_chars": {"About this report"},
	} {
		t.Run(file, func(t *testing.T) {
			raw, err := os.ReadFile(shared.Path(t, "cases/"+file+".pdf"))
			if err != nil {
				t.Fatal(err)
			}
			got := paragraphsOf(t, r, raw)
			for _, w := range want {
				if strings.Count("\n"+got+"\n", "\n"+w+"\n") == 0 {
					t.Errorf("no paragraph %q in\n%s", w, got)
				}
			}
			if strings.Contains(file, "double") && got != strings.Join(want, "\n") {
				t.Errorf("text is read twice: %q", got)
			}
		})
	}
}

// paragraphsOf are those of a file, a line each.
func paragraphsOf(t *testing.T, r *Reader, raw []byte) string {
	t.Helper()
	d, err := r.Parse(t.Context(), fileOf(raw))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for i, b := range d.Blocks {
		if i > 0 && !b.Continues {
			all.WriteString("\n")
		}
		all.WriteString(b.Text)
	}
	return all.String()
}
