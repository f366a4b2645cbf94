package verify

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"footnote/corpus/doc"
)

// A quantity is a number that a text states: 七成 is 0.7 with the unit percent, 6.6萬 is
// 66000, October is 10 with the unit month.
type quantity struct {
	value float64
	unit  unit
	latin string // the unit directly after the number, zb in 8.1ZB; or ""
	in    measure
	at    int  // byte offset in the folded text
	count bool // stated in "times", which may also be how often something happens
	over  bool // stated as "more than"
	rough bool // a share in words or an approximate number: a third may be 33%
}

// A unit is a kind of number that must not be mistaken for another. Most nouns that are
// counted have none.
type unit string

const (
	plain   unit = ""
	percent unit = "%"
	times   unit = "times"
	month   unit = "month"
	day     unit = "day"
	ordinal unit = "ordinal"
)

// The patterns match folded text: half width, lower case, simplified characters. A single
// Chinese numeral counts only before a measure word or after 第 and 前: 三星, 四川 and 千问
// are not numbers, and 一 is mostly grammar.
var (
	arabic   = `\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`
	one      = ` (?:of )?an? (hundred|thousand|million|billion|dozen|minute|hour|day|week|month|year|decade|century|mile|tonne|ton)\b`
	numerals = `[零〇一二两三四五六七八九十百千万亿]`
	measures = `(?:[个件家名位种项道年月日天次倍成条座款人间所篇张台岁只艘公英平毫厘码磅坪周呎哩艇趟班艘层届期轮块元吨米亩克升斤公分小时周章页字亿万千百]|星期|礼拜|光年|季度|世纪)`

	number = doc.Pattern(`(` + arabic + `)((?:\s?(?:百万|千万|万亿|万|亿|千|百|thousand|million|billion|trillion))*)` +
		`|([第前])?(` + numerals + `{2,}|[二两三四五六七八九十]` + `)(?:点(` + numerals + `+))?(` + measures + `|到|至|级)?`)
	wordNumber = doc.Pattern(`\b(?:(?:a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|` +
		`twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|dozen|and|half)[\s-]?)*` +
		`\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|` +
		`twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|dozen)\b`)
	fraction    = doc.Pattern(`([二三四五六七八九十])分之([一二三四五六七八九])|([一二三四五六七八九])成([一二三四五六七八九]|半)|(一半|半数|过半|\bhalf\b)|\b(?:(a|one|two|three|four)[ -])?(third|quarter|fifth|tenth)s?(?: of\b|\b)`)
	ofOne       = doc.Pattern(`^` + one)
	shareOfOne  = doc.Pattern(`(?:\bhalf|\b(?:third|quarter|fifth|tenth)s?)` + one)
	halfUnit    = doc.Pattern(`(?:(\d+|` + numerals + `+)个)?半个?(小时|钟头|月|年|天|世纪|公里|英里|公斤|吨)`)
	orMore      = doc.Pattern(`\b(?:one or two|two or three|three or four|four or five|five or six)\b`)
	next        = doc.Pattern(`次日|翌日|隔日|隔天|仅次于|居次|亚军|runner-up|\b(?:next|following) day\b`)
	ordinalWord = doc.Pattern(`\b(second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twentieth)\b`)
	monthWord   = doc.Pattern(`\b(january|february|march|april|may|june|july|august|september|october|november|december)\b`)
	about       = doc.Pattern(`(?:\b(?:about|around|roughly|nearly|almost|approximately|some|close to|just (?:over|under))\s|约|近|将近|接近|差不多|上下)$`)
	exceeded    = doc.Pattern(`(?:\b(?:more than|over|above|exceeding)\s|超过|逾|多于|高于)$`)
	outOf       = doc.Pattern(`(\d+|[a-z]+) (?:out of|in every|of every) (?:every )?(\d+|[a-z]+)\b|每(\d+|[二两三四五六七八九十百千]+)[\p{Han}]{0,3}(?:中|里|就)?有(\d+|[一二两三四五六七八九十]+)`)
	doubled     = doc.Pattern(`\b(?:twice|doubl(?:e|ed|ing))\b|翻倍|翻番|翻了一番|翻了一倍`)
	scaled      = doc.Pattern(`(百万|千万|十万|万|亿)级`)
	dated       = doc.Pattern(`^,?\s\d`)
	percentMark = doc.Pattern(`^\s?(?:%|percent|per cent|percentage points?|个百分点)`)
	perTime     = doc.Pattern(`^[\s-]?times (?:an?|per|each|every) |^[\s-]?times (?:daily|weekly|monthly|annually|yearly)\b`)
	timesMark   = doc.Pattern(`^[\s-]?(?:倍|times|fold)`)
	latinMark   = doc.Pattern(`^(?:([a-z]+)|[\s-]([kmgtpez]b|[a-z]+bytes?|[kcm]?m|kg|g|[kmgt]wh?|[kmg]hz|[a-z]?flops|kilomet\w+|met(?:re|er)s?|miles?|tonn?e?s?|hectares?|kilograms?|grams?|hours?|minutes?|seconds?|days?|weeks?|months?|years?|degrees?)\b)`)
	range_      = doc.Pattern(`^\s?(?:到|至|~|-|–|to)\s?(\d+(?:\.\d+)?|` + numerals + `+)\s?(%|percent|成)`)
)

