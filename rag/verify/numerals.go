package verify

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"footnote/corpus/doc"
)

// fractions finds shares such as 四分之一, 三成五, 一半 and "two thirds".
func fractions(folded string) []quantity {
	var all []quantity
	for _, m := range fraction().FindAllStringSubmatchIndex(folded, -1) {
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return folded[m[2*i]:m[2*i+1]]
		}
		q := quantity{unit: percent, at: m[0], rough: true}
		switch {
		case group(1) != "":
			q.value = chinese(group(2)) / chinese(group(1))
		case group(4) == "半":
			q.value = (chinese(group(3)) + 0.5) / 10
		case group(3) != "":
			q.value = (chinese(group(3)) + chinese(group(4))/10) / 10
		case group(5) != "":
			q.value = 0.5
		case group(6) == "" && !strings.HasSuffix(folded[m[0]:m[1]], " of"):
			continue // rather "the third one"
		default:
			q.value = max(smallWords[group(6)], 1) / map[string]float64{"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}[group(7)]
		}
		q.of(folded[m[1]:])
		all = append(all, q)
	}
	for _, m := range halfUnit().FindAllStringSubmatchIndex(folded, -1) {
		q := quantity{value: 0.5, at: m[0], rough: true}
		if m[2] >= 0 {
			whole, err := strconv.ParseFloat(folded[m[2]:m[3]], 64)
			if err != nil {
				whole = chinese(folded[m[2]:m[3]])
			}
			q.value += whole
		}
		if q.in = measureAt(folded[m[4]:m[5]]); folded[m[4]:m[5]] == "月" {
			q.in = measureAt("个月")
		}
		all = append(all, q)
	}
	return all
}

// of turns a share of a unit into a quantity: half a million is a number, half an hour a time.
func (q *quantity) of(rest string) {
	m := ofOne().FindStringSubmatch(rest)
	if m == nil {
		return
	}
	if scale := magnitudes[m[1]]; scale != 0 {
		q.value, q.unit = q.value*scale, plain
	} else if in := measureAt(m[1]); in.known() {
		q.unit, q.in = plain, in
	}
}

// chinese returns the value of a Chinese number, or 0 if it is none.
func chinese(number string) float64 {
	value, _ := doc.ChineseNumber(number)
	return value
}

// ratios finds shares such as "three out of four" and 每四人中有三人.
func ratios(folded string) []quantity {
	var all []quantity
	for _, m := range outOf().FindAllStringSubmatchIndex(folded, -1) {
		group := func(i int) float64 {
			if m[2*i] < 0 {
				return 0
			}
			text := folded[m[2*i]:m[2*i+1]]
			if value, err := strconv.ParseFloat(text, 64); err == nil {
				return value
			}
			if value, ok := smallWords[text]; ok {
				return value
			}
			return chinese(text)
		}
		part, whole := group(1)+group(4), group(2)+group(3)
		if part > 0 && whole > part {
			all = append(all, quantity{value: part / whole, unit: percent, at: m[0], rough: true})
		}
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
	q.prefixed(text[:m[0]], rest)
	if r := range_().FindStringSubmatch(rest); r != nil && q.unit == plain {
		q.percentOf(r[2])
	}
	return q
}

// scaleOf returns the product of magnitudes that are written together: 千万, 万亿.
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
	if between(digits) {
		return quantity{}, false
	}
	value, ok := doc.ChineseNumber(digits)
	if !ok || strings.ContainsRune("百千万亿", []rune(digits)[0]) || value == 1 && single {
		return quantity{}, false
	}
	if m[10] >= 0 {
		fraction := 0.1
		for _, r := range text[m[10]:m[11]] {
			if digit := chinese(string(r)); digit < 10 { // 八点十分 is a time
				value += fraction * digit
			}
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
	if r := range_().FindStringSubmatch(tail); r != nil {
		q.percentOf(r[2])
		return q, true
	}
	q.measure(tail, before == "第")
	q.prefixed(text[:m[0]], tail)
	return q, true
}

// between reports whether a number is a range such as 两三 (two or three) or 五六十 (fifty or
// sixty).
func between(digits string) bool {
	const row = "一二三四五六七八九"
	runes := []rune(strings.Replace(digits, "两", "二", 1))
	return len(runes) >= 2 && strings.Contains(row, string(runes[:2]))
}

func englishNumbers(text string) []quantity {
	var all []quantity
	for _, m := range wordNumber().FindAllStringIndex(text, -1) {
		if m[0] > 0 && text[m[0]-1] >= '0' && text[m[0]-1] <= '9' || strings.HasSuffix(strings.TrimRight(text[:m[0]], " "), ".") {
			continue
		}
		if i := m[0]; i > 1 && text[i-1] == ' ' && text[i-2] >= '0' && text[i-2] <= '9' {
			continue // the million of "2 million"
		}
		q := quantity{value: wordValue(text[m[0]:m[1]]), at: m[0]}
		q.measure(text[m[1]:], false)
		all = append(all, q)
	}
	for _, m := range ordinalWord().FindAllStringIndex(text, -1) {
		all = append(all, quantity{value: smallWords[text[m[0]:m[1]]], unit: ordinal, at: m[0]})
	}
	for _, m := range monthWord().FindAllStringIndex(text, -1) {
		if text[m[0]:m[1]] == "may" && !strings.HasSuffix(text[:m[0]], "in ") && !dated().MatchString(text[m[1]:]) {
			continue // mostly the verb
		}
		all = append(all, quantity{value: float64(1 + slices.Index(months, text[m[0]:m[1]])), unit: month, at: m[0]})
	}
	return all
}

func wordValue(words string) float64 {
	total, part := 0.0, 0.0
	all := strings.FieldsFunc(words, func(r rune) bool { return r == ' ' || r == '-' })
	for i, w := range all {
		switch scale := magnitudes[w]; {
		case w == "hundred" || w == "dozen":
			part = max(part, 1) * scale
		case scale != 0:
			total += max(part, 1) * scale
			part = 0
		case i == 0 && w == "a" && len(all) > 1 && magnitudes[all[1]] == 0: // as in "a seven-year contract"
		default:
			part += smallWords[w]
		}
	}
	return total + part
}

// firstYear is the year before the first year of the Republic of China's era (民國).
const firstYear = 1911

// prefixed reads what stands before a number: a currency, or an era.
func (q *quantity) prefixed(before, rest string) {
	if m := moneyBefore(before); m.known() && q.unit == plain {
		q.in, q.latin = m, ""
	}
	if strings.HasPrefix(rest, "年") && strings.HasSuffix(strings.TrimRight(before, " "), "民国") {
		q.value, q.in = q.value+firstYear, measure{}
	}
}
