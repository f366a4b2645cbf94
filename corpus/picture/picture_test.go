package picture_test

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"slices"
	"strings"
	"testing"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/corpus/pdf"
	"footnote/corpus/picture"
	"footnote/internal/pdftest"
	"footnote/internal/samples"
)

func TestDraw(t *testing.T) {
	r := pdf.New(pdftest.Folder(t))
	r.Prepare = pdf.Compile
	defer r.Close()
	for name, test := range map[string]func(*testing.T, *pdf.Reader){
		"marked": marked, "turned and cropped": turnedAndCropped, "not found": notFound, "legible": legible, "sizes": sizes, "no such page": noSuchPage,
	} {
		t.Run(name, func(t *testing.T) { test(t, r) })
	}
}

func read(t *testing.T, r *pdf.Reader, raw []byte) *corpus.Article {
	t.Helper()
	a, err := (&corpus.Reader{PDF: r}).Read(t.Context(), doc.File{Name: "a.pdf", Source: "a.pdf", Data: raw})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// sentence is the span of the n-th sentence of the article that begins so.
func sentence(t *testing.T, a *corpus.Article, begin string, n int) corpus.Span {
	t.Helper()
	for _, p := range a.Passages {
		for _, s := range p.Sentences {
			if strings.HasPrefix(a.Quote(s), begin) {
				if n--; n < 0 {
					return s
				}
			}
		}
	}
	t.Fatalf("no sentence begins with %q in %q", begin, a.Text)
	return corpus.Span{}
}

// drawn are the pictures of the pages that the span stands on, by number.
func drawn(t *testing.T, r *pdf.Reader, raw []byte, a *corpus.Article, span corpus.Span) map[int]picture.Picture {
	t.Helper()
	all := map[int]picture.Picture{}
	for _, p := range picture.Pages(a, []corpus.Span{span}) {
		got, err := picture.Draw(t.Context(), r, raw, p)
		if err != nil {
			t.Fatal(err)
		}
		all[p.Number] = got
	}
	return all
}

// frames are the rectangles on a picture whose edges are drawn, from the top down: of
// lines that do not touch.
func frames(t *testing.T, p picture.Picture) []image.Rectangle {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(p.PNG))
	if err != nil {
		t.Fatal(err)
	}
	if got := img.Bounds().Size(); got != image.Pt(p.Width, p.Height) {
		t.Errorf("the picture is %v, said to be %d x %d", got, p.Width, p.Height)
	}
	var all []image.Rectangle
	for y := range p.Height {
		for x := range p.Width {
			c := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
			if !(c.R > 0xD0 && c.G > 0x60 && c.G < 0xA0 && c.B < 0x30) {
				continue
			}
			one := image.Rect(x, y, x+1, y+1)
			rest := all[:0:0]
			for _, r := range all {
				if r.Inset(-1).Overlaps(one) {
					one = one.Union(r)
				} else {
					rest = append(rest, r)
				}
			}
			all = append(rest, one)
		}
	}
	slices.SortFunc(all, downwards)
	return all
}

func downwards(a, b image.Rectangle) int {
	return cmp.Or(cmp.Compare(a.Min.Y, b.Min.Y), cmp.Compare(a.Min.X, b.Min.X))
}

// A place is where characters stand on a page, in points: from x to right, on the
// baseline y, in a font of that size.
type place struct{ x, right, y, size float64 }

// on is the rectangle of the place on a picture of a page of A4.
func (p place) on(of picture.Picture) image.Rectangle {
	scale := float64(of.Height) / 842
	return image.Rect(int(p.x*scale), int((842-p.y-0.88*p.size)*scale), int(p.right*scale), int((842-p.y+0.12*p.size)*scale))
}

// tolerance is how far a frame may be from its characters: it stands around them.
const tolerance = 7

// alike compares frames with where characters are.
func alike(got, want []image.Rectangle) string {
	if len(got) != len(want) {
		return fmt.Sprintf("%d lines are marked, not %d: %v, %v", len(got), len(want), got, want)
	}
	for i, r := range got {
		if far := max(distance(r.Min, want[i].Min), distance(r.Max, want[i].Max)); far > tolerance {
			return fmt.Sprintf("line %d is marked at %v, not at %v", i+1, r, want[i])
		}
	}
	return ""
}

