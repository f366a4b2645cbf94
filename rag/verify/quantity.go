package verify

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A quantity is a number that a text states. 七成 is 0.7 percent-wise, 6.6萬 is
// 66000, October is month 10.
type quantity struct {
	value float64
	unit  unit
	latin string // the unit right after it: zb of 8.1ZB; empty where there is none
	at    int    // byte offset in the folded text
	rough bool   // a share in words: a third may be 33%
}

// A unit is what must not be mistaken for another; most nouns that are counted
// have none.
type unit string

const (
	plain   unit = ""
	percent unit = "%"
	times   unit = "times"
	month   unit = "month"
	day     unit = "day"
	ordinal unit = "ordinal"
)

// The patterns read folded text: half width, lower case, simplified. A single
// Chinese numeral counts only before a measure word or after 第 and 前: 三星, 四川
// and 千问 are no numbers, and 一 is mostly grammar.
var (
	arabic   = `\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`
	numerals = `[零〇一二两三四五六七八九十百千万亿]`
	measures = `(?:[个件家名位种项道年月日天次倍成条座款人间所篇张台岁只艘艇趟班艘层届期轮块元吨米亩克升斤公分小时周章页字亿万千百]|季度|世纪)`

	number = regexp.MustCompile(`(` + arabic + `)((?:\s?(?:百万|千万|万亿|万|亿|千|百|thousand|million|billion|trillion))*)` +
		`|([第前])?(` + numerals + `{2,}|[二两三四五六七八九十]` + `)(?:点(` + numerals + `+))?(` + measures + `|到|至|级)?`)
	wordNumber = regexp.MustCompile(`\b(?:(?:a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|` +
		`twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|dozen|and|half)[\s-]?)*` +
		`\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|` +
		`twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|dozen)\b`)
	fraction    = regexp.MustCompile(`([二三四五六七八九十])分之([一二三四五六七八九])|([一二三四五六七八九])成([一二三四五六七八九]|半)|(一半|半数|过半|\bhalf\b)|\b(?:(a|one|two|three|four)[ -])?(third|quarter|fifth|tenth)s?(?: of\b|\b)`)
	ordinalWord = regexp.MustCompile(`\b(second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twentieth)\b`)
	monthWord   = regexp.MustCompile(`\b(january|february|march|april|may|june|july|august|september|october|november|december)\b`)
	dated       = regexp.MustCompile(`^,?\s\d`)
	percentMark = regexp.MustCompile(`^\s?(?:%|percent|per cent|percentage points?|个百分点)`)
	timesMark   = regexp.MustCompile(`^[\s-]?(?:倍|times|fold)`)
	latinMark   = regexp.MustCompile(`^(?:([a-z]+)|[\s-]([kmgtpez]b|[a-z]+bytes?|[kcm]?m|kg|g|[kmgt]wh?|[kmg]hz|[a-z]?flops|kilomet\w+|met(?:re|er)s?|miles?|tonn?e?s?|hectares?|kilograms?|grams?|hours?|minutes?|seconds?|days?|weeks?|months?|years?|degrees?)\b)`)
	range_      = regexp.MustCompile(`^\s?(?:到|至|~|-|–|to)\s?(\d+(?:\.\d+)?|` + numerals + `+)\s?(%|percent|成)`)
)

var months = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

var smallWords = map[string]float64{
	"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
	"twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
	"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "twentieth": 20,
}

var magnitudes = map[string]float64{
	"百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8, "百万": 1e6, "千万": 1e7, "万亿": 1e12,
	"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12,
}

// quantities finds the numbers of a folded text, in order.
func quantities(folded string) []quantity {
	all := fractions(folded)
	folded = fraction.ReplaceAllStringFunc(folded, func(found string) string { return strings.Repeat(" ", len(found)) })
	end := 0
	for _, m := range number.FindAllStringSubmatchIndex(folded, -1) {
		if m[2] >= 0 {
			// The parts of 1万1千 are one number.
			if q := arabicNumber(folded, m); len(all) > 0 && m[0] == end && end > 0 && all[len(all)-1].value > q.value && q.latin == "" {
				all[len(all)-1].value += q.value
				end = m[1]
				continue
			} else {
				all = append(all, q)
			}
			end = m[1]
			continue
		}
		if q, ok := chineseNumber(folded, m); ok {
			all = append(all, q)
		}
	}
	all = append(all, englishNumbers(folded)...)
	slices.SortStableFunc(all, func(a, b quantity) int { return a.at - b.at })
	return all
}

