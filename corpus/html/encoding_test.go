package html

import (
	"strings"
	"testing"

	"footnote/corpus/doc"
)

// The encoding is the server's or, where that is none, the page's.
func TestDeclaredEncodings(t *testing.T) {
	const (
		gbk    = "<p>\xb5\xc6\xcb\xfe</p>"
		german = "<p>Br\xfccke \xfcber den Flu\xdf, 42 \x80</p>"
		sjis   = "<p>\x93\x94\x91\xe4\x82\xcd</p>" // 灯台は
		korean = "<p>\xb5\xee\xb4\xeb</p>"         // 등대
		polish = "<p>\xb3\xf3d\xbc</p>"
	)
	meta := func(label string) string {
		return `<html><head><meta http-equiv="Content-Type" content="text/html; charset=` + label + `">`
	}
	for _, c := range []struct{ name, charset, page, want string }{
		{"by the server", "gb2312", gbk, "灯塔"},
		{"by the page", "", "<meta charset=gbk>" + gbk, "灯塔"},
		{"by XML", "", `<?xml version="1.0" encoding="gbk"?>` + gbk, "灯塔"},
		{"by the page, as the server says UTF-8", "utf-8", "<meta charset=gbk>" + gbk, "灯塔"},
		{"by the page, as the server says Western European", "ISO-8859-1", meta("Shift_JIS") + sjis, "灯台は"},
		{"Western European", "", meta("iso-8859-1") + german, "Brücke über den Fluß, 42 €"},
		{"Western European by its other name", "", `<meta charset="windows-1252">` + german, "Brücke über den Fluß, 42 €"},
		{"Shift_JIS", "", meta("Shift_JIS") + sjis, "灯台は"},
		{"EUC-KR", "", `<META CHARSET='euc-kr'/>` + korean, "등대"},
		{"Latin-2", "", meta("ISO-8859-2") + polish, "łódź"},
		{"KOI8-R", "", meta("koi8-r") + "<p>\xed\xe1\xf1\xeb</p>", "МАЯК"},
		{"far below", "", "<head><!--" + strings.Repeat("-x", 5000) + "--><style>" + strings.Repeat("a{}", 5000) + "</style>" + meta("Shift_JIS") + sjis, "灯台は"},
		{"of another kind of meta", "", `<meta name=x content="charset=koi8-r">` + gbk + strings.Repeat("\xb5\xc6\xcb\xfe\xbd\xa8\xd3\xda\xc9\xcf\xba\xa3", 4), "灯塔"},
	} {
		d, err := Parse(t.Context(), doc.File{Charset: c.charset, Data: []byte(c.page)})
		if err != nil || len(d.Blocks) == 0 || d.Blocks[0].Text != c.want {
			t.Errorf("%s: %v, %v", c.name, d, err)
		}
	}
}
