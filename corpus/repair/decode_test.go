package repair

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"footnote/corpus/doc"
)

func encoded(t *testing.T, e encoding.Encoding, s string) string {
	t.Helper()
	out, err := e.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestEncodings(t *testing.T) {
	const hant, hans = "燈塔建於一八九八年。\n港口每天有三班渡輪，週末加開兩班。\n", "灯塔建于一八九八年。\n港口每天有三班渡轮，周末加开两班。\n"
	for _, c := range []struct{ name, raw, want string }{
		{"UTF-8", hant, hant},
		{"UTF-8 with mark", "\xEF\xBB\xBF" + hant, hant},
		{"UTF-16LE with mark", encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), hant), hant},
		{"UTF-16BE with mark", encoded(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), hant), hant},
		{"UTF-16LE", encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), hant), hant},
		{"UTF-16BE", encoded(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), hant), hant},
		{"GB18030", encoded(t, simplifiedchinese.GB18030, hans), hans},
		{"Big5", encoded(t, traditionalchinese.Big5, hant), hant},
		{"CRLF", strings.ReplaceAll(hant, "\n", "\r\n"), hant},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Text(doc.File{Data: []byte(c.raw)}, "")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
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
		got, err := Text(doc.File{Data: []byte(c.raw)}, c.charset)
		if err != nil || got != c.want {
			t.Errorf("%s: got %q, %v", c.name, got, err)
		}
	}
}

// What nobody declares is read where it is certain.
func TestJapaneseAndKorean(t *testing.T) {
	const japanese1 = "灯台は一八九八年に建てられた。港には毎日三便のフェリーがあり、週末には二便が増える。"
	const korean1 = "등대는 섬에 있다. 배는 하루에 세 번 온다. 겨울에는 바람이 세서 배가 서지 않는다."
	for _, c := range []struct {
		name, text string
		encoding.Encoding
	}{{"Shift_JIS", japanese1, japanese.ShiftJIS}, {"EUC-JP", japanese1, japanese.EUCJP}, {"EUC-KR", korean1, korean.EUCKR}} {
		if got, err := Text(doc.File{Data: []byte(encoded(t, c.Encoding, c.text))}, ""); err != nil || got != c.text {
			t.Errorf("%s: %q, %v", c.name, got, err)
		}
	}
}
