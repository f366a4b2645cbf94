package figure

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus/doc"
	"footnote/corpus/repair"
)

func TestText(t *testing.T) {
	for given, want := range map[string]string{
		"港口的夜景": "港口的夜景", " The harbour\n\tat\u2028night\u200b\x07. ": "The harbour at night.", "**Harbour** [x](http://x)": "**Harbour** [x](http://x)",
		"燈塔": "燈塔", "Harbour": "Harbour", "Apollo 11": "Apollo 11", "COVID-19": "COVID-19", "Image of the harbour": "Image of the harbour", "圖1：港口的夜景": "圖1：港口的夜景",
		"Figure 3: ferries a day": "Figure 3: ferries a day", "Page 3 of the manuscript": "Page 3 of the manuscript", "Logo of the port": "Logo of the port", "P 3 and P 4 compared": "P 3 and P 4 compared",
		"The settings are kept in logo.png": "The settings are kept in logo.png", "Warning: the pack may contain: nuts": "Warning: the pack may contain: nuts", "Image may contain: 2 people": "", "May contain: sky": "", "Screenshot 2024-01-02 at 10.11.12.png": "", "harbour at night.jpg": "",
		"": "", "  ": "", "x": "", "42 %": "", "—": "", "image1.png": "", "My holiday photo (2).JPEG": "", `C:\Users\x\a b.png`: "", "https://x.example/a?b=c": "", "cid:image001@x": "", "/uploads/2023/a": "",
		"IMG_1234": "", "IMG-20230102-WA0001": "", "DSC01234": "", "P1010023": "", "Screenshot 2024-01-02 at 10.11.12": "", "WhatsApp Image 2023-01-02 at 10.11.12 (1)": "", "微信图片_20230102101112": "", "螢幕擷取畫面 2024-01-02 101112": "",
		"Image for post": "", "Auto Draft 14": "", "The harbour<br><small>Photo by <a href=\"x\">Li</a></small>": "The harbour Photo by Li", "image": "", "Image 3": "", "圖片 5": "", "图片1": "", "Picture 2": "", "圖 3": "", "圖一": "", "附圖十二": "", "Figure 3.1": "", "Untitled": "", "logo": "", "截圖": "", "Bild 4": "", "在这里插入图片描述": "", "enter image description here": "",
		"3f2a9c0e77b14d2f": "", "6ba7b810-9dad-11d1-80b4-00c04fd430c8": "", "aGVsbG8gd29ybGQgaGVsbG8x": "", "harbour_at_night": "", "harbour-night-1024x768": "",
		"A picture containing text\n\nDescription automatically generated": "", "一張含有文字的圖片\n\n自動產生的描述": "", "A chart. AI-generated content may be incorrect.": "",
		"\xff港口\xfe的夜景": "港口的夜景",
	} {
		if got, cut := Text(given); got != want || cut {
			t.Errorf("%q: %q, %v", given, got, cut)
		}
	}
}

func TestLongText(t *testing.T) {
	for _, part := range []string{"港口的夜景。", "a lighthouse ", "\xff", "x"} {
		got, cut := Text(strings.Repeat(part, 1<<20/len(part)))
		if n := utf8.RuneCountInString(got); n > maxText+1 || (n > 0) != cut || !utf8.ValidString(got) {
			t.Errorf("%q: %d characters, %v", part, n, cut)
		}
	}
}

func TestDecoration(t *testing.T) {
	for _, c := range []struct {
		p    Picture
		want bool
	}{
		{Picture{Source: "a.png"}, false},
		{Picture{Source: "a.png", Width: 640, Height: 480}, false},
		{Picture{Source: "a.png", Width: 32}, false},
		{Picture{Source: "a.png", Width: 31}, true},
		{Picture{Source: "a.png", Width: 600, Height: 2}, true},
		{Picture{Source: "a.png", Decorative: true}, true},
		{Picture{Source: "/i/spacer.gif?x"}, true},
		{Picture{Source: "https://img.shields.io/a.png"}, true},
		{Picture{Source: "https://x.example/actions/badge.svg"}, true},
		{Picture{Source: "https://x.example/badger.png"}, false},
		{Picture{Source: "https://x.example/transparent-labelling-act.png"}, false},
	} {
		if got := c.p.IsDecoration(); got != c.want {
			t.Errorf("%+v: %v", c.p, got)
		}
	}
}

