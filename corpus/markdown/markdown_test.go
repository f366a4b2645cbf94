package markdown

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus/doc"
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
