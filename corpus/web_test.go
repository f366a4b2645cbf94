package corpus

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
)

const testProse = "<p>港口每天有三班渡輪，週末加開兩班，船票在碼頭的售票處買得到。燈塔高四十二公尺，建於一八九八年，守塔人每個月換一次班。</p>"

// sitePage is a page of a site around an article.
func sitePage(head, before, after string) string {
	return `<html><head>` + head + `</head><body><nav><a href="/">首頁導覽</a></nav>` + before + `<div class="post">` + strings.Repeat(testProse, 3) + `</div>` + after +
		`<aside class="sidebar">相關閱讀在旁邊。</aside><footer>版權所有。</footer></body></html>`
}

func readPage(t testing.TB, f File) *Article {
	t.Helper()
	a, err := new(Reader).Read(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	checkArticle(t, a)
	return a
}

// Whatever hides a text, it is not read: neither where the article is searched for
// nor where the page is read as it stands.
func TestUnseenText(t *testing.T) {
	for _, hidden := range []string{
		`<p style="display:none">暗文。</p>`, `<p STYLE="color:red; DISPLAY : None !important">暗文。</p>`, `<div style="visibility:hidden">暗文。</div>`,
		`<div style="/* x */display:/* y */none">暗文。</div>`, `<span style="font-size:0">暗文。</span>`, `<span style="font-size: 0.0em">暗文。</span>`, `<p hidden>暗文。</p>`,
		`<p hidden>暗文。`, `<p hidden=until-found>暗文。</p>`, `<div aria-hidden="true"><p>暗文。</p></div>`, `<ul><li hidden>暗文。<li>明文。</ul>`, `<table><tr><td hidden>暗文。<td>明文。</table>`,
		`<div hidden><div>暗文。</div>暗文。</div>`, `<div hidden/>暗文。</div>`, `<ol><li hidden>暗文。<ul><li>暗文。</ul>暗文。<li>明文。</ol>`, `<dialog>暗文。</dialog>`, `<script/>暗文。</script>`,
		`<style>p{} /* { */ .x , #y{color:red;display:none}</style><p class="a x">暗文。</p><p id="y">暗文。</p>`, `<my-box hidden>暗文。</my-box>`, `<template>暗文。</template>`, `<!-- 暗文。 -->`,
		`<noscript>暗文。</noscript>`, `<video>暗文。</video>`, `<textarea>暗文。</textarea>`, `<svg><text>暗文。</text></svg>`,
	} {
		for name, page := range map[string]string{
			"plain":     `<html><body><p>明文在前。</p>` + hidden + `<p>明文在後。</p></body></html>`,
			"site":      sitePage("", hidden, ""),
			"in a post": strings.Replace(sitePage("", "", ""), `<div class="post">`, `<div class="post">`+testProse+hidden, 1),
		} {
			a := readPage(t, File{Name: "x.html", Data: []byte(page)})
			if strings.Contains(a.Text, "暗文") || !strings.Contains(a.Text, "明文在後") && !strings.Contains(a.Text, "守塔人") {
				t.Errorf("%s, %s: %q", name, hidden, a.Text)
			}
			if strings.Contains(hidden, "明文") && name == "plain" && strings.Count(a.Text, "明文") != 3 {
				t.Errorf("%s: more is gone than is hidden: %q", hidden, a.Text)
			}
		}
	}
	for _, seen := range []string{`<p style="display:block">亮文。</p>`, `<p style="font-size:10px">亮文。</p>`, `<p aria-hidden="false">亮文。</p>`, `<style>@media print{.x{display:none}} div .y{display:none}</style><p class="x y">亮文。</p>`,
		`<input hidden>亮文。`, `<dialog open>亮文。</dialog>`, `<p hidden>暗<div>亮文。</div>`} {
		if a := read(t, "x.html", `<html><body><p>前文。</p>`+seen); !strings.Contains(a.Text, "亮文。") {
			t.Errorf("%s is not read: %q", seen, a.Text)
		}
	}
}

func TestPage(t *testing.T) {
	a := readPage(t, File{Name: "x.html", Data: []byte(sitePage("<title>港口 - 某某網</title>", `<h1>港口</h1>`, `<div class="comments">網友說好。</div>`))})
	if diff := cmp.Diff("1港口|"+strings.TrimSuffix(strings.Repeat(testProse[3:len(testProse)-4]+"|", 3), "|"), outlined(a)); diff != "" || a.Title != "港口" {
		t.Errorf("title %q (-want +got):\n%s", a.Title, diff)
	}
}

// Where the search finds little of what the page marks as its text, the page
// counts.
func TestSearchThatFindsLittle(t *testing.T) {
	links := strings.Repeat(`<p><a href="/x">第一條到第九條的規定，都寫在這裡，一條也不少，請仔細讀。</a></p>`, 30)
	a := readPage(t, File{Name: "x.html", Data: []byte(`<html><body><nav>導覽</nav><main><div class="comment">` + links + `</div>` + testProse + `</main></body></html>`)})
	if strings.Count(a.Text, "請仔細讀") != 30 {
		t.Errorf("%d of 30 paragraphs", strings.Count(a.Text, "請仔細讀"))
	}
}

func TestFacts(t *testing.T) {
	type facts struct{ Title, Author, Published, Source string }
	const address = "https://a.example/news/1?x=2"
	for _, c := range []struct {
		name, head, source string
		want               facts
	}{
		{"JSON-LD", `<script type="application/ld+json">{"@graph":[{"@type":"WebSite"},{"@type":"NewsArticle","headline":"題 &amp; 目","author":[{"name":"甲某"},"乙某"],"datePublished":"2024-03-02T01:02:03Z"}]}</script><meta name="author" content="丙某">`, address, facts{"題 & 目", "甲某、乙某", "2024-03-02", address}},
		{"OpenGraph", `<meta property="og:title" content="題目"><meta property="article:published_time" content="2024年3月2日 10:00"><meta property="article:author" content="https://a.example/people/1"><meta property="og:url" content="/news/one">`, address, facts{"題目", "", "2024-03-02", "https://a.example/news/one"}},
		{"names", `<title>題目</title><meta name="Author" content="甲某"><meta name="publishdate" content="2024/3/2">`, address, facts{"題目", "甲某", "2024-03-02", address}},
		{"time", `<title>題目</title><time datetime="2024-03-02">昨天</time>`, address, facts{"題目", "", "2024-03-02", address}},
		{"no date", `<title>題目</title><meta name="date" content="2024-13-45">`, address, facts{"題目", "", "2024-13-45", address}},
		{"canonical", `<title>題目</title><link rel="canonical" href="../one#top"><meta property="og:url" content="/two">`, address, facts{"題目", "", "", "https://a.example/one"}},
		{"canonical of a file", `<title>題目</title><link rel="canonical" href="https://a.example/one">`, "saved/x.html", facts{"題目", "", "", "saved/x.html"}},
		{"canonical script", `<title>題目</title><link rel="canonical" href="javascript:alert(1)">`, address, facts{"題目", "", "", address}},
		{"canonical with a password", `<title>題目</title><link rel="canonical" href="https://a:b@a.example/">`, address, facts{"題目", "", "", address}},
		{"canonical without end", `<title>題目</title><link rel="canonical" href="/` + strings.Repeat("x", maxAddress) + `">`, address, facts{"題目", "", "", address}},
		{"too long a name", `<title>題目</title><meta name="author" content="` + strings.Repeat("名", 300) + `">`, address, facts{"題目", "", "", address}},
		{"broken JSON-LD", `<title>題目</title><script type="application/ld+json">{"headline":</script>`, address, facts{"題目", "", "", address}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := readPage(t, File{Source: c.source, Type: "text/html", Data: []byte(sitePage(c.head, "", ""))})
			if diff := cmp.Diff(c.want, facts{a.Title, a.Author, a.Published, a.Source}); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestNoArticle(t *testing.T) {
	for name, page := range map[string]string{
		"script":    `<html><body><div id="app"></div><script>var a = "文章在這裡。"</script></body></html>`,
		"login":     `<html><body><form><label>帳號</label><input name=a><label>密碼</label><input type=password><button>登入</button></form><p>忘記密碼請按這裡。</p></body></html>`,
		"cookies":   `<html><body><script></script><div>我們使用 Cookie 來改善您的體驗。按下接受，即表示您同意。</div></body></html>`,
		"labels":    `<html><body><nav>導覽</nav><ul><li>首頁</li><li>關於</li></ul></body></html>`,
		"not found": `<html><body><nav>導覽</nav><p>404 Not Found。</p></body></html>`,
		"browser":   `<html><body><script></script><noscript>x</noscript><p>Please enable JavaScript to continue.</p></body></html>`,
	} {
		_, err := new(Reader).Read(t.Context(), File{Name: "x.html", Data: []byte(page)})
		var bad *ReadError
		if !errors.As(err, &bad) || bad.Reason != "holds no article text" {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// A page that is nothing but text is not searched, so that what was read before is
// read alike.
func TestPlainPage(t *testing.T) {
	page := `<!DOCTYPE html><html><head><title>題</title><style>p{color:red}</style></head><body><div><h1>甲</h1><p>短。</p></div><div><h2>乙</h2><p>也短。</p><ul><li>項。</li></ul></div></body></html>`
	if got := outlined(read(t, "x.html", page)); got != "1甲|短。|2乙|也短。|項。" {
		t.Errorf("got %s", got)
	}
}

func TestPagesWithoutBounds(t *testing.T) {
	deep := func(open string) string { return sitePage("", strings.Repeat(open, 100_000), "") }
	for name, page := range map[string]string{
		"deep": deep("<div>"), "deep tables": deep("<table><tr><td>"), "open styles": sitePage("", strings.Repeat("<b><i><font>", 200)+strings.Repeat("<p>字。", 50_000), ""),
		"long text": sitePage("", "<p>"+strings.Repeat("港口每天有三班渡輪。", 100_000), ""), "attributes": sitePage("", "<p "+strings.Repeat("a=1 ", 3_000)+">", ""),
		"a picture in an attribute": sitePage("", `<img src="data:`+strings.Repeat("A", 1<<20)+`">`, ""),
	} {
		t.Run(name, func(t *testing.T) {
			if a := readPage(t, File{Name: "x.html", Data: []byte(page)}); !strings.Contains(a.Text, "守塔人") {
				t.Errorf("%.100q", a.Text)
			}
		})
	}
	_, err := new(Reader).Read(t.Context(), File{Name: "x.html", Data: []byte("<p " + strings.Repeat("a ", maxAttributes+1) + ">文。")})
	if err == nil || !strings.Contains(err.Error(), "thousands of attributes") {
		t.Errorf("got %v", err)
	}
	script := sitePage("<script>if(a<b){"+strings.Repeat("x y ", maxAttributes)+"}</script>", "", "")
	readPage(t, File{Name: "x.html", Data: []byte(script)})
}

func TestDeclaredEncodings(t *testing.T) {
	const hans = "灯塔建于一八九八年。港口每天有三班渡轮，周末加开两班，船票在码头的售票处买得到。"
	gbk := encoded(t, simplifiedchinese.GBK, hans)
	for _, c := range []struct{ name, raw, charset, want string }{
		{"declared", gbk, "gb2312", hans},
		{"not declared", gbk, "", hans},
		{"declared as Western European", gbk, "ISO-8859-1", hans},
		{"declared as UTF-8", gbk, "utf-8", hans},
		{"declared as Big5", gbk, "big5", hans},
		{"declared as nothing known", gbk, "klingon", hans},
		{"Shift_JIS", encoded(t, japanese.ShiftJIS, "灯台は一八九八年に建てられた。"), "Shift_JIS", "灯台は一八九八年に建てられた。"},
		{"EUC-KR", encoded(t, korean.EUCKR, "등대는 섬에 있다. 배는 하루에 세 번 온다."), "euc-kr", "등대는 섬에 있다. 배는 하루에 세 번 온다."},
		{"Western European", "caf\xE9 au lait", "iso-8859-1", "café au lait"},
	} {
		for _, name := range []string{"x.txt", "x.html"} {
			a, err := new(Reader).Read(t.Context(), File{Name: name, Charset: c.charset, Data: []byte(c.raw)})
			if err != nil || strings.TrimSpace(a.Text) != c.want {
				t.Errorf("%s, %s: got %v, %v", c.name, name, a, err)
			}
		}
	}
}

// What a file is goes by its bytes, then by what is said of it.
func TestFormats(t *testing.T) {
	const markdown, html = "# 題\n\n*文*。", "<h1>題</h1><p>文。</p>"
	for _, c := range []struct {
		f    File
		want string
	}{
		{File{Name: "x.txt", Data: []byte("1. *文*。")}, "1. *文*。"},
		{File{Name: "x.txt", Data: []byte(markdown)}, "題\n\n文。\n\n"},
		{File{Name: "x.md", Type: "text/plain", Data: []byte("*文*。")}, "文。\n\n"},
		{File{Name: "x", Type: "text/markdown", Data: []byte("*文*。")}, "文。\n\n"},
		{File{Name: "x.md", Type: "text/html", Data: []byte(html)}, "題\n\n文。\n\n"},
		{File{Source: "https://a.example/x.html?y=z.txt", Data: []byte(html)}, "題\n\n文。\n\n"},
		{File{Name: "x.html", Type: "application/octet-stream", Data: docxOf(t, p("", r("文。")))}, "文。\n\n"},
		{File{Name: "x", Type: "text/html", Data: docxOf(t, p("", r("文。")))}, "文。\n\n"},
	} {
		a, err := new(Reader).Read(t.Context(), c.f)
		if err != nil || a.Text != c.want {
			t.Errorf("%s %s %s: got %v, %v", c.f.Name, c.f.Source, c.f.Type, a, err)
		}
	}
	for name, data := range map[string]string{
		"is an RTF file":                 `{\rtf1 x}`,
		"is a zip archive":               string(zipped(t, "a.txt", "文。")),
		"is an OpenDocument":             string(zipped(t, "META-INF/manifest.xml", "", "content.xml", "")),
		"is a presentation":              string(zipped(t, "[Content_Types].xml", "", "ppt/a.xml", "")),
		"PDFs cannot be":                 "%PDF-1.7",
		"more than 5 million characters": strings.Repeat("a b ", maxCharacters/4+1),
		"more than 400000 lines":         strings.Repeat("a\n", maxParagraphs+1),
	} {
		if _, err := new(Reader).Read(t.Context(), File{Source: "x", Data: []byte(data)}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("got %v, want %q", err, name)
		}
	}
}

func TestFrontMatter(t *testing.T) {
	for _, c := range []struct{ front, title, author, published string }{
		{"title: \"題\"\nauthor: 甲某\ndate: 2024-05-06 07:08", "題", "甲某", "2024-05-06"},
		{"title: '題：一'\nauthors: [甲某, \"乙某\"]\npublished: 2024年5月6日", "題：一", "甲某、乙某", "2024-05-06"},
		{"authors:\n  - 甲某\n  - 乙某\ndate: spring\ntags:\n  - x", "x", "甲某、乙某", "spring"},
		{"subtitle: 副題\ncoauthor: 乙某", "x", "", ""},
	} {
		a := read(t, "x.md", "---\n"+c.front+"\n---\n文。\n")
		if got := fmt.Sprint(a.Title, a.Author, a.Published); got != fmt.Sprint(c.title, c.author, c.published) || a.Text != "文。\n\n" {
			t.Errorf("%s: %s, %q", c.front, got, a.Text)
		}
	}
}

// Markdown that would take a renderer minutes is read as text; what people write
// is not.
func TestTangled(t *testing.T) {
	for name, source := range map[string]string{
		"links": strings.Repeat("[a](", 50_000), "quotations": strings.Repeat(">", 200) + "字。", "lists": strings.Repeat("- ", 200) + "字。",
		"table": "|" + strings.Repeat("a|", 1000) + "\n|" + strings.Repeat("-|", 1000) + "\n" + strings.Repeat("|a|\n", 1000), "references": strings.Repeat("[a]: b\n", maxReferences+1),
		"lines": strings.Repeat("字\n", 250_000),
	} {
		if !isTangled(source) {
			t.Errorf("%s would be rendered", name)
		}
	}
	list := strings.Repeat("- [連結](http://a.example/b_c) 和**粗體**與`code`。\n", 20_000)
	for name, source := range map[string]string{"a long list": list, "a quotation": strings.Repeat("> > 引文。\n", 5_000), "code": "```\n" + strings.Repeat("x[i] = f(a, b)\n", 3_000) + "```\n", "a table": strings.Repeat("| a | b | c |\n", 20_000)} {
		if isTangled(source) {
			t.Errorf("%s would not be rendered", name)
		}
	}
}

func TestInvisible(t *testing.T) {
	for text, want := range map[string]string{
		"甲\U000E0041\U000E0042乙": "甲乙", "甲\uFE0F乙": "甲乙", "\uFE0F甲": "甲", "❤\uFE0F好": "❤\uFE0F好", "1\uFE0F\u20E3": "1\uFE0F\u20E3", "☁\uFE0E": "☁\uFE0E", "a\uFE01\uFE02\uFE0Fb": "ab",
		"甲\u2061\u2064乙": "甲乙", "葛\U000E0100城": "葛城", "👩\u200d🚀": "👩\u200d🚀", "❤\uFE0F\uFE0F": "❤\uFE0F", "🏴\U000E0067\U000E007F": "🏴",
	} {
		got, n := removeInvisible(text)
		if got != want || n != len([]rune(text))-len([]rune(want)) {
			t.Errorf("%+q: got %+q, %d", text, got, n)
		}
	}
}
