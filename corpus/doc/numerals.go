package doc

import "strings"

// OneToTen are the Chinese numerals used to count items and headings.
const OneToTen = "一二三四五六七八九十"

// digits contains each digit at three times its value, in bytes.
const digits = "零一二三四五六七八九"

// chineseDigit returns the value of a digit, or -1.
func chineseDigit(r rune) int {
	switch r {
	case '〇':
		return 0
	case '两', '兩':
		return 2
	}
	if at := strings.IndexRune(digits, r); at >= 0 {
		return at / len("零")
	}
	return -1
}

// chineseUnit returns the factor of a numeral such as 十 or 萬, or 0.
func chineseUnit(r rune) float64 {
	switch r {
	case '十':
		return 10
	case '百':
		return 100
	case '千':
		return 1000
	case '万', '萬':
		return 1e4
	case '亿', '億':
		return 1e8
	}
	return 0
}

// ChineseNumber parses 三百二十, 兩千 and 二〇二三. ok is false if s contains anything else, or only
// units other than 十: 千万 means "a great many". value is set even then, counting each unit once.
func ChineseNumber(s string) (value float64, ok bool) {
	total, section, digit, largest := 0.0, 0.0, -1.0, 0.0
	counted, units := false, strings.ContainsFunc(s, func(r rune) bool { return chineseUnit(r) > 0 })
	for _, r := range s {
		unit := chineseUnit(r)
		switch d := chineseDigit(r); {
		case unit == 0 && d < 0:
			return 0, false
		case unit == 0 && !units: // digit by digit, as in 二〇二三
			total, counted = 10*total+float64(d), true
		case unit == 0:
			digit, counted = float64(d), true
		case unit > largest && unit >= 1e4: // 二万五千亿 is 25,000 times 亿
			total = (total + section + max(digit, 0)) * unit
			section, digit, largest = 0, -1, unit
		case unit >= 1e4: // 一亿二千万 is 亿 plus 2,000 times 万
			total += (section + max(digit, 0)) * unit
			section, digit = 0, -1
		default:
			if digit < 0 {
				digit = 1
				counted = counted || r == '十'
			}
			section += digit * unit
			digit = -1
		}
	}
	return total + section + max(digit, 0), counted
}

// InChinese writes a number from 1 to 9999, such as 十二 or 一百零五.
func InChinese(n int) string {
	numerals, units := []rune(digits), []string{"千", "百", "十", ""}
	var out strings.Builder
	gap := false
	for i, unit := range []int{1000, 100, 10, 1} {
		d := n / unit % 10
		if d == 0 {
			gap = out.Len() > 0
			continue
		}
		if gap {
			out.WriteRune(numerals[0])
			gap = false
		}
		if d != 1 || unit != 10 || out.Len() > 0 { // 十二, but 一百一十二
			out.WriteRune(numerals[d])
		}
		out.WriteString(units[i])
	}
	return out.String()
}
