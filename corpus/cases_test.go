package corpus

import (
	"os"
	"strings"
	"testing"

	"footnote/corpus/doc"
	"footnote/internal/shared"
)

// A caseFile is a file of ../shared/cases that was refused or lost a part, and what
// a reader must find in it.
type caseFile struct {
	name    string
	want    []string
	warning string // a part of what a warning quotes or says; empty where there is none
}

func (c caseFile) check(t *testing.T) { c.read(t) }

func (c caseFile) read(t *testing.T) *Article {
	t.Helper()
	raw, err := os.ReadFile(shared.Path(t, "cases/"+c.name))
	if err != nil {
		t.Fatal(err)
	}
	a, err := new(Reader).Read(t.Context(), doc.File{Name: c.name, Source: c.name, Data: raw})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range c.want {
		if !strings.Contains(a.Text, want) {
			t.Errorf("%q is not in %q", want, a.Text)
		}
	}
	if (c.warning == "") != (len(a.Warnings) == 0) || len(a.Warnings) > 0 && !strings.Contains(a.Warnings[0].Message, c.warning) {
		t.Errorf("warnings %v, want %q", a.Warnings, c.warning)
	}
	return a
}

func TestSharedDamagedFiles(t *testing.T) {
	for _, c := range []caseFile{
		{"gbk_one_bad_byte.txt", []string{"总投资两亿三千万元。", "蓄水池可容纳四十万立方米雨水"}, "characters were lost"},
		{"gbk_truncated.txt", []string{"总投资两亿三千万元。", "蓄水池可容纳四十万立方米雨水"}, "characters were lost"},
		{"utf8_truncated.txt", []string{"总投资两亿三千万元。", "蓄水池可容纳四十万立方米雨水"}, "characters were lost"},
		{"html_one_bad_byte.html", []string{"蓄水池可容纳四十万立方米雨水。", "两亿三千万元。"}, "characters were lost"},
	} {
		t.Run(c.name, c.check)
	}
}

func TestSharedDeclaredEncodings(t *testing.T) {
	for _, c := range []caseFile{
		{"gbk_meta.html", []string{"灯塔高四十二米，建于1898年，守塔人每月换一次班。"}, ""},
		{"latin1_meta.html", []string{"Die Brücke über den Fluß wurde 1971 für den Verkehr geöffnet. Täglich"}, ""},
		{"sjis_meta.html", []string{"灯台は1898年"}, ""},
	} {
		t.Run(c.name, c.check)
	}
}

func TestSharedShortArticle(t *testing.T) {
	caseFile{"short_with_login.html", []string{"总投资两亿三千万元", "四十八小时内排空"}, ""}.check(t)
}

func TestSharedTitleUnderLogo(t *testing.T) {
	a := caseFile{"h1_logo.html", []string{"总投资两亿三千万元", "一百一十万立方米。"}, ""}.read(t)
	if a.Title != "柳湾蓄水池投入使用" || strings.Count(a.Text, a.Title) != 1 {
		t.Errorf("title %q of %q", a.Title, a.Text)
	}
}

func TestSharedHiddenText(t *testing.T) {
	for _, c := range []caseFile{
		{"css_overridden.html", []string{"四十万立方米雨水。", "总投资两亿三千万元。"}, ""},
		{"unclosed_nav.html", []string{"总投资两亿三千万元", "四十八小时内排空。"}, ""},
		{"svg_title_selfclosed.html", []string{"四十万立方米雨水。", "总投资两亿三千万元。", "绿地浇灌。"}, ""},
		{"issue_mcp3878_streaming.html", []string{"燈塔高四十二公尺", "船票在碼頭的售票處買得到。", "海岸走的公車。"}, ""},
	} {
		t.Run(c.name, c.check)
	}
}

func TestSharedTables(t *testing.T) {
	for _, c := range []caseFile{
		{"table_empty_cells.html", []string{
			"\n货类 | 2021年 | 2022年 | 2023年\n煤炭 |  | 35万吨 | 38万吨\n粮食 | 12万吨 |  | 15万吨\n | 3万吨 | 4万吨\n\n",
			"港区 | 泊位 | 水深\n东港 | 1号 | 9米\n东港 | 2号 | 11米\n西港 | 3号 | 7米",
		}, ""},
		{"issue_docling3745_gridbefore.docx", []string{"港區 | 泊位 | 水深\n東港 | 1號 | 9公尺\n | 2號 | 11公尺"}, ""},
		{"issue_docling3946_sdt_cells.docx", []string{"日期 | 版本 | 作者 | 備註\n2015-02-01 | 3.1 | 阿嵐 | 初稿"}, ""},
	} {
		t.Run(c.name, c.check)
	}
}

