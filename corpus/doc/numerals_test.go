package doc

import "testing"

func TestChineseNumber(t *testing.T) {
	for text, want := range map[string]float64{
		"一": 1, "十": 10, "十二": 12, "二十": 20, "三百二十": 320, "一百零五": 105, "两千": 2000, "兩千": 2000, "二〇二三": 2023, "三万五千": 35000, "三万亿": 3e12, "二万五千亿": 2.5e12, "一億二千萬": 1.2e8, "零": 0,
	} {
		if got, ok := ChineseNumber(text); got != want || !ok {
			t.Errorf("%s: %v, %v, want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "千万", "百", "三個", "abc", "1"} {
		if got, ok := ChineseNumber(text); ok {
			t.Errorf("%s is read as %v", text, got)
		}
	}
}

func TestInChinese(t *testing.T) {
	for n, want := range map[int]string{1: "一", 10: "十", 12: "十二", 20: "二十", 105: "一百零五", 112: "一百一十二", 1001: "一千零一", 9999: "九千九百九十九"} {
		if got := InChinese(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
	for n := 1; n <= 9999; n++ {
		if got, ok := ChineseNumber(InChinese(n)); got != float64(n) || !ok && n%100 != 0 {
			t.Errorf("%s is read as %v", InChinese(n), got)
		}
	}
}
