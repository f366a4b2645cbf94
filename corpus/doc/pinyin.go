package doc

import (
	"strings"

	"github.com/mozillazg/go-pinyin"
)

// Readings are how a Chinese character is read, in pinyin with tone marks, the
// commonest first. Other characters have none.
func Readings(han rune) []string {
	return pinyin.SinglePinyin(han, pinyin.Args{Style: pinyin.Tone, Heteronym: true})
}

// Romanise writes the Han characters of text in pinyin, each by its commonest
// reading, without tones and without spaces; everything else is left out:
// 嵐羽 is lanyu. It is how names of people and products are often written in
// English.
func Romanise(text string) string {
	var out strings.Builder
	for _, r := range text {
		if !IsHan(r) {
			continue
		}
		if readings := pinyin.SinglePinyin(r, pinyin.Args{Style: pinyin.Normal}); len(readings) > 0 {
			out.WriteString(readings[0])
		}
	}
	return out.String()
}