func distance(a, b image.Point) int {
	d := a.Sub(b)
	return max(d.X, -d.X, d.Y, -d.Y)
}

func at(x, y float64, texts ...string) (all []samples.PDFText) {
	for _, text := range texts {
		all = append(all, samples.PDFText{X: x, Y: y, Size: 12, Text: text})
		y -= 20
	}
	return all
}

func marked(t *testing.T, r *pdf.Reader) {
	left := []string{"燈塔高四十二公尺建於一八九八年由漁會出資", "，每天日落後一刻鐘點燈。渡輪每天三班週末", "加開兩班船票在碼頭售票處。冬天停航時由公", "車接駁每小時一班票價相同學生半價長者免費", "，詳情見公告。"}
	right := []string{"港務局二零二零年修好了北邊的防波堤長三百", "公尺。工程費用八千萬元由市府與中央各出一", "半，分三年付清。夏天開放時遊客可以走到堤", "頭看燈塔但風浪大的日子關閉以策安全由港警", "站公告並派人看守。"}
	columns := func(rowwise bool) (all []samples.PDFText) {
		if !rowwise {
			return append(at(60, 700, left...), at(340, 700, right...)...)
		}
		l, r := at(60, 700, left...), at(340, 700, right...)
		for i := range l {
			all = append(all, l[i], r[i])
		}
		return all
	}
	for _, c := range []struct {
		name  string
		pages [][]samples.PDFText
		begin string // of the sentence
		nth   int
		want  map[int][]place
	}{
		{"one line", [][]samples.PDFText{at(72, 700, "燈塔建於一八九八年。渡輪每天三班。")}, "渡輪", 0, map[int][]place{1: {{192, 276, 700, 12}}}},
		{"two lines", [][]samples.PDFText{at(72, 700, "這座燈塔高四十二公尺建於一八九八年。渡輪每天三班往返於東岸與西岸之間，", "週末加開兩班。")}, "渡輪", 0,
			map[int][]place{1: {{72 + 18*12, 72 + 35*12, 700, 12}, {72, 72 + 7*12, 680, 12}}}},
		{"characters apart", [][]samples.PDFText{{{X: 72, Y: 700, Size: 12, Text: "燈塔建於一八九八年。渡輪每天三班。", Apart: true}}}, "渡輪", 0, map[int][]place{1: {{192, 276, 700, 12}}}},
		{"columns", [][]samples.PDFText{columns(false)}, "渡輪", 0, map[int][]place{1: {{60 + 12*12, 60 + 20*12, 680, 12}, {60, 60 + 13*12, 660, 12}}}},
		{"columns line by line", [][]samples.PDFText{columns(true)}, "工程", 0, map[int][]place{1: {{340 + 36, 340 + 20*12, 680, 12}, {340, 340 + 8*12, 660, 12}}}},
		{"over two columns", [][]samples.PDFText{append(at(60, 700, left[0], left[1], left[2], left[3]+"，夏"), at(340, 700, "天有遊船。", right[0], right[1], right[2])...)}, "冬天", 0,
			map[int][]place{1: {{60 + 13*12, 60 + 20*12, 660, 12}, {60, 60 + 22*12, 640, 12}, {340, 400, 700, 12}}}},
		{"over two pages", [][]samples.PDFText{
			append(at(72, 100, "這座燈塔高四十二公尺建於一八九八年。渡輪每天三班往返於東岸與西岸之間，"), at(290, 40, "- 1 -")...),
			append(at(72, 760, "週末加開兩班。冬天停航。"), at(290, 40, "- 2 -")...)}, "渡輪", 0,
			map[int][]place{1: {{72 + 18*12, 72 + 35*12, 100, 12}}, 2: {{72, 72 + 7*12, 760, 12}}}},
		{"twice on the page", [][]samples.PDFText{at(72, 700, "夏天開放。渡輪每天三班。", "", "冬天停航。渡輪每天三班。")}, "渡輪", 1, map[int][]place{1: {{132, 216, 660, 12}}}},
		{"a hyphen", [][]samples.PDFText{at(72, 700, "The tower is old. It was built by the harbour authority in eighteen hundred nine-", "ty-eight, of stone. A ferry runs.")}, "It was", 0,
			map[int][]place{1: {{72 + 18*6, 72 + 81*6 + 6, 700, 12}, {72, 72 + 19*6 + 6, 680, 12}}}}, // the last box is as wide as it is high
		{"the mark of a note", [][]samples.PDFText{{{X: 72, Y: 700, Size: 12, Text: "每年約十萬噸"}, {X: 144, Y: 706, Size: 6, Text: "13"}, {X: 150, Y: 700, Size: 12, Text: "，冬天停航。"}}}, "每年", 0, map[int][]place{1: {{72, 222, 700, 12}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			raw := samples.PDFDocument{Drawn: c.pages}.Bytes()
			a := read(t, r, raw)
			got := drawn(t, r, raw, a, sentence(t, a, c.begin, c.nth))
			if len(got) != len(c.want) {
				t.Errorf("%d pages, not %d", len(got), len(c.want))
			}
			for number, places := range c.want {
				var want []image.Rectangle
				for _, p := range places {
					want = append(want, p.on(got[number]))
				}
				slices.SortFunc(want, downwards)
				if wrong := alike(frames(t, got[number]), want); wrong != "" {
					t.Errorf("page %d: %s", number, wrong)
				}
				if !slices.Equal(got[number].Marked, []bool{true}) || !got[number].Boxes {
					t.Errorf("page %d: marked %v, boxes %v", number, got[number].Marked, got[number].Boxes)
				}
			}
		})
	}
}

// Pages are drawn as they are shown: turned, and without what is cropped off.
func turnedAndCropped(t *testing.T, r *pdf.Reader) {
	const scale = 1400.0 / 842
	rect := func(x1, y1, x2, y2 float64) image.Rectangle {
		return image.Rect(int(x1*scale), int(y1*scale), int(x2*scale), int(y2*scale))
	}
	// The sentence stands from x 192 to 276, and from y 698.6 to 710.6 above the foot.
	for entries, want := range map[string]image.Rectangle{
		"":                         rect(192, 842-710.6, 276, 842-698.6),
		"/Rotate 90":               rect(698.6, 192, 710.6, 276),
		"/Rotate 180":              rect(595-276, 698.6, 595-192, 710.6),
		"/Rotate 270":              rect(842-710.6, 595-276, 842-698.6, 595-192),
		"/UserUnit 2":              rect(192, 842-710.6, 276, 842-698.6),
		"/MediaBox[-50 0 545 842]": rect(242, 842-710.6, 326, 842-698.6),
	} {
		raw := samples.PDFDocument{Drawn: [][]samples.PDFText{at(72, 700, "燈塔建於一八九八年。渡輪每天三班。")}, Page: entries}.Bytes()
		a := read(t, r, raw)
		got := drawn(t, r, raw, a, sentence(t, a, "渡輪", 0))[1]
		if wrong := alike(frames(t, got), []image.Rectangle{want}); wrong != "" {
			t.Errorf("%q: %s", entries, wrong)
		}
	}
	// Cropped to 400 by 200 points, the page is drawn with 3.5 pixels to a point.
	raw := samples.PDFDocument{Drawn: [][]samples.PDFText{at(72, 700, "燈塔建於一八九八年。渡輪每天三班。")}, Page: "/CropBox[50 600 450 800]"}.Bytes()
	a := read(t, r, raw)
	got := drawn(t, r, raw, a, sentence(t, a, "渡輪", 0))[1]
	want := image.Rect(142*7/2, 312, 226*7/2, 355)
	if wrong := alike(frames(t, got), []image.Rectangle{want}); wrong != "" || got.Width != 1400 || got.Height != 700 {
		t.Errorf("cropped: %d x %d, %s", got.Width, got.Height, wrong)
	}
}

// What does not stand on the page, or was cropped off, is not marked, and the page is
// drawn all the same.
func notFound(t *testing.T, r *pdf.Reader) {
	raw := samples.PDFDocument{Drawn: [][]samples.PDFText{at(72, 700, "燈塔建於一八九八年。渡輪每天三班。")}}.Bytes()
	for _, text := range []string{"港務局修好了北邊的防波堤。", "渡船週末加開。", "", "。", "Registration form of the harbour office"} {
		got, err := picture.Draw(t.Context(), r, raw, picture.Page{Number: 1, Quotations: []picture.Quotation{{Text: text}}})
		if err != nil || got.Marked[0] || len(frames(t, got)) > 0 || got.Height != picture.Side {
			t.Errorf("%q: %v, %v", text, got.Marked, err)
		}
	}
	raw = samples.PDFDocument{Drawn: [][]samples.PDFText{at(72, 700, "燈塔建於一八九八年。渡輪每天三班。")}, Page: "/CropBox[0 0 400 400]"}.Bytes()
	got, err := picture.Draw(t.Context(), r, raw, picture.Page{Number: 1, Quotations: []picture.Quotation{{Text: "渡輪每天三班。"}}})
	if err != nil || got.Marked[0] {
		t.Errorf("cropped off: %v, %v", got.Marked, err)
	}
}

// Latin fonts that are not in the file are drawn, and the highlighter leaves the text
// dark on light and light on dark.
func legible(t *testing.T, r *pdf.Reader) {
	for name, beneath := range map[string]string{"light": "", "dark": "0.1 g 0 0 595 842 re f 1 g "} {
		raw := latin(beneath + "BT /F 12 Tf 72 700 Td (The tower is old. A ferry runs every day.) Tj ET")
		got, err := picture.Draw(t.Context(), r, raw, picture.Page{Number: 1, Quotations: []picture.Quotation{{Text: "A ferry runs every day."}}})
		if err != nil || got.Boxes || !got.Marked[0] {
			t.Fatalf("%s: %+v, %v", name, got.Marked, err)
		}
		all := frames(t, got)
		if len(all) != 1 {
			t.Fatalf("%s: marked at %v", name, all)
		}
		img, err := png.Decode(bytes.NewReader(got.PNG))
		if err != nil {
			t.Fatal(err)
		}
		low, high := 255, 0
		inside := all[0].Inset(4)
		for y := inside.Min.Y; y < inside.Max.Y; y++ {
			for x := inside.Min.X; x < inside.Max.X; x++ {
				c := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
				low, high = min(low, int(c.G)), max(high, int(c.G))
			}
		}
		if high-low < 120 {
			t.Errorf("%s: text and paper are %d and %d", name, low, high)
		}
	}
}

// latin is a page in Helvetica, with such contents.
func latin(content string) []byte {
	return []byte("%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n" +
		"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>\nendobj\n" +
		fmt.Sprintf("4 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n", len(content), content) +
		"5 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\ntrailer\n<</Root 1 0 R>>\n")
}

// However large a page is, or how long and thin, its picture is small.
func sizes(t *testing.T, r *pdf.Reader) {
	for _, c := range []struct {
		box           string
		width, height int
	}{
		{"/MediaBox[0 0 14400 14400]", 1400, 1400}, // 200 by 200 inches
		{"/MediaBox[0 0 1000000 1000000]", 1400, 1400},
		{"/MediaBox[0 0 20 14400]", 2, 1400},
		{"/MediaBox[0 0 10 10]", 40, 40},
		{"/MediaBox[0 0 0 0]", 1082, 1400}, // none is that of a letter
	} {
		raw := samples.PDFDocument{Pages: [][]string{{"渡輪每天三班。"}}, Page: c.box}.Bytes()
		got, err := picture.Draw(t.Context(), r, raw, picture.Page{Number: 1})
		if err != nil || got.Width != c.width || got.Height != c.height || len(got.PNG) > 100<<10 {
			t.Errorf("%s: %d x %d, %d bytes, %v", c.box, got.Width, got.Height, len(got.PNG), err)
		}
	}
}

func noSuchPage(t *testing.T, r *pdf.Reader) {
	raw := samples.PDFDocument{Pages: [][]string{{"渡輪每天三班。"}}}.Bytes()
	for _, number := range []int{-1, 0, 2, 1 << 40} {
		_, err := picture.Draw(t.Context(), r, raw, picture.Page{Number: number})
		if bad, ok := err.(*doc.Error); !ok || bad.Reason != fmt.Sprintf("is a PDF without a page %d", number) {
			t.Errorf("%d: %v", number, err)
		}
	}
	if _, err := picture.Draw(t.Context(), r, []byte("hello"), picture.Page{Number: 1}); err == nil || err.Error() != ": is a damaged PDF" {
		t.Errorf("no PDF: %v", err)
	}
}