var months = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

var smallWords = map[string]float64{
	"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
	"twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
	"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "twentieth": 20,
}

var magnitudes = map[string]float64{
	"十万": 1e5, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8, "百万": 1e6, "千万": 1e7, "万亿": 1e12,
	"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12,
}

// quantities returns the numbers of a folded text, in order.
func quantities(folded string) []quantity {
	all := append(fractions(folded), ratios(folded)...)
	for _, read := range []func() *regexp.Regexp{outOf, shareOfOne, fraction, halfUnit, orMore} {
		folded = read().ReplaceAllStringFunc(folded, func(found string) string { return strings.Repeat(" ", len(found)) })
	}
	end := 0
	for _, m := range number().FindAllStringSubmatchIndex(folded, -1) {
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
	for _, m := range doubled().FindAllStringIndex(folded, -1) {
		all = append(all, quantity{value: 2, unit: times, at: m[0]})
	}
	for _, m := range next().FindAllStringIndex(folded, -1) {
		all = append(all, quantity{value: 2, unit: ordinal, at: m[0]})
	}
	for _, m := range scaled().FindAllStringSubmatchIndex(folded, -1) {
		all = append(all, quantity{value: scaleOf(folded[m[2]:m[3]]), at: m[0]})
	}
	slices.SortStableFunc(all, func(a, b quantity) int { return a.at - b.at })
	for i := range all {
		all[i].over = exceeded().MatchString(folded[:all[i].at])
		all[i].rough = all[i].rough || about().MatchString(folded[:all[i].at])
	}
	return all
}

// measure reads the unit at the start of rest, the text after the number. ranked says that the
// number follows 第.
func (q *quantity) measure(rest string, ranked bool) {
	switch {
	case percentMark().MatchString(rest):
		q.percentOf("%")
	case strings.HasPrefix(rest, "成"):
		q.percentOf("成")
	case timesMark().MatchString(rest):
		if q.count = strings.Contains(timesMark().FindString(rest), "times"); !q.count || !perTime().MatchString(rest) {
			q.unit = times
		}
	case strings.HasPrefix(rest, "月") && q.value <= 12:
		q.unit = month
	case strings.HasPrefix(rest, "日"):
		q.unit = day
	case ranked:
		q.unit = ordinal
	default:
		if q.in = measureAt(rest); q.in.dimension == "time" && q.in.size == year && q.value >= 1500 {
			q.in = measure{} // the year 2003
		}
		if m := latinMark().FindStringSubmatch(rest); m != nil {
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

// same reports whether a source that says o supports q.
func (q quantity) same(o quantity) bool {
	if q.in.known() && o.in.known() && q.unit == o.unit {
		return q.in.equals(q.value, o.in, o.value, q.rough)
	}
	near := 1e-9 * math.Max(math.Abs(q.value), 1)
	switch {
	case (q.rough || o.rough) && q.unit == percent:
		near = 0.012
	case q.rough && !q.year():
		near = 0.04 * q.value
	}
	if math.Abs(q.value-o.value) > near {
		return false
	}
	if q.unit != o.unit {
		if (q.count || o.count) && q.unit != percent && o.unit != percent {
			return true
		}
		loose := func(u unit) bool { return u == plain || u == ordinal || u == month || u == day }
		// 5月 differs from 5日, but 5 may be either.
		return loose(q.unit) && loose(o.unit) && (q.unit == plain || o.unit == plain)
	}
	// 8.1ZB differs from 8.1EB, but is 8.1 zettabytes.
	return q.latin == "" || o.latin == "" || q.latin[0] == o.latin[0]
}

// rivals reports whether o differs from q but is a number for the same thing: both are years,
// or both have the same unit.
func (q quantity) rivals(o quantity) bool {
	if q.same(o) {
		return false
	}
	if q.year() || o.year() {
		return q.year() && o.year()
	}
	if q.in.known() && o.in.known() && q.value == o.value {
		return true
	}
	return q.unit != plain && q.unit == o.unit || q.in.known() && q.in.compatible(o.in) || q.latin != "" && (q.latin == o.latin || q.value == o.value && o.latin != "")
}

// year reports whether a number is likely a year.
func (q quantity) year() bool {
	return q.unit == plain && q.latin == "" && !q.in.known() && q.value >= 1500 && q.value < 2100 && q.value == math.Trunc(q.value)
}

// small reports whether the writer may have counted the number: three of the items of a list.
func (q quantity) small() bool {
	return q.unit == plain && !q.in.known() && q.latin == "" && q.value <= 10 && q.value == math.Trunc(q.value)
}
