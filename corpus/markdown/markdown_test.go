package markdown

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus/doc"
	"footnote/internal/doctest"
)

func parse(t *testing.T, source string) doc.Document {
	t.Helper()
	d, err := Parse(t.Context(), doc.File{Name: "x.md", Data: []byte(source)})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func shown(d doc.Document) string {
	var all strings.Builder
	for _, b := range d.Blocks {
		all.WriteString(b.Text + b.Gap)
	}
	return all.String()
}

func TestMarkdownText(t *testing.T) {
	d := parse(t, "---\ntitle: 題目\n---\n正文有[連結](http://a.example)和`f(a,b)`。\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n```\nx,y = 1\n```\n")
	want := "正文有連結和f(a,b)。\n\n甲 | 乙\n1 | 2\n\nx,y = 1\n\n"
	if diff := cmp.Diff(want, shown(d)); diff != "" || d.Title != "題目" {
		t.Errorf("title %q (-want +got):\n%s", d.Title, diff)
	}
}

func TestFrontMatter(t *testing.T) {
	for _, c := range []struct{ front, title, author, published string }{
		{"title: \"題\"\nauthor: 甲某\ndate: 2024-05-06 07:08", "題", "甲某", "2024-05-06"},
		{"title: '題：一'\nauthors: [甲某, \"乙某\"]\npublished: 2024年5月6日", "題：一", "甲某、乙某", "2024-05-06"},
		{"authors:\n  - 甲某\n  - 乙某\ndate: spring\ntags:\n  - x", "", "甲某、乙某", "spring"},
		{"subtitle: 副題\ncoauthor: 乙某\nupdated: 2024-05-06\ndateformat: iso", "", "", ""},
		{"Title: 題\nAuthor: 甲某\nDate: 2024-05-06", "題", "甲某", "2024-05-06"},
		{"title: 題\nby: 甲某\ncreated: 2020-01-02\npubDate: 2024-05-06", "題", "甲某", "2024-05-06"},
		{"author:\n  name: 甲某\n  mail: a@b.example\ncreated_at: 2024-05-06T01:02:03Z", "", "甲某", "2024-05-06"},
		{"authors:\n  - name: 甲某\n  - name: 乙某", "", "甲某、乙某", ""},
	} {
		d := parse(t, "---\n"+c.front+"\n---\n文。\n")
		if got := fmt.Sprint(d.Title, d.Author, d.Published); got != fmt.Sprint(c.title, c.author, c.published) || shown(d) != "文。\n\n" {
			t.Errorf("%s: %s, %q", c.front, got, shown(d))
		}
	}
}

func TestFrontMatterOfTOML(t *testing.T) {
	d := parse(t, "+++\ntitle = \"題\"\nauthors = [\"甲某\", '乙某']\ndate = 2024-05-06T07:08:09Z\n+++\n文。\n")
	if got := []string{d.Title, d.Author, d.Published, shown(d)}; !slices.Equal(got, []string{"題", "甲某、乙某", "2024-05-06", "文。\n\n"}) {
		t.Errorf("%q", got)
	}
}

// Markdown that would take a renderer minutes is read as text; what people write
// is not.
func TestParsingCost(t *testing.T) {
	for name, source := range map[string]string{
		"links": strings.Repeat("[a](", 50_000), "quotations": strings.Repeat(">", 200) + "字。", "lists": strings.Repeat("- ", 200) + "字。",
		"table": "|" + strings.Repeat("a|", 1000) + "\n|" + strings.Repeat("-|", 1000) + "\n" + strings.Repeat("|a|\n", 1000), "references": strings.Repeat("[a]: b\n", maxReferences+1),
		"lines": strings.Repeat("字\n", 250_000),
	} {
		if !costsTooMuch(source) {
			t.Errorf("%s would be rendered", name)
		}
	}
	list := strings.Repeat("- [連結](http://a.example/b_c) 和**粗體**與`code`。\n", 20_000)
	for name, source := range map[string]string{"a long list": list, "a quotation": strings.Repeat("> > 引文。\n", 5_000), "code": "```\n" + strings.Repeat("x[i] = f(a, b)\n", 3_000) + "```\n", "a table": strings.Repeat("| a | b | c |\n", 20_000)} {
		if costsTooMuch(source) {
			t.Errorf("%s would not be rendered", name)
		}
	}
}

// A line break within a paragraph is no space in Chinese, but holds what is
// emphasised apart from what follows.
func TestSoftBreaks(t *testing.T) {
	for source, want := range map[string]string{
		"港口每天\n有三班渡輪。": "港口每天有三班渡輪。", "three\nferries": "three ferries", "**冷氣**\n白天很熱。": "冷氣 白天很熱。", "see\n**the** book": "see the book", "甲  \n乙。": "甲\n乙。",
		"工程**歷時**\n十九個月。": "工程歷時十九個月。", "工程\n**歷時**十九個月。": "工程歷時十九個月。", "工程[歷時](x)\n[十九](y)個月。": "工程歷時十九個月。",
	} {
		if got := shown(parse(t, source)); got != want+"\n\n" {
			t.Errorf("%q: %q, want %q", source, got, want)
		}
	}
}

// Empty cells keep their place, and a table ends where the next begins.
func TestTables(t *testing.T) {
	d := parse(t, "| 货类 | 2021年 | 2022年 |\n|---|---|---|\n| 煤炭 | | 35万吨 |\n| | 3万吨 | |\n| | | |\n| 粮食 | 12万吨 |\n\n| 港区 | 泊位 |\n|---|---|\n| 东港 | 1号<br>2号 |\n")
	got := ""
	for _, b := range d.Blocks {
		got += b.Text + b.Gap
	}
	want := "货类 | 2021年 | 2022年\n煤炭 |  | 35万吨\n | 3万吨\n粮食 | 12万吨\n\n港区 | 泊位\n东港 | 1号2号\n\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What is raised above the line is no digit of the number before it, and the mark of
// a note no part of the text.
func TestScripts(t *testing.T) {
	for source, want := range map[string]string{
		"10^6^噸，10<sup>6</sup>噸":                                "10⁶噸，10⁶噸",
		"35 km<sup>2</sup>，H<sub>2</sub>O":                      "35 km²，H₂O",
		"H~2~O，~~12~~，a ~2~":                                    "H₂O，12，a 2",
		"**10**^6^ 與 `10^6^`":                                   "10⁶ 與 10^6^",
		"建於1898<sup>[3](#fn3)</sup>。":                           "建於1898。",
		"建於1898[<sup>3</sup>](#fn3)。":                           "建於1898。",
		`建於1898<sup><a href="#fn3">3</a></sup>，10<sup>6</sup>。`: "建於1898，10⁶。",
		"20<sup>th</sup>":                                       "20th",
		"10<sup>6":                                              "10⁶",
		"a^b 與 c^d":                                             "a^b 與 c^d",
	} {
		if got := shown(parse(t, source)); got != want+"\n\n" {
			t.Errorf("%s: %q, want %q", source, got, want)
		}
	}
}

// A note is text of its own where it stands, and its mark is not glued to a number.
func TestFootnotes(t *testing.T) {
	for source, want := range map[string]string{
		"建於1898年[^a]。\n\n[^a]: 另有一說是1897年，見縣志卷三。\n":                   "建於1898年。|另有一說是1897年，見縣志卷三。",
		"高42公尺[^註1]。\n\n[^註1]：自海平面算起。\n    第二行。\n\n    第二段。\n\n下文。\n": "高42公尺。|自海平面算起。第二行。|第二段。|下文。",
		"文。\n[^x]: 沒有人提到的註。\n":                                        "文。|沒有人提到的註。",
		"一[^1]二[^2]。\n\n[^1]: 甲\n[^2]: 乙\n":                           "一二。|甲|乙",
		"沒有註[^9]，`[^1]`和[^1]。\n\n[^1]: 甲。":                            "沒有註[^9]，[^1]和。|甲。",
		"**粗體[^1]**[連結](x)。\n\n> [^1]: 引文裡的註。":                        "粗體連結。|引文裡的註。",
		"[^1]:\n    下一行的註。[^1]\n":                                     "下一行的註。",
		"[^a b]: 註。":                                                  "註。",
	} {
		var got []string
		for _, b := range parse(t, source).Blocks {
			got = append(got, b.Text)
		}
		if diff := cmp.Diff(want, strings.Join(got, "|")); diff != "" {
			t.Errorf("%q (-want +got):\n%s", source, diff)
		}
	}
}

// What only makes a box around text is not text.
func TestContainers(t *testing.T) {
	for source, want := range map[string]string{
		":::tip 提示\n電話是 12345。\n:::\n下文。":                  "提示|電話是 12345。|下文。",
		"::: {.note}\n文。\n:::\n":                           "文。",
		":::\n文。\n:::\n":                                   "文。",
		"> [!NOTE]\n> 歷時十九個月。":                             "歷時十九個月。",
		"> [!tip]- 標題\n> 文。":                               "標題|文。",
		"import Foo from './foo'\nimport './x.css'\n\n文。":  "文。",
		"We\nimport goods from 'Oz'\n":                     "We import goods from 'Oz'",
		"import 是進口。":                                      "import 是進口。",
		"```\n:::tip\nimport a from 'b'\n> [!NOTE]\n```\n": ":::tip\nimport a from 'b'\n> [!NOTE]",
	} {
		var got []string
		for _, b := range parse(t, source).Blocks {
			got = append(got, b.Text)
		}
		if diff := cmp.Diff(want, strings.Join(got, "|")); diff != "" {
			t.Errorf("%q (-want +got):\n%s", source, diff)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("文[^1]。\n\n[^1]：註。\n    - [^1]: 又\n")
	f.Add("a![b *c*](d \"e\") f\n\n| ![x][y] | z |\n|-|-|\n\n<figure>\n<img src=a alt=b>\n<figcaption>c\n\n![](a)")
	f.Add(":::tip x\n> [!NOTE] y\n```\n[^a]:\n")
	f.Fuzz(func(t *testing.T, source string) {
		d, err := Parse(t.Context(), doc.File{Name: "x.md", Data: []byte(source)})
		doctest.Check(t, d, err)
	})
}
