package corpus

import (
	"strconv"
	"strings"
)

// numeral writes n as a list of Word's with that number format does. Formats
// that it does not know, and numbers that they cannot write, are decimal.
func numeral(n int, format string) string {
	switch {
	case n < 1 || n > 9999:
		return strconv.Itoa(n)
	case strings.HasPrefix(format, "chinese"), strings.HasPrefix(format, "taiwanese"), format == "japaneseCounting", format == "ideographDigital":
		return hanNumeral(n)
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

// hanNumeral writes 1 to 9999: 十二, 一百零五.
func hanNumeral(n int) string {
	digits, units := []rune("零一二三四五六七八九"), []string{"千", "百", "十", ""}
	var out strings.Builder
	gap := false
	for i, unit := range []int{1000, 100, 10, 1} {
		d := n / unit % 10
		if d == 0 {
			gap = out.Len() > 0
			continue
		}
		if gap {
			out.WriteRune(digits[0])
			gap = false
		}
		if d != 1 || unit != 10 || out.Len() > 0 { // 十二, but 一百一十二
			out.WriteRune(digits[d])
		}
		out.WriteString(units[i])
	}
	return out.String()
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
