package html

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus/doc"
)

const testProse = "<p>港口每天有三班渡輪，週末加開兩班，船票在碼頭的售票處買得到。燈塔高四十二公尺，建於一八九八年，守塔人每個月換一次班。</p>"

// sitePage is a page of a site around an article.
func sitePage(head, before, after string) string {
	return `<html><head>` + head + `</head><body><nav><a href="/">首頁導覽</a></nav>` + before + `<div class="post">` + strings.Repeat(testProse, 3) + `</div>` + after +
		`<aside class="sidebar">相關閱讀在旁邊。</aside><footer>版權所有。</footer></body></html>`
}

// parse reads a page, and shows its paragraphs, headings with their level.
func parse(t *testing.T, page string) (doc.Document, string) {
	t.Helper()
	d, err := Parse(t.Context(), doc.File{Name: "x.html", Data: []byte(page)})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, b := range d.Blocks {
		text := b.Text
		if b.Level > 0 {
			text = string(rune('0'+b.Level)) + text
		}
		all = append(all, text)
	}
	return d, strings.Join(all, "|")
}

func TestPage(t *testing.T) {
	d, text := parse(t, sitePage("<title>港口 - 某某網</title>", `<h1>港口</h1>`, `<div class="comments">網友說好。</div>`))
	if diff := cmp.Diff("1港口|"+strings.TrimSuffix(strings.Repeat(testProse[3:len(testProse)-4]+"|", 3), "|"), text); diff != "" || d.Title != "港口" {
		t.Errorf("title %q (-want +got):\n%s", d.Title, diff)
	}
}

// Where the search finds little of what the page marks as its text, the page
// counts.
func TestSearchThatFindsLittle(t *testing.T) {
	links := strings.Repeat(`<p><a href="/x">第一條到第九條的規定，都寫在這裡，一條也不少，請仔細讀。</a></p>`, 30)
	_, text := parse(t, `<html><body><nav>導覽</nav><main><div class="comment">`+links+`</div>`+testProse+`</main></body></html>`)
	if strings.Count(text, "請仔細讀") != 30 {
		t.Errorf("%d of 30 paragraphs", strings.Count(text, "請仔細讀"))
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
		_, err := Parse(t.Context(), doc.File{Name: "x.html", Data: []byte(page)})
		var bad *doc.Error
		if !errors.As(err, &bad) || bad.Reason != "holds no article text" {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// A page that is nothing but text is not searched, so that what was read before is
// read alike.
func TestPlainPage(t *testing.T) {
	page := `<!DOCTYPE html><html><head><title>題</title><style>p{color:red}</style></head><body><div><h1>甲</h1><p>短。</p></div><div><h2>乙</h2><p>也短。</p><ul><li>項。</li></ul></div></body></html>`
	if _, got := parse(t, page); got != "1甲|短。|2乙|也短。|項。" {
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
			if _, text := parse(t, page); !strings.Contains(text, "守塔人") {
				t.Errorf("%.100q", text)
			}
		})
	}
	_, err := Parse(t.Context(), doc.File{Name: "x.html", Data: []byte("<p " + strings.Repeat("a ", maxAttributes+1) + ">文。")})
	if err == nil || !strings.Contains(err.Error(), "thousands of attributes") {
		t.Errorf("got %v", err)
	}
	script := sitePage("<script>if(a<b){"+strings.Repeat("x y ", maxAttributes)+"}</script>", "", "")
	parse(t, script)
}

// The encoding is the server's or, where that is none, the page's.
func TestDeclaredEncodings(t *testing.T) {
	for _, c := range []struct{ name, charset, page string }{
		{"by the server", "gb2312", "<p>\xb5\xc6\xcb\xfe</p>"},
		{"by the page", "", "<meta charset=gbk><p>\xb5\xc6\xcb\xfe</p>"},
		{"by XML", "", `<?xml version="1.0" encoding="gbk"?>` + "<p>\xb5\xc6\xcb\xfe</p>"},
		{"by the page, as the server says UTF-8", "utf-8", "<meta charset=gbk><p>\xb5\xc6\xcb\xfe</p>"},
	} {
		d, err := Parse(t.Context(), doc.File{Charset: c.charset, Data: []byte(c.page)})
		if err != nil || len(d.Blocks) != 1 || d.Blocks[0].Text != "灯塔" {
			t.Errorf("%s: %v, %v", c.name, d, err)
		}
	}
}

// Every value of a table stands in its own column, and what is a table for the
// layout alone stays as it is.
func TestTables(t *testing.T) {
	long := strings.Repeat("這一欄是一篇文章的開頭。", 60)
	for _, c := range []struct{ name, body, want string }{
		{"empty cells", "<tr><th>货类<th>2021年<th>2022年<tr><td>煤炭<td><td>35万吨<tr><td><td>3万吨<td>", "货类 | 2021年 | 2022年\n煤炭 |  | 35万吨\n | 3万吨"},
		{"cells over rows", "<tr><td>港区</td><td>泊位</td></tr><tr><td rowspan=2>东港</td><td>1号</td></tr><tr><td>2号</td></tr>", "港区 | 泊位\n东港 | 1号\n东港 | 2号"},
		{"cells over columns", "<tr><td>站</td><td colspan=2>班次</td></tr><tr><td>北站</td><td>12</td><td>8</td></tr>", "站 | 班次 | 班次\n北站 | 12 | 8"},
		{"a title row", "<tr><td colspan=2>表一</td></tr><tr><td>站</td><td>班次</td></tr>", "表一\n\n站 | 班次"},
		{"paragraphs in cells", "<tr><td><p>站</p></td><td><p>班次</p><p>（每日）</p></td></tr><tr><td><div>北站</div></td><td><div>12<br>8</div></td></tr>", "站 | 班次（每日）\n北站 | 12 8"},
		{"layout", "<tr><td><h2>題</h2><p>甲。</p></td><td>乙。</td></tr>", "題\n\n甲。\n\n乙。"},
		{"much text", "<tr><td>" + long + "</td><td>乙。</td></tr>", long + "\n\n乙。"},
		{"one cell", "<tr><td><p>甲。</p><p>乙。</p></td></tr>", "甲。\n\n乙。"},
		{"a table in a table", "<tr><td><table><tr><td>站</td><td>班次</td></tr><tr><td>北站</td><td>12</td></tr></table></td></tr><tr><td>文。</td></tr>", "站 | 班次\n北站 | 12\n\n文。"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := Whole("<body><table>" + c.body + "</table><p>後文。</p>")
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, b := range d.Blocks {
				got += b.Text + b.Gap
			}
			if diff := cmp.Diff(c.want+"\n\n後文。\n\n", got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	d, err := Whole("<table><tr><td>站<td>班次<tr><td>北站<td>12</table><table><tr><td>票<td>價</table>" + strings.Repeat("<table><tr><td>", 30) + "深")
	if err != nil || len(d.Blocks) != 4 || d.Blocks[1].Gap != "\n\n" || d.Blocks[3].Text != "深" {
		t.Errorf("%v, %v", d.Blocks, err)
	}
}