// fractions finds 四分之一, 三成五, 一半, two thirds: all of them shares.
func fractions(folded string) []quantity {
	var all []quantity
	digit := func(text string) float64 { return float64(strings.Index(chineseDigits+"十", text) / 3) }
	for _, m := range fraction.FindAllStringSubmatchIndex(folded, -1) {
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return folded[m[2*i]:m[2*i+1]]
		}
		q := quantity{unit: percent, at: m[0], rough: true}
		switch {
		case group(1) != "":
			q.value = digit(group(2)) / digit(group(1))
		case group(4) == "半":
			q.value = (digit(group(3)) + 0.5) / 10
		case group(3) != "":
			q.value = (digit(group(3)) + digit(group(4))/10) / 10
		case group(5) != "":
			q.value = 0.5
		case group(6) == "" && !strings.HasSuffix(folded[m[0]:m[1]], " of"):
			continue // the third one, rather
		default:
			q.value = max(smallWords[group(6)], 1) / map[string]float64{"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}[group(7)]
		}
		all = append(all, q)
	}
	return all
}

func arabicNumber(text string, m []int) quantity {
	value, err := strconv.ParseFloat(strings.ReplaceAll(text[m[2]:m[3]], ",", ""), 64)
	if err != nil {
		value = math.Inf(1)
	}
	for _, scale := range strings.Fields(text[m[4]:m[5]]) {
		value *= scaleOf(scale)
	}
	q := quantity{value: value, at: m[0]}
	rest := text[m[1]:]
	q.measure(rest, strings.HasSuffix(text[:m[0]], "第"))
	if r := range_.FindStringSubmatch(rest); r != nil && q.unit == plain {
		q.percentOf(r[2])
	}
	return q
}

// scaleOf is the product of magnitudes written together: 千万, 万亿.
func scaleOf(text string) float64 {
	if s, ok := magnitudes[text]; ok {
		return s
	}
	product := 1.0
	for _, r := range text {
		product *= magnitudes[string(r)]
	}
	return product
}

// measure reads the unit at the start of what follows the number.
func (q *quantity) measure(rest string, ranked bool) {
	switch {
	case percentMark.MatchString(rest):
		q.percentOf("%")
	case strings.HasPrefix(rest, "成"):
		q.percentOf("成")
	case timesMark.MatchString(rest):
		q.unit = times
	case strings.HasPrefix(rest, "月") && q.value <= 12:
		q.unit = month
	case strings.HasPrefix(rest, "日"):
		q.unit = day
	case ranked:
		q.unit = ordinal
	default:
		if m := latinMark.FindStringSubmatch(rest); m != nil {
			q.latin = m[1] + m[2]
			if slices.Contains([]string{"st", "nd", "rd", "th"}, q.latin) {
				q.latin = ""
			}
		}
	}
}

func (q *quantity) percentOf(mark string) {
	q.unit = percent
	q.value /= 100
	if mark == "成" {
		q.value *= 10
		q.rough = true
	}
}

func chineseNumber(text string, m []int) (quantity, bool) {
	digits, measure, before := text[m[8]:m[9]], "", ""
	if m[6] >= 0 {
		before = text[m[6]:m[7]]
	}
	if m[12] >= 0 {
		measure = text[m[12]:m[13]]
	}
	single := len([]rune(digits)) == 1
	if single && measure == "" && before == "" && m[10] < 0 {
		return quantity{}, false
	}
	value, ok := chineseValue(digits)
	if !ok || strings.ContainsRune("百千万亿", []rune(digits)[0]) || value == 1 && single {
		return quantity{}, false
	}
	if m[10] >= 0 {
		fraction := 0.1
		for _, r := range text[m[10]:m[11]] {
			value += fraction * float64(strings.IndexRune(chineseDigits, r)/3)
			fraction /= 10
		}
	}
	q := quantity{value: value, at: m[0]}
	tail := text[m[9]:]
	if m[10] >= 0 {
		tail = text[m[11]:]
	}
	if strings.HasSuffix(text[:m[0]], "百分之") {
		q.percentOf("%")
		return q, true
	}
	if r := range_.FindStringSubmatch(tail); r != nil {
		q.percentOf(r[2])
		return q, true
	}
	q.measure(tail, before == "第")
	return q, true
}