func TestSharedMarkdown(t *testing.T) {
	for _, c := range []caseFile{
		{"md_footnotes.md", []string{"燈塔建於1898年。", "另有一說是1897年，見縣志卷三。", "自海平面算起。", "第二段註。"}, ""},
		{"frontmatter.md", []string{"雨水，见", "按百年一遇计算。", "值班电话是 12345。", "工程历时十九个月。", "总投资两亿三千万元。"}, ""},
		{"img_alt.md", []string{"燈塔 port x 連結\n\n圖說文字\n\n標題\n"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := c.read(t)
			for _, mark := range []string{"[^", "^a", "import", ":::", "[!NOTE]", "![", "](", "<b>"} {
				if strings.Contains(a.Text, mark) {
					t.Errorf("%q is in %q", mark, a.Text)
				}
			}
			if c.name == "frontmatter.md" && (a.Title != "柳湾蓄水池：三问三答" || a.Author != "阿岚" || a.Published != "2024-03-02") {
				t.Errorf("%q %q %q", a.Title, a.Author, a.Published)
			}
		})
	}
}

// One place that cannot be read is marked, and the rest is read.
func TestDamagedText(t *testing.T) {
	const hans, prose = "灯塔建于一八九八年。港口每天有三班渡轮，周末加开两班。", "The harbour has three ferries a day. "
	gbk := strings.Repeat("\xb5\xc6\xcb\xfe\xbd\xa8\xd3\xda\xc9\xcf\xba\xa3\xa1\xa3\xb8\xdb\xbf\xda\xc3\xbf\xcc\xec\xd3\xd0\xb6\xc9\xc2\xd6\xa1\xa3\n", 4) // 灯塔建于上海。港口每天有渡轮。
	for _, c := range []struct{ name, raw, want string }{
		{"UTF-8, a bad byte", hans + "\xff" + hans, hans + "\uFFFD" + hans},
		{"UTF-8, cut", hans + "\xe6\x88", hans + "\uFFFD"},
		{"UTF-8, a NUL", hans + "\x00" + hans, hans + "\uFFFD" + hans},
		{"UTF-8, filled with NULs", hans + strings.Repeat("\x00", 300), hans + "\uFFFD"},
		{"UTF-8 with a mark, a bad byte", "\xef\xbb\xbf" + hans + "\xff。", hans + "\uFFFD。"},
		{"Russian", "Маяк построен в 1898 году.\xff", "Маяк построен в 1898 году.\uFFFD"},
		{"English", strings.Repeat(prose, 10) + "\xe9.", strings.Repeat(prose, 10) + "\uFFFD."},
		{"GBK, a bad byte", gbk + "\xff" + gbk, strings.Repeat("灯塔建于上海。港口每天有渡轮。\n", 4) + "\uFFFD" + strings.Repeat("灯塔建于上海。港口每天有渡轮。\n", 4)},
		{"GBK, cut", gbk + "\xb5", strings.Repeat("灯塔建于上海。港口每天有渡轮。\n", 4) + "\uFFFD"},
		{"GBK, a NUL", gbk + "\x00" + gbk, strings.Repeat("灯塔建于上海。港口每天有渡轮。\n", 4) + "\uFFFD" + strings.Repeat("灯塔建于上海。港口每天有渡轮。\n", 4)},
		{"UTF-16, cut", "\xff\xfe" + strings.Repeat("a\x00 \x00", 9) + ".\x00a", strings.Repeat("a ", 9) + ".\uFFFD"},
	} {
		a, err := new(Reader).Read(t.Context(), doc.File{Name: "x.txt", Data: []byte(c.raw)})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		lost := strings.Index(c.want, "\uFFFD")
		if a.Text != c.want || len(a.Warnings) != 1 || a.Warnings[0].Start != lost {
			t.Errorf("%s: %q, %v", c.name, a.Text, a.Warnings)
		}
	}
}
