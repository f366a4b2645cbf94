package office

import "testing"

func TestFormatNumber(t *testing.T) {
	for _, c := range []struct {
		n            int
		format, want string
	}{
		{12, "chineseCounting", "十二"}, {20, "chineseCounting", "二十"}, {105, "chineseCountingThousand", "一百零五"}, {112, "taiwaneseCounting", "一百一十二"},
		{1001, "chineseCounting", "一千零一"}, {3, "upperLetter", "C"}, {27, "lowerLetter", "27"}, {1994, "upperRoman", "MCMXCIV"}, {4, "lowerRoman", "iv"},
		{5, "decimalEnclosedCircle", "⑤"}, {10, "ideographTraditional", "癸"}, {7, "decimalZero", "07"}, {-1, "chineseCounting", "-1"}, {9, "klingon", "9"},
	} {
		if got := formatNumber(c.n, c.format); got != c.want {
			t.Errorf("%d as %s: %s, want %s", c.n, c.format, got, c.want)
		}
	}
}