// chineseDigits has every digit at three times its value, in bytes.
const chineseDigits = "零一二三四五六七八九"

// chineseValue reads 三百二十, 两千, 二〇二三. A run of magnitudes alone, as in 千万,
// is no number.
func chineseValue(digits string) (float64, bool) {
	digits = strings.NewReplacer("两", "二", "〇", "零").Replace(digits)
	if !strings.ContainsAny(digits, "十百千万亿") {
		value := 0.0
		for _, r := range digits {
			value = 10*value + float64(strings.IndexRune(chineseDigits, r)/3)
		}
		return value, true
	}
	total, section, digit := 0.0, 0.0, -1.0
	counted := false
	for _, r := range digits {
		switch scale := (map[rune]float64{'十': 10, '百': 100, '千': 1000, '万': 1e4, '亿': 1e8})[r]; {
		case scale == 0:
			digit = float64(strings.IndexRune(chineseDigits, r) / 3)
			counted = true
		case scale >= 1e4:
			section += max(digit, 0)
			total = (total + section) * scale
			section, digit = 0, -1
		default:
			if digit < 0 {
				digit = 1
				counted = counted || r == '十'
			}
			section += digit * scale
			digit = -1
		}
	}
	return total + section + max(digit, 0), counted
}

func englishNumbers(text string) []quantity {
	var all []quantity
	for _, m := range wordNumber.FindAllStringIndex(text, -1) {
		if m[0] > 0 && text[m[0]-1] >= '0' && text[m[0]-1] <= '9' || strings.HasSuffix(strings.TrimRight(text[:m[0]], " "), ".") {
			continue
		}
		if i := m[0]; i > 1 && text[i-1] == ' ' && text[i-2] >= '0' && text[i-2] <= '9' {
			continue // million of 2 million
		}
		q := quantity{value: wordValue(text[m[0]:m[1]]), at: m[0]}
		q.measure(text[m[1]:], false)
		all = append(all, q)
	}
	for _, m := range ordinalWord.FindAllStringIndex(text, -1) {
		all = append(all, quantity{value: smallWords[text[m[0]:m[1]]], unit: ordinal, at: m[0]})
	}
	for _, m := range monthWord.FindAllStringIndex(text, -1) {
		if text[m[0]:m[1]] == "may" && !strings.HasSuffix(text[:m[0]], "in ") && !dated.MatchString(text[m[1]:]) {
			continue // mostly the verb
		}
		all = append(all, quantity{value: float64(1 + slices.Index(months, text[m[0]:m[1]])), unit: month, at: m[0]})
	}
	return all
}

func wordValue(words string) float64 {
	total, part := 0.0, 0.0
	for _, w := range strings.FieldsFunc(words, func(r rune) bool { return r == ' ' || r == '-' }) {
		switch scale := magnitudes[w]; {
		case w == "hundred" || w == "dozen":
			part = max(part, 1) * scale
		case scale != 0:
			total += max(part, 1) * scale
			part = 0
		default:
			part += smallWords[w]
		}
	}
	return total + part
}

// same reports whether a source that says o bears out q.
func (q quantity) same(o quantity) bool {
	near := 1e-9 * math.Max(math.Abs(q.value), 1)
	if q.rough || o.rough {
		near = 0.012
	}
	if math.Abs(q.value-o.value) > near {
		return false
	}
	if q.unit != o.unit {
		loose := func(u unit) bool { return u == plain || u == ordinal || u == month || u == day }
		// 5月 is no 5日, but 5 may be either.
		return loose(q.unit) && loose(o.unit) && (q.unit == plain || o.unit == plain)
	}
	// 8.1ZB is no 8.1EB, but 8.1 zettabytes.
	return q.latin == "" || o.latin == "" || q.latin[0] == o.latin[0]
}

// rivals reports whether o is a number for the same thing as q, but another
// one: both are years, or both have the same unit.
func (q quantity) rivals(o quantity) bool {
	if q.same(o) {
		return false
	}
	if q.year() || o.year() {
		return q.year() && o.year()
	}
	return q.unit != plain && q.unit == o.unit || q.latin != "" && (q.latin == o.latin || q.value == o.value && o.latin != "")
}

// year reports whether a number is likely that of a year.
func (q quantity) year() bool {
	return q.unit == plain && q.latin == "" && q.value >= 1500 && q.value < 2100 && q.value == math.Trunc(q.value)
}