func TestSettle(t *testing.T) {
	alternative := func(text string, from ...string) doc.Block {
		return doc.Block{Text: text, Alternative: true, Pictures: from}
	}
	d := doc.Document{Title: "The harbour and its lighthouse", Blocks: []doc.Block{
		alternative("Illustration for the article: The harbour and its lighthouse", "e"),
		alternative("Alt", "f"),
		{Text: "港口", Level: 1, Pictures: []string{"logo", ""}},
		alternative("港口", "a"), // the heading says it
		alternative("燈塔的夜景", "b"),
		{Text: "圖一：燈塔。"},
		alternative("渡輪", "c"), // the caption says it
		{Text: "圖二：渡輪，攝於一九二三年。", Pictures: []string{"logo"}},
		alternative("燈塔的，夜景", "d", ""), // it was said
		alternative("後面的題", "f"),
		{Text: "後。"},
		{Text: "後面的題", Level: 2},
	}}
	count, err := Settle(&d, nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range d.Blocks {
		got = append(got, b.Text)
		if b.Pictures != nil {
			t.Errorf("%q has %v", b.Text, b.Pictures)
		}
	}
	if diff := cmp.Diff([]string{"Alt", "港口", "燈塔的夜景", "圖一：燈塔。", "圖二：渡輪，攝於一九二三年。", "後。", "後面的題"}, got); diff != "" || count != 9 {
		t.Errorf("%d pictures (-want +got):\n%s", count, diff)
	}
}

// A warning about the file outlives the text that it is on.
func TestWarningOfRepetition(t *testing.T) {
	harbour := func(warning string) doc.Block {
		return doc.Block{Text: "港口", Alternative: true, Warning: warning}
	}
	for _, c := range []struct {
		blocks []doc.Block
		want   []string
	}{
		{[]doc.Block{harbour("no notes"), {Text: "港口。"}, {Text: "後。"}}, []string{"no notes", ""}},
		{[]doc.Block{harbour("no notes"), harbour("no notes"), {Text: "港口。", Warning: "odd"}}, []string{"odd; no notes"}},
		{[]doc.Block{{Text: "港口。"}, harbour(tooLong + "; no notes")}, []string{"no notes"}},
		{[]doc.Block{harbour(tooLong), {Text: "港口。"}}, []string{""}},
	} {
		d := doc.Document{Blocks: c.blocks}
		if _, err := Settle(&d, new(repair.Lexicon)); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, b := range d.Blocks {
			got = append(got, b.Warning)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func TestInSentence(t *testing.T) {
	for _, c := range []struct {
		before string
		p      Picture
		after  string
		want   string
	}{
		{"Press ", Picture{Alt: "Save"}, " to keep it.", "Save"},
		{"Press", Picture{Alt: "Save"}, "to keep it.", " Save "},
		{"Press ", Picture{Alt: "Save", Width: 16, Height: 16}, ".", "Save"},
		{"Press ", Picture{Alt: "Save", Icon: true}, ".", "Save"},
		{"Press ", Picture{Alt: "Save", Decorative: true}, ".", ""},
		{"按", Picture{Alt: "儲存"}, "即可。", "儲存"},
		{"按", Picture{Alt: "儲存這個檔案的按鈕"}, "即可。", ""},
		{"Pulse en ", Picture{Alt: "Guardar"}, " para guardar.", "Guardar"},
		{"화면에서 ", Picture{Alt: "저장"}, "을 누르세요.", "저장"},
		{"The port ", Picture{Alt: "Harbour", Width: 640, Height: 480}, " is old.", ""},
		{"The port ", Picture{Alt: "The harbour"}, " is old.", ""},
		{"The port is old. ", Picture{Alt: "Harbour"}, " It is large.", ""},
		{"", Picture{Alt: "Ctrl"}, " + C copies.", "Ctrl"},
		{"", Picture{Alt: "Harbour"}, " The port is old.", ""},
		{"The port ", Picture{Alt: "Harbour"}, "", ""},
		{"See the list ", Picture{Alt: "External link", Width: 12}, " for more.", ""},
		{"Because ", Picture{Alt: `{\displaystyle E=mc^{2}}`, Height: 90}, ", it glows.", "E=mc^{2}"},
		{"Because ", Picture{Alt: "$a_i < b$"}, ", it glows.", "a_i < b"},
		{"Because ", Picture{Alt: "sin(x) = 1"}, ", it glows.", "sin(x) = 1"},
		{"Because ", Picture{Alt: "harbour_at_night"}, ", it glows.", ""},
		{"Thanks ", Picture{Alt: "🙂"}, "", "🙂"},
		{"Press ", Picture{Alt: "→"}, " to go on.", "→"},
		{"Press ", Picture{Alt: "|"}, " to go on.", ""},
		{"Press ", Picture{Alt: "image1.png"}, " to go on.", ""},
		{"lost to ", Picture{Alt: "France", Icon: true}, " France", ""},
		{"Written by ", Picture{Alt: "Jane Doe"}, " Jane\nDoe, a keeper.", ""},
		{"Open settings ", Picture{Alt: "Settings"}, " to go on.", ""},
		{"Open \u201cSettings\u201d ", Picture{Alt: "Settings"}, " to go on.", ""},
		{"Resettings ", Picture{Alt: "Settings"}, " to go on.", "Settings"},
		{"Press ", Picture{Alt: "Save"}, " Saved files stay.", "Save"},
		{"Press ", Picture{Alt: "Save"}, ". Save often.", "Save"},
		{"Do not save. ", Picture{Alt: "Save"}, " keeps it.", "Save"},
		{"Step 1.5 ", Picture{Alt: "5"}, " is next.", "5"},
		{"Because a<b ", Picture{Alt: "a>b"}, " is false.", "a>b"},
		{"按", Picture{Alt: "儲存"}, "儲存即可。", ""},
		{"按「儲存」", Picture{Alt: "儲存"}, "即可。", ""},
		{"按儲存", Picture{Alt: "儲存"}, "即可。", ""},
		{"不可以", Picture{Alt: "可以"}, "停車。", "可以"},
		{"往", Picture{Alt: "上"}, "上海走。", "上"},
		{"화면에서 ", Picture{Alt: "저장"}, " 저장을 누르세요.", ""},
	} {
		if got := c.p.InSentence(c.before, c.after, ""); got != c.want {
			t.Errorf("%q, %+v, %q: %q, want %q", c.before, c.p, c.after, got, c.want)
		}
	}
}

// A file may say that a picture is anywhere.
func TestWeave(t *testing.T) {
	weave := func(text string, at ...int) string {
		var all []Inline
		for _, offset := range at {
			all = append(all, Inline{&Picture{Alt: "Up"}, offset})
		}
		return Weave(text, all)
	}
	for _, c := range []struct {
		text string
		at   []int
		want string
	}{
		{"Press  to go on.", []int{6}, "Press Up to go on."},
		{"Press  and  to go on.", []int{6, 11}, "Press Up and Up to go on."},
		{"Press   to go on.", []int{6, 7}, "Press Up Up to go on."},
		{"x² y", []int{2}, "x² Up y"},
		{"Press ", []int{2, 1, 99}, "Pr Up Up ess Up"},
		{"", []int{4}, ""},
	} {
		if got := weave(c.text, c.at...); got != c.want {
			t.Errorf("%q, %v: %q, want %q", c.text, c.at, got, c.want)
		}
	}
}

func TestWord(t *testing.T) {
	for given, want := range map[string]string{
		"Ctrl": "Ctrl", "C": "C", " the red\nlamp": "the red lamp", "確定": "確定", "港口的夜景": "", "The harbour at night": "", "image": "", "image1.png": "", "": "", "…": "",
	} {
		if got := Word(given); got != want {
			t.Errorf("%q: %q", given, got)
		}
	}
}

func TestRepeats(t *testing.T) {
	words := new(repair.Lexicon)
	for _, c := range []struct {
		text, alternative string
		want              bool
	}{
		{"Norway", "No", false},
		{"Norway: no.", "No", true},
		{"No, thanks", "NO", true},
		{"Yesterday", "Yes", false},
		{"An impossible route", "possible", false},
		{"The gate is open", "open", true},
		{"The gate is not open", "open", false},
		{"The gate isn't always open", "open", false},
		{"The gate is closed. Not the harbour", "the harbour", false},
		{"No entry. The harbour at night", "the harbour at night", true},
		{"Disconnected from the network", "connected from the network", false},
		{"Der Eingang ist nicht barrierefrei", "barrierefrei", false},
		{"Die Hafenstadt", "Hafen", false},
		{"Le port n'est pas ouvert", "ouvert", false},
		{"Le port, vu de nuit", "port", true},
		{"A light house", "House light", false},
		{"The harbour-night, seen", "Harbour night", true},
		{"The harbour at night.", "harbour, at: night", true},
		{"The harbour at nightfall.", "harbour at night", false},
		{"It weighs 115 kg", "15 kg", false},
		{"It weighs 1.5 kg", "15 kg", false},
		{"It weighs 1.5 kg", "5 kg", false},
		{"At 5 °C it freezes", "-5 °C", false},
		{"Cafe\u0301s", "cafe\u0301", false},
		{"用Wi-Fi連線", "WI-FI", true},
		{"港口的夜景", "夜景", true},
		{"可以", "可以", true},
		{"這裡不可以", "可以", false},
		{"不可以攜帶寵物進入館內參觀展覽", "可以攜帶寵物進入館內參觀展覽", false},
		{"這裡可以停車。", "可以停車", true},
		{"尚未完成", "完成", false},
		{"检查不合格", "合格", false},
		{"車上沒有座位", "座位", false},
		{"法國人", "法國", false},
		{"東京都", "京都", false},
		{"燈塔高四十公尺。", "燈塔", true},
		{"港口每天有三班渡輪。", "渡輪", true},
		{"港の夜景です", "夜景", true},
		{"使用不可能", "可能", false},
		{"食べる", "食", false},
		{"서울은 크다", "서울", true},
		{"서울대학교", "서울", false},
		{"불안전", "안전", false},
		{"ไม่ได้", "ได้", false},
		{"圖二：渡輪，攝於", "渡輪攝", true},
		{"圖二：渡輪，攝於", "圖二 渡輪", true},
		{"x", "", false},
		{"", "x", false},
		{"x", "…", false},
		{strings.Repeat("x ", 5000), "x", false},
	} {
		b := beside{lexicon: words}
		if got := b.repeats(c.text, c.alternative); got != c.want || b.err != nil {
			t.Errorf("%q, %q: %v, %v", c.text, c.alternative, got, b.err)
		}
		if got := Repeats(c.text, c.alternative); got && !c.want { // it knows no words of Chinese
			t.Errorf("%q, %q: %v without a lexicon", c.text, c.alternative, got)
		}
	}
}

// Each of many alternative texts is compared with the same long paragraph.
func TestManyAlternatives(t *testing.T) {
	paragraph := doc.Block{Text: strings.Repeat("The lighthouse is high. ", 300)}
	d := doc.Document{Blocks: []doc.Block{paragraph}}
	for i := range 20_000 {
		d.Blocks = append(d.Blocks, doc.Block{Text: fmt.Sprint("harbour ", i), Alternative: true, Pictures: []string{fmt.Sprint(i)}}, paragraph)
	}
	if count, err := Settle(&d, new(repair.Lexicon)); err != nil || count != 20_000 || len(d.Blocks) != 20_001+mostAlternatives {
		t.Errorf("%d pictures, %d blocks", count, len(d.Blocks))
	}
}

func TestBlocks(t *testing.T) {
	for _, c := range []struct {
		p    Picture
		want string
	}{
		{Picture{Source: "a", Alt: "港口"}, "[{港口 a}]"},
		{Picture{Source: "a", Alt: "港口", Title: "夜景"}, "[{港口 a} {夜景 }]"},
		{Picture{Source: "a", Alt: "港口", Title: "港口的夜景"}, "[{港口的夜景 a}]"},
		{Picture{Source: "a", Alt: "港口的夜景", Title: "港口"}, "[{港口的夜景 a}]"},
		{Picture{Source: "a", Alt: "Harbour", Title: "harbour"}, "[{Harbour a}]"},
		{Picture{Source: "a", Alt: "a.png", Title: "港口"}, "[{港口 a}]"},
		{Picture{Source: "a", Alt: "a.png"}, "[]"},
		{Picture{Source: "a", Alt: "港口", Width: 16}, "[]"},
	} {
		got := []string{}
		for _, b := range c.p.Blocks() {
			got = append(got, fmt.Sprintf("{%s %s}", b.Text, strings.Join(b.Pictures, "")))
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%+v: %v, want %s", c.p, got, c.want)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, text := range []string{"港口的夜景", "image1.png", "a\nb\x00\u202e", strings.Repeat("x y ", 5000), "\xff\xfe", "🎉", "**a**"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		line, _ := Text(text)
		if !utf8.ValidString(line) || strings.ContainsAny(line, "\n\r\t\x00") || utf8.RuneCountInString(line) > maxText+1 {
			t.Fatalf("%q", line)
		}
		if again, _ := Text(line); line != "" && again != line && len([]rune(line)) <= maxText {
			t.Fatalf("%q becomes %q", line, again)
		}
	})
}
