package sentence

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/corpus/doc"
)

func (k Kind) String() string {
	return []string{"statement", "question", "heading", "label", "lead-in", "item", "table head", "row", "attribution", "fragment"}[k]
}

func read(t *testing.T, name, text string) *corpus.Article {
	t.Helper()
	a, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: name, Data: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// each calls visit with every sentence.
func each(a *corpus.Article, visit func(passage, sentence int, text string)) {
	for p, passage := range a.Passages {
		for s, span := range passage.Sentences {
			visit(p, s, a.Quote(span))
		}
	}
}

// TestKindOf has texts in which each line is marked with the kinds of its sentences: one for
// all of them, or one for each.
func TestKindOf(t *testing.T) {
	for _, c := range []struct{ name, source, text string }{
		{"recipe", "x.md", `
			                    # 三杯雞
			statement           三杯雞是一道台灣家常菜。
			lead-in             準備材料如下：
			item                - 雞腿 2 支
			item                - 九層塔 一把
			item                - 麻油、醬油、米酒各一杯
			lead-in             做法分成三個步驟：
			item                1. 先把雞腿切塊。
			item                2. 用麻油爆香薑片，再下雞肉。
			item                3. 加入醬油和米酒，收乾後放九層塔。
			statement           這樣就完成了。
			attribution         圖／王小明攝
			attribution         延伸閱讀：十道電鍋料理`},
		{"product", "x.html", `
			                    <h1>AirPurify 300</h1>
			statement           <p>AirPurify 300 is an air purifier for rooms of up to 40 square metres.</p>
			label               <p>Pros:</p>
			item                <ul><li>Quiet at night</li>
			item                <li>Cheap filters</li>
			item                <li>Works with a phone</li></ul>
			label               <p>Cons:</p>
			item                <ul><li>Heavy</li>
			item                <li>No handle</li></ul>
			question            <p>Is it worth the money?</p>
			statement           <p>We think so.</p>
			table head          <table><tr><th>Model</th><th>Area</th><th>Price</th></tr>
			row                 <tr><td>200</td><td>25 m²</td><td>$129</td></tr>
			row                 <tr><td>300</td><td>40 m²</td><td>$199</td></tr></table>
			attribution         <p>Photo by Ann Lee</p>
			attribution         <p>Read more: How we test</p>`},
		{"news", "x.txt", `
			                    三鶯線六月通車

			attribution         記者林大山／台北報導
			statement           市府昨天宣布，捷運三鶯線將於六月通車。
			statement           全長14.29公里，設12座車站。它是新北市第三條中運量路線。
			question            票價怎麼算？
			statement           單程20元起，最高35元。
			attribution         資料來源：新北市政府捷運工程局
			attribution         （編輯：陳小華）`},
		{"simplified faq", "x.md", `
			                    ## 常见问题
			question            Q1：快递多久能到？
			statement           A：一般三天。
			question            Q2：可以退货吗？
			statement           A：可以，七天之内无理由退货。
			heading             一、退货流程
			statement           先在订单页面申请，客服会在一天内回复。
			heading             二、退款时间
			statement           收到货后两天内原路退回。`},
		{"plain table", "x.txt", `
			statement           Opening hours differ from season to season, so check before you come to the museum.
			table head          | Season | Hours |
			fragment            |--------|-------|
			row                 | Summer | 9-18 |
			row                 | Winter | 10-16 |
			statement           The café closes an hour earlier than the museum does on every day of the week.`},
		{"infobox", "x.html", `
			                    <h1>大雪山</h1>
			row                 <table><tr><td>海拔</td><td>2,600公尺</td></tr>
			row                 <tr><td>位置</td><td>台中市和平區</td></tr></table>
			statement           <p>大雪山以賞鳥聞名。</p>`},
		{"label over value", "x.html", `
			                    <h1>Lakeside Hotel</h1>
			label               <p>Price</p>
			fragment            <p>NT$2,500</p>
			statement           <p>Breakfast is served from seven to ten in the garden room.</p>`},
		{"quoted question", "x.txt", `
			statement           他問：「你要去哪裡？」
			question            「你要去哪裡？」
			question            What now?!
			statement           She asked "Why?" and left.`},
		{"guide", "x.md", `
			                    # 甲城兩天懶人包
			heading             【必吃清單】
			item                牛肉湯：甲店早上五點開賣
			item                碗粿：乙店，一碗35元
			item                蝦仁飯：丙店，記得加鴨蛋湯
			statement           這些店週一多半公休。
			lead-in             請按以下步驟訂位：
			item                打電話給店家。
			item                告知人數。
			statement           該電話只在上午有人接。
			attribution         更多文章請看我的部落格`},
		{"ferry", "x.txt", `
			                    Harbour Ferry Guide
			attribution         By Jane O'Neill | June 3, 2023
			statement           The ferry runs every half hour from March to October and carries up to forty cars.
			lead-in             Known issues include
			item                - no parking at the east pier
			item                - no toilets on board
			label               In the bag
			item                - a warm coat
			item                - some snacks
			attribution         Source: the county council`},
		{"nothing", "x.txt", `
			statement           Here is some text that is long enough to be nothing but a paragraph of this article.
			fragment            ＊＊＊
			fragment            {{}}
			statement           That is all there is to say about it.
			attribution         （完）`},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, want := unmarked(c.text)
			var got []string
			line := -1
			a := read(t, c.source, text)
			end := -1
			each(a, func(p, s int, _ string) {
				span := a.Passages[p].Sentences[s]
				if end < 0 || strings.Contains(a.Text[end:span.Start], "\n") {
					line++
					got = append(got, "")
				}
				end = span.End
				kind := KindOf(a, p, s).String()
				if !strings.HasSuffix(got[line], kind) {
					got[line] = strings.TrimSpace(got[line] + " " + kind)
				}
			})
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// unmarked removes the kinds from a text. Lines without one are not sentences.
func unmarked(marked string) (text string, kinds []string) {
	var out strings.Builder
	for line := range strings.Lines(strings.TrimSpace(marked)) {
		line = strings.TrimRight(strings.TrimLeft(line, "\t"), "\n")
		kind, rest := line[:min(20, len(line))], line[min(20, len(line)):]
		if line == "" || line[0] != ' ' && (line[0] < 'a' || line[0] > 'z') { // the first line has no indent left
			kind, rest = "", line
		}
		if strings.TrimSpace(kind) != "" {
			kinds = append(kinds, strings.TrimSpace(kind))
		}
		out.WriteString(rest + "\n\n")
	}
	return out.String(), kinds
}

func TestItems(t *testing.T) {
	a := read(t, "x.md", `
# Moving to a new laptop

Before you start you need three things:

A cable.

The old charger.

An hour of time.

The rest is easy.

To copy your files:

Connect both laptops.

Open the transfer tool on the old one. It is in the Start menu.

Click "Begin" and wait.

If anything fails, start again.

Some people prefer a disk. Its advantages are the following:

- Speed: a disk copies in minutes.

- Safety: the old files stay.

Everything else is described in the manual: it comes with the laptop.

We end with a warning:

Never format the old disk first.

Nobody will give your files back.
`)
	want := map[string][]string{
		"Before you start you need three things:": {"A cable.", "The old charger.", "An hour of time."},
		"To copy your files:":                     {"Connect both laptops.", "Open the transfer tool on the old one. It is in the Start menu.", `Click "Begin" and wait.`},
		"Its advantages are the following:":       {"Speed: a disk copies in minutes.", "Safety: the old files stay."},
		"We end with a warning:":                  {"Never format the old disk first."},
	}
	got := map[string][]string{}
	each(a, func(p, s int, text string) {
		for _, item := range Items(a, p, s) {
			got[text] = append(got[text], a.Quote(item))
		}
		lead, items, ok := ListAround(a, p, s)
		if !ok {
			return
		}
		inside := false
		for _, item := range items {
			inside = inside || item.Start <= a.Passages[p].Sentences[s].Start && a.Passages[p].Sentences[s].End <= item.End
		}
		if !inside || len(want[a.Quote(lead)]) != len(items) {
			t.Errorf("%q: the list of %q with %d items", text, a.Quote(lead), len(items))
		}
	})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestItemsAcrossPassages checks that a list continues in later passages, and stops at forty
// items.
func TestItemsAcrossPassages(t *testing.T) {
	var text strings.Builder
	text.WriteString("本園開放的步道如下：\n\n")
	for range 60 {
		text.WriteString("- 沿著溪谷往上走的一條長長的步道，沿途有三座涼亭和一座吊橋可以休息\n\n")
	}
	a := read(t, "x.md", text.String())
	if len(a.Passages) < 5 {
		t.Fatalf("%d passages", len(a.Passages))
	}
	if got := len(Items(a, 0, 0)); got != maxItems {
		t.Errorf("%d items, want %d", got, maxItems)
	}
	lead, items, ok := ListAround(a, 2, 0)
	if !ok || a.Quote(lead) != "本園開放的步道如下：" || len(items) != maxItems {
		t.Errorf("list around: %q, %d, %v", a.Quote(lead), len(items), ok)
	}
}

func TestSectionItems(t *testing.T) {
	a := read(t, "x.md", `
# 甲城

## 優點

房租便宜。公園也多。

夏天涼快。

## 交通

甲城有兩條鐵路。

公車半小時一班。

## 工具

1、Alpha

一個筆記軟體。

2、Beta

一個排程軟體。
`)
	var got []string
	for i, s := range a.Sections {
		for _, item := range SectionItems(a, i) {
			got = append(got, s.Title+" "+a.Quote(item))
		}
	}
	want := []string{"優點 房租便宜。公園也多。", "優點 夏天涼快。", "工具 1、Alpha", "工具 2、Beta"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	lead, items, ok := ListAround(a, 0, 0)
	if !ok || a.Quote(lead) != "優點" || len(items) != 2 {
		t.Errorf("list around: %q, %d, %v", a.Quote(lead), len(items), ok)
	}
}

func TestHeadOf(t *testing.T) {
	for _, c := range []struct{ name, source, text, want string }{
		{"Markdown", "x.md", "|名稱|電話|\n|-|-|\n|總館||\n|分館|123|", "名稱,電話 名稱,電話 名稱,電話"},
		{"numbers below", "x.html", "<p>文。</p><table><tr><td>Item</td><td>Cost</td></tr><tr><td>Tea</td><td>$2</td></tr><tr><td>Cake</td><td>$4</td></tr></table>", "Item,Cost Item,Cost Item,Cost"},
		{"none", "x.html", "<p>文。</p><table><tr><td>首都</td><td>甲城</td></tr><tr><td>語言</td><td>甲語</td></tr></table>", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := read(t, c.source, c.text)
			var got []string
			each(a, func(p, s int, _ string) {
				if head := HeadOf(a, p, s); head != nil {
					got = append(got, strings.Join(head, ","))
				}
			})
			if diff := cmp.Diff(c.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestHeadOfSpreadsheets checks that each row of a sheet has its header, however far above,
// that each table of it has its own, and that an empty first cell keeps its place.
func TestHeadOfSpreadsheets(t *testing.T) {
	text := "品項,數量,單位\n" + strings.Repeat("螺栓,400,盒\n", 300) + "\n站,班次\n北站,12\n,8\n"
	a := read(t, "x.csv", text)
	got := map[string]int{}
	each(a, func(p, s int, row string) { got[row+" / "+strings.Join(HeadOf(a, p, s), ",")]++ })
	want := map[string]int{"品項 | 數量 | 單位 / 品項,數量,單位": 1, "螺栓 | 400 | 盒 / 品項,數量,單位": 300, "站 | 班次 / 站,班次": 1, "北站 | 12 / 站,班次": 1, "| 8 / 站,班次": 1}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"", "8"}, cells("| 8")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
