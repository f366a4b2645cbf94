package office

import (
	"strconv"
	"strings"

	"footnote/corpus/doc"
)

// formatNumber writes n in a number format of Word (ST_NumberFormat). It writes decimal numbers
// for unknown formats, and if the format has no sign for n.
func formatNumber(n int, format string) string {
	switch {
	case n < 1 || n > 9999:
		return strconv.Itoa(n)
	case strings.HasPrefix(format, "chinese"), strings.HasPrefix(format, "taiwanese"), format == "japaneseCounting", format == "ideographDigital":
		return doc.InChinese(n)
	case format == "lowerLetter" && n <= 26:
		return string(rune('a' + n - 1))
	case format == "upperLetter" && n <= 26:
		return string(rune('A' + n - 1))
	case format == "lowerRoman":
		return strings.ToLower(roman(n))
	case format == "upperRoman":
		return roman(n)
	case strings.HasPrefix(format, "decimalEnclosedCircle") && n <= 20:
		return string(rune('①' + n - 1))
	case format == "ideographTraditional" && n <= 10:
		return string([]rune("甲乙丙丁戊己庚辛壬癸")[n-1])
	case format == "decimalZero" && n < 10:
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

func roman(n int) string {
	values := []int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1}
	letters := []string{"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"}
	var out strings.Builder
	for i, v := range values {
		for n >= v {
			out.WriteString(letters[i])
			n -= v
		}
	}
	return out.String()
}
