package sheet

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A format is a number format: a date or time, or the number of decimals, a percent sign, and the
// text before and after the number.
type format struct {
	date, clock, duration bool // date and clock may both be set; duration excludes them
	day, year, seconds    bool // whether the date has a day and a year, and the time has seconds
	chinese               bool // as in 2024年5月1日

	general        bool
	decimals       int
	optional       int // the number of decimals that are omitted if they are zero
	thousands      bool
	percent        bool
	scale          int // the number is shown divided by 1000 to the power of scale
	before, behind string
}

// standardFormat returns the code of a built-in format, or "" if id is not one.
func standardFormat(id int) string {
	switch {
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return "yyyy-mm-dd"
	case id == 18, id == 20, id == 32, id == 34, id == 55:
		return "h:mm"
	case id == 19, id == 21, id == 33, id == 35, id == 45, id == 47, id == 56:
		return "h:mm:ss"
	case id == 22:
		return "yyyy-mm-dd h:mm"
	case id == 46:
		return "[h]:mm:ss"
	}
	return map[int]string{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00"}[id]
}

// newFormat parses the first section of a format code, which is for numbers above zero.
func newFormat(code string) format {
	code = strings.ToValidUTF8(code, "")
	f := format{}
	pattern, point, month := false, false, false // after the first digit, after the decimal point, after an m
	rest := code
	for rest != "" {
		r := rest[0]
		size := 1
		switch {
		case r == ';':
			size = len(rest)
		case r == '"':
			end := strings.IndexByte(rest[1:], '"')
			if end < 0 {
				end = len(rest) - 2
			}
			f.literal(rest[1:max(end+1, 1)], pattern)
			size = min(end+2, len(rest))
		case r == '\\' || r == '_' || r == '*':
			_, next := utf8.DecodeRuneInString(rest[1:])
			size += next
			if r == '\\' {
				f.literal(rest[1:size], pattern)
			}
		case r == '[':
			end := strings.IndexByte(rest, ']')
			if end < 0 {
				end = len(rest) - 1
			}
			f.bracket(rest[1:max(end, 1)], pattern)
			size = end + 1
		case strings.ContainsRune("0#?", rune(r)):
			pattern = true
			if point {
				f.decimals++
			}
			if point && r != '0' {
				f.optional++
			}
		case r == ',':
			f.comma(rest[1:], pattern)
		case r == '.':
			point = true
		case r == '%':
			f.percent = true
		case strings.HasPrefix(strings.ToLower(rest), "general"):
			f.general = true
			size = len("general")
		default:
			size = f.letter(rest, pattern, &month)
		}
		rest = rest[size:]
	}
	f.date = f.date || month && !f.clock
	f.general = f.general || !pattern
	f.before, f.behind = strings.TrimSpace(f.before), strings.TrimRight(f.behind, " ")
	return f
}

func (f *format) literal(text string, behind bool) {
	f.chinese = f.chinese || strings.ContainsAny(text, "年月日")
	if behind {
		f.behind += text
	} else {
		f.before += text
	}
}

// bracket parses the text in brackets: a currency [$¥-804], elapsed time [h], a colour or a
// condition. It ignores the last two.
func (f *format) bracket(text string, behind bool) {
	switch currency, isCurrency := strings.CutPrefix(text, "$"); {
	case isCurrency:
		currency, _, _ = strings.Cut(currency, "-")
		f.literal(currency, behind)
	case strings.Trim(strings.ToLower(text), "hms") == "" && text != "":
		f.duration = true
	}
}

// comma parses a comma: between digits it separates thousands, after them it divides by 1000.
func (f *format) comma(rest string, pattern bool) {
	switch {
	case !pattern:
	case rest != "" && strings.ContainsRune("0#?", rune(rest[0])):
		f.thousands = true
	default:
		f.scale++
	}
}

// letter parses a letter that denotes a part of a date or time, or itself. It returns the number
// of bytes that it read.
func (f *format) letter(rest string, pattern bool, month *bool) (size int) {
	switch lower := unicode.ToLower(rune(rest[0])); {
	case strings.HasPrefix(strings.ToUpper(rest), "AM/PM"):
		f.clock = true
		return len("AM/PM")
	case lower == 'e' && pattern: // 0.00E+00
		f.general = true
		return len(rest)
	case lower == 'y' || lower == 'e' || lower == 'g' || lower == 'b':
		f.date, f.year = true, true
	case lower == 'd' || lower == 'a':
		f.date, f.day = true, true
	case lower == 'm':
		*month = true
	case lower == 'h':
		f.clock = true
	case lower == 's':
		f.clock, f.seconds = true, true
	default:
		_, size := utf8.DecodeRuneInString(rest)
		if rest[0] != '@' {
			f.literal(rest[:size], pattern)
		}
		return size
	}
	return 1
}
