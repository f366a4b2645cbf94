package pdf

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/samples"
)

// drawn reads pages of texts in their places, and returns all paragraphs.
func drawn(t *testing.T, r *Reader, font samples.PDFFont, pages ...[]samples.PDFText) []string {
	t.Helper()
	return strings.Split(paragraphsOf(t, r, samples.PDFDocument{Drawn: pages, Font: font}.Bytes()), "\n")
}

// Text whose font is not in the file is read, in whatever pieces it is drawn.
func TestFontsNotEmbedded(t *testing.T) {
	r := New(compiled(t))
	defer r.Close()
	for _, c := range []struct {
		name string
		font samples.PDFFont
		page []samples.PDFText
		want []string
	}{
		{"characters apart", samples.UniGB, []samples.PDFText{{X: 72, Y: 700, Size: 12, Text: "公司於二○二三年公告股利", Apart: true}}, []string{"公司於二○二三年公告股利"}},
		{"marks", samples.UniGB, []samples.PDFText{{X: 72, Y: 700, Size: 12, Text: "①"}, {X: 100, Y: 700, Size: 12, Text: "值班人员"}, {X: 72, Y: 680, Size: 12, Text: "②"}, {X: 100, Y: 680, Size: 12, Text: "备用电源"}}, []string{"① 值班人员", "② 备用电源"}},
		{"vertical", samples.Vertical, []samples.PDFText{{X: 500, Y: 700, Size: 12, Text: "燈塔高四十二公尺，每天日落後一刻鐘點燈，"}, {X: 480, Y: 700, Size: 12, Text: "建於一八九八年。"}}, []string{"燈塔高四十二公尺，每天日落後一刻鐘點燈，建於一八九八年。"}},
		{"vertical, characters apart", samples.Vertical, []samples.PDFText{{X: 500, Y: 700, Size: 12, Text: "燈塔高四十二公尺，每天日落後一刻鐘點燈，", Apart: true}, {X: 480, Y: 700, Size: 12, Text: "建於一八九八年。", Apart: true}}, []string{"燈塔高四十二公尺，每天日落後一刻鐘點燈，建於一八九八年。"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, drawn(t, r, c.font, c.page)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Exponents and marks of notes do not become digits of the number before them.
func TestRaised(t *testing.T) {
	r := New(compiled(t))
	defer r.Close()
	page := []samples.PDFText{
		{X: 72, Y: 700, Size: 12, Text: "每年約10"}, {X: 120, Y: 705, Size: 7, Text: "6"}, {X: 124, Y: 700, Size: 12, Text: "噸，面積35 km"},
		{X: 202, Y: 705, Size: 7, Text: "2"}, {X: 206, Y: 700, Size: 12, Text: "，H"}, {X: 224, Y: 697, Size: 7, Text: "2"}, {X: 228, Y: 700, Size: 12, Text: "O，建於1898"},
		{X: 294, Y: 705, Size: 7, Text: "13"}, {X: 301, Y: 700, Size: 12, Text: "。"},
	}
	want := []string{"每年約10⁶噸，面積35 km²，H2O，建於1898¹³。"}
	if diff := cmp.Diff(want, drawn(t, r, samples.UniGB, page)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Glyphs without characters are left out, and it is said how many.
func TestNamelessGlyphs(t *testing.T) {
	r := New(compiled(t))
	defer r.Close()
	_, err := r.Paginate(t.Context(), samples.PDFDocument{Pages: [][]string{{"沒有人知道這是什麼字"}}, Font: samples.Nameless}.Bytes())
	if err == nil || !strings.Contains(err.Error(), "do not say which characters") {
		t.Errorf("%v", err)
	}
}

// at are texts of 12 points, the first ones at x and y, each 20 below the other.
func at(x, y float64, texts ...string) []samples.PDFText {
	var all []samples.PDFText
	for _, text := range texts {
		all = append(all, samples.PDFText{X: x, Y: y, Size: 12, Text: text})
		y -= 20
	}
	return all
}

// across draws texts of one line, each at its x.
func across(y float64, cells map[float64]string) []samples.PDFText {
	var all []samples.PDFText
	for _, x := range slices.Sorted(maps.Keys(cells)) {
		all = append(all, samples.PDFText{X: x, Y: y, Size: 12, Text: cells[x]})
	}
	return all
}

func TestDrawnLayouts(t *testing.T) {
	r := New(compiled(t))
	defer r.Close()
	const left, right = "燈塔高四十二公尺建於一八九八年由漁會出資。", "渡輪每天三班週末加開兩班船票在碼頭售票處。"
	columns := func(lines int) (page []samples.PDFText) {
		for i := range lines {
			page = append(page, across(700-20*float64(i), map[float64]string{60: left, 340: right})...)
		}
		return page
	}
	catalogue := func(name, model, price string) []samples.PDFText {
		return at(72, 740, "名稱："+name, "型號："+model, "材質：鋼", "價格："+price)
	}
	body := func(first, last string) []samples.PDFText {
		return append(at(72, 700, strings.Repeat(first, 9), last), samples.PDFText{X: 500, Y: 800, Size: 9, Text: "漁港年報"})
	}
	for _, c := range []struct {
		name  string
		pages [][]samples.PDFText
		want  []string
	}{
		{"a table", [][]samples.PDFText{slices.Concat(across(700, map[float64]string{72: "港口", 200: "2021年", 320: "2022年"}), across(680, map[float64]string{72: "煤炭", 320: "35 萬噸"}), across(660, map[float64]string{72: "木材", 200: "7 萬噸", 320: "8 萬噸"}))},
			[]string{"港口 | 2021年 | 2022年", "煤炭 |  | 35 萬噸", "木材 | 7 萬噸 | 8 萬噸"}},
		{"a cell of two lines", [][]samples.PDFText{slices.Concat(across(700, map[float64]string{72: "港口", 200: "設備"}), across(670, map[float64]string{72: "東港", 200: "起重機兩台，"}), at(200, 655, "倉庫三座"), across(620, map[float64]string{72: "西港", 200: "無"}))},
			[]string{"港口 | 設備", "東港 | 起重機兩台，倉庫三座", "西港 | 無"}},
		{"cells close to each other", [][]samples.PDFText{slices.Concat(across(700, map[float64]string{72: "年度", 110: "煤炭", 150: "木材"}), across(680, map[float64]string{72: "2021", 110: "35", 150: "7"}))}, []string{"年度 | 煤炭 | 木材", "2021 | 35 | 7"}},
		{"cells at unlike heights, characters apart", [][]samples.PDFText{{{X: 72, Y: 700, Size: 12, Text: "品項", Apart: true}, {X: 200, Y: 702, Size: 12, Text: "數量", Apart: true}, {X: 72, Y: 676, Size: 12, Text: "螺栓", Apart: true}, {X: 200, Y: 678, Size: 12, Text: "400", Apart: true}}}, []string{"品項 | 數量", "螺栓 | 400"}},
		{"a list is no table", [][]samples.PDFText{slices.Concat(across(700, map[float64]string{72: "1.", 100: "燈塔"}), across(680, map[float64]string{72: "2.", 100: "渡輪"}))}, []string{"1. 燈塔", "2. 渡輪"}},
		{"columns line by line", [][]samples.PDFText{append(columns(5), at(340, 600, "冬天停航。")...)}, []string{strings.Repeat(left, 5), strings.Repeat(right, 5) + "冬天停航。"}},
		{"letters apart", [][]samples.PDFText{slices.Concat(across(700, map[float64]string{200: "通", 230: "知", 260: "書"}), at(72, 660, "蓄水池啟用。"))}, []string{"通知書", "蓄水池啟用。"}},
		{"a catalogue", [][]samples.PDFText{catalogue("鋼瓶", "QT-101", "120元"), catalogue("鋼桶", "QT-202", "230元"), catalogue("鋼罐", "QT-303", "340元")},
			[]string{"名稱：鋼瓶", "型號：QT-101", "材質：鋼", "價格：120元", "名稱：鋼桶", "型號：QT-202", "材質：鋼", "價格：230元", "名稱：鋼罐", "型號：QT-303", "材質：鋼", "價格：340元"}},
		{"a note between two pages", [][]samples.PDFText{append(body("潮水一天", "漲兩次。渡輪每天三班，週末加開兩班，船票在碼頭，清晨六點的第一班開往"), samples.PDFText{X: 72, Y: 90, Size: 9, Text: "註1：以夏季為準。"}, samples.PDFText{X: 290, Y: 40, Size: 9, Text: "- 1 -"}), append(body("東岸島上", "的燈塔。"), samples.PDFText{X: 290, Y: 40, Size: 9, Text: "- 2 -"})},
			[]string{"漁港年報", "註1：以夏季為準。", strings.Repeat("潮水一天", 9) + "漲兩次。渡輪每天三班，週末加開兩班，船票在碼頭，清晨六點的第一班開往" + strings.Repeat("東岸島上", 9) + "的燈塔。"}},
		{"printed twice", [][]samples.PDFText{append(at(72, 700, "關於本報告"), at(72.4, 700, "關於本報告")...)}, []string{"關於本報告"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, drawn(t, r, samples.UniGB, c.pages...)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// What was filled into a form stands beside its label. A password is not read, and
// neither is what is hidden.
func TestForm(t *testing.T) {
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R 8 0 R 9 0 R 10 0 R]/DA(/F 0 Tf)>>>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>/Annots[7 0 R 8 0 R 9 0 R 10 0 R 11 0 R 12 0 R]>>",
		"<</Length 101>>stream\nBT /F 12 Tf 72 700 Td (Name of the ship:) Tj 0 -40 Td (Flag:) Tj 0 -40 Td (Word of entry:) Tj ET          \nendstream",
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
		"<</T(ship)/FT/Tx/V(Blue Heron)/Kids[7 0 R]>>",
		"<</Type/Annot/Subtype/Widget/Parent 6 0 R/Rect[200 695 400 715]>>",
		"<</Type/Annot/Subtype/Widget/T(flag)/FT/Ch/Ff 131072/V(Norway)/Opt[(Norway)(Malta)]/Rect[200 655 400 675]>>",
		"<</Type/Annot/Subtype/Widget/T(word)/FT/Tx/Ff 8192/V(secret)/Rect[200 615 400 635]>>",
		"<</Type/Annot/Subtype/Widget/T(gone)/FT/Tx/V(hidden)/F 2/Rect[200 575 400 595]>>",
		"<</Type/Annot/Subtype/FreeText/Contents(Checked on 3 March\\rby the harbour master)/Rect[72 500 400 540]/DA(/F 11 Tf)>>",
		"<</Type/Annot/Subtype/Text/Contents(a remark in a window)/Rect[72 400 90 420]>>",
	}
	var raw strings.Builder
	raw.WriteString("%PDF-1.7\n")
	for i, o := range objects {
		fmt.Fprintf(&raw, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	raw.WriteString("trailer\n<</Root 1 0 R>>\n")
	r := New(compiled(t))
	defer r.Close()
	want := "Name of the ship: Blue Heron\nFlag: Norway\nWord of entry:\nChecked on 3 March\nby the harbour master"
	if diff := cmp.Diff(want, paragraphsOf(t, r, []byte(raw.String()))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A page that is written from the bottom up is read as one that is upright.
func TestRotated(t *testing.T) {
	const content = "BT /F 12 Tf 0 1 -1 0 300 100 Tm (Built in 1898 for 12,111.06 crowns,) Tj 0 -14 Td (the lighthouse stands.) Tj ET"
	raw := "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n" +
		"3 0 obj\n<</Type/Page/Parent 2 0 R/Rotate 90/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>\nendobj\n" +
		fmt.Sprintf("4 0 obj\n<</Length %d>>stream\n%s\nendstream\nendobj\n", len(content), content) +
		"5 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\ntrailer\n<</Root 1 0 R>>\n"
	r := New(compiled(t))
	defer r.Close()
	if got := paragraphsOf(t, r, []byte(raw)); got != "Built in 1898 for 12,111.06 crowns, the lighthouse stands." {
		t.Errorf("%q", got)
	}
}
