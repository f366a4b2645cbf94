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
		"two walls": `<html><body><script></script><p>本網站使用 Cookie。</p><p>繼續瀏覽即表示您同意我們的隱私權政策，詳細內容請參閱說明，您也可以隨時改變您的決定。</p>`,
		"members":   `<html><body><form><input type=password></form><p>歡迎回來，請輸入您的帳號與密碼，如果您還沒有帳號，請先按下面的連結註冊，只要三分鐘就可以完成。</p>`,
		"browser":   `<html><body><script></script><noscript>x</noscript><p>Please enable JavaScript to continue.</p></body></html>`,
	} {
		_, err := Parse(t.Context(), doc.File{Name: "x.html", Data: []byte(page)})
		var bad *doc.Error
		if !errors.As(err, &bad) || bad.Reason != "holds no article text" {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// A short article is one beside a login form, too, and where it speaks of cookies.
func TestShortArticle(t *testing.T) {
	const article = `<p>柳灣蓄水池昨日啟用，工程歷時十九個月，總投資兩億三千萬元，可容納四十萬立方公尺雨水。</p>`
	for name, page := range map[string]string{
		"login":       `<html><body><div class=a></div><form><label>帳號</label><input type=password><button>登入</button></form>` + article,
		"consent":     `<html><body><nav>導覽</nav><div>我們使用 Cookie 來改善您的體驗。按下接受，即表示您同意。</div>` + article,
		"of cookies":  `<html><body><nav>導覽</nav><p>港口的麵包店今年賣出三千個 Cookie，每個二十元。</p>`,
		"of scripts":  `<html><body><nav>導覽</nav><p>JavaScript 是一種程式語言，一九九五年問世。</p>`,
		"of the lost": `<html><body><nav>x</nav><p>The wreck was not found until 1921.</p>`,
	} {
		d, err := Parse(t.Context(), doc.File{Name: "x.html", Data: []byte(page)})
		if err != nil || len(d.Blocks) == 0 {
			t.Errorf("%s: %v", name, err)
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

// What is raised above the line is no digit of the number before it, and the mark of
// a note no part of the text.
func TestScripts(t *testing.T) {
	for body, want := range map[string]string{
		`10<sup>6</sup>噸，H<sub>2</sub>O，x<sup>n+1</sup>`:                              "10⁶噸，H₂O，xⁿ⁺¹",
		`建於1898<sup><a href="#n">3</a></sup>。`:                                        "建於1898。",
		`建於1898<a href="p.html#n"><sup>3</sup></a>。`:                                  "建於1898。",
		`建於1898<sup class="reference"><a href="/wiki/X#cite_note-1">[註 1]</a></sup>。`: "建於1898。",
		`建於1898<a role="doc-noteref" href="n.html">3</a>，<a href="#x">5</a>座。`:        "建於1898，5座。",
		`建於1898<sup>[3]</sup>年`:                                                       "建於1898年",
		`1898<sup><a href="#a">1</a></sup><sup>,</sup><sup><a href="#b">2</a></sup>`:  "1898",
		`the 20<sup>th</sup> century`:                                                 "the 20th century",
		`註文。<a href="#r" class="footnote-backref">↩</a>`:                              "註文。",
		`1<sup>2`:       "1²",
		`a<sup></sup>b`: "ab",
		`<table><tr><td>10<sup>6</sup><td>35 km<sup>2</sup></table>`: "10⁶ | 35 km²",
	} {
		if _, got := parse(t, "<p>"+body); got != want {
			t.Errorf("%s: %q, want %q", body, got, want)
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
		{"exponents", "<tr><td>貨類<td>10<sup>6</sup>噸<tr><td>煤炭<td>35<sup><a href='#n1'>1</a></sup>", "貨類 | 10⁶噸\n煤炭 | 35"},
		{"a cell that is still to come", `<tr><td>貨類<td>2021年<tr><td>煤炭<td><!--$?-->載入中<!--/$--><tr id="S:0"><td>糧食<td>12`, "貨類 | 2021年\n煤炭 |\n糧食 | 12"},
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

// A formula is written in a line.
func TestFormulas(t *testing.T) {
	for body, want := range map[string]string{
		"約<math><msup><mn>10</mn><mn>6</mn></msup></math>噸":                                 "約10⁶噸",
		"<math><msub><mi>H</mi><mn>2</mn></msub><mi>O</mi></math>":                          "H₂O",
		"y<sup><math><mfrac><mn>1</mn><mn>2</sup>3</mn></mfrac></math> is":                  "y¹²3 is",
		"<math><mfrac><mn>2<sup>3456</mn><mn>7</mn></mfrac></sup></math> is":                "23456/7 is",
		"<math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac></math>": "(a+b)/2",
		"<math><msqrt><mn>2</mn></msqrt><mroot><mn>8</mn><mn>3</mn></mroot></math>":         "√2³√8",
		"<math><msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup></math>":                    "x₁²",
		`<span style="display: none" class="mwe-math-mathml-inline mwe-math-mathml-a11y"><math><semantics><mrow><msup><mn>10</mn><mrow><mo>−</mo><mn>6</mn></mrow></msup></mrow><annotation>10^{-6}</annotation></semantics></math></span><img alt="10^{-6}">克`: "10⁻⁶克",
		"<math><msup><mn>10</mn></math>克":                                 "10克",
		"<math>" + strings.Repeat("<msup><mn>1</mn>", 100) + "<mn>2</mn>": strings.Repeat("1", 100) + "2",
	} {
		if _, got := parse(t, "<p>"+body); got != want {
			t.Errorf("%s: %q, want %q", body, got, want)
		}
	}
}

// A line end in the markup is no space between Chinese characters, except where it
// may be all that holds a label and its text apart.
func TestSoftBreaks(t *testing.T) {
	for body, want := range map[string]string{
		"水池可容納\n  四十萬立方公尺": "水池可容納四十萬立方公尺", "three\nferries": "three ferries", "<b>冷氣</b>\n白天很熱": "冷氣 白天很熱",
		"工程<b>歷時</b>\n十九個月": "工程歷時十九個月", "工程\n<b>歷時</b>十九個月": "工程歷時十九個月", "<span>姓名</span>\n<span>王某</span>": "姓名 王某",
		"使用\nAI": "使用 AI", "甲 乙": "甲 乙", "甲<br>\n乙": "甲\n乙",
	} {
		if _, got := parse(t, "<p>"+body); got != want {
			t.Errorf("%q: %q, want %q", body, got, want)
		}
	}
}

func TestPageBreaks(t *testing.T) {
	d, last, err := Chapter(`<p>甲<span class="pagenum" id="b7">[Pg 2]</span>乙 the<a role="doc-pagebreak" aria-label="page 3"/> end`+
		`<p>丙<hr role="doc-pagebreak" title="4"><p>丁<span epub:type="pagebreak" title="xii">xii</span></p><p>己`+
		`<table><tr><td>煤炭<td>35<a class="pagenum" id="p6"></a>萬噸<tr><td>糧食<td>12</table><p>戊`, 1)
	if err != nil {
		t.Fatal(err)
	}
	want := []doc.Block{{Text: "甲", Page: 1}, {Text: "乙 the", Gap: " ", Page: 2, Continues: true}, {Text: "end", Gap: "\n\n", Page: 3, Continues: true},
		{Text: "丙", Gap: "\n\n", Page: 3}, {Text: "丁", Gap: "\n\n", Page: 4}, {Text: "己", Gap: "\n\n"}, {Text: "煤炭 | 35萬噸", Gap: "\n"}, {Text: "糧食 | 12", Gap: "\n\n", Page: 6}, {Text: "戊", Gap: "\n\n", Page: 6}}
	if diff := cmp.Diff(want, d.Blocks); diff != "" || last != 6 {
		t.Errorf("ends on page %d (-want +got):\n%s", last, diff)
	}
}
