package doc

import (
	"strings"

	"github.com/mozillazg/go-pinyin"
)

// Readings returns the readings of a Chinese character in pinyin with tone marks, the most
// common first. It returns nil for other characters.
func Readings(han rune) []string {
	return pinyin.SinglePinyin(han, pinyin.Args{Style: pinyin.Tone, Heteronym: true})
}

// Romanise writes the Han characters of text in pinyin, each in its most common reading,
// without tones and spaces, and leaves everything else out: 嵐羽 becomes lanyu. Names of people
// and products are often written so in English.
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
