package conflict

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"footnote/corpus/doc"
	"footnote/rag/expect"
)

// A setting is a sentence with the title and heading above it.
type setting struct {
	sentence string // folded
	clause   string // the clause that answers
	before   string // the sentence up to the end of clause
	head     string // the clause before its first value
	above    string // the title of the article and the heading of the section, folded
	plain    string // the sentence, not folded
	title    string // title and heading, not folded
}

func (c setting) whole() string { return c.above + "\n" + c.sentence }

var (
	// vague are characters that do not distinguish one thing from another.
	vague = "该本此这那全各每整新旧的个座家间所在于到和与及或有是为从往向老大小"

	name   = regexp.MustCompile(`\b[A-Z][A-Za-z0-9-]+\b`)
	nameIn = regexp.MustCompile(`(^|[.!?:]\s+)([A-Z][a-z]+)`)
)

// conditions are groups of words that exclude each other: what is said under one is not said
// under another.
var conditions = [][]func() *regexp.Regexp{
	{doc.Pattern(`平日|工作日|周一至周五|\bweekdays?\b`), doc.Pattern(`假日|周末|六日|\bweekends?\b|\bholidays?\b`)},
	{doc.Pattern(`周一|星期一|\bmondays?\b`), doc.Pattern(`周二|星期二|\btuesdays?\b`), doc.Pattern(`周三|星期三|\bwednesdays?\b`), doc.Pattern(`周四|星期四|\bthursdays?\b`), doc.Pattern(`周五|星期五|\bfridays?\b`), doc.Pattern(`周六|星期六|\bsaturdays?\b`), doc.Pattern(`周日|星期日|星期天|\bsundays?\b`)},
	{doc.Pattern(`春季|春天|\bspring\b`), doc.Pattern(`夏季|夏天|\bsummer\b`), doc.Pattern(`秋季|秋天|\bautumn\b`), doc.Pattern(`冬季|冬天|\bwinter\b`)},
	{doc.Pattern(`成人|大人|全票|\badults?\b`), doc.Pattern(`儿童票|孩童|\bchild(?:ren)?\b`), doc.Pattern(`学生票|\bstudents? ticket`), doc.Pattern(`老人|长者|敬老|\bseniors?\b`)},
	{doc.Pattern(`大型|大号|\blarge\b`), doc.Pattern(`中型|中号|\bmedium\b`), doc.Pattern(`小型|小号|\bsmall\b`)},
	{doc.Pattern(`预计|原定|计划|预定|\bplanned\b|\bexpected\b|\bestimated\b|\bforecast\b`), doc.Pattern(`实际|\bactual(?:ly)?\b`)},
	{doc.Pattern(`去程|单程|\bone[- ]way\b|\bsingle\b|\boutbound\b`), doc.Pattern(`来回|往返|回程|\breturn ticket\b|\bround[- ]trip\b|\binbound\b`)},
	{doc.Pattern(`男|\bmen\b|\bmale\b`), doc.Pattern(`女|\bwomen\b|\bfemale\b`)},
	{doc.Pattern(`国内|\bdomestic\b`), doc.Pattern(`国际|国外|\binternational\b`), doc.Pattern(`全球|世界|\bworldwide\b|\bglobal\b`)},
	{doc.Pattern(`室内|\bindoor\b`), doc.Pattern(`户外|室外|\boutdoor\b`)},
}

// measures are such groups too, but only the words of the clause itself count.
var measures = [][]func() *regexp.Regexp{
	{doc.Pattern(`最高|最大|最深|最多|\bmax(?:imum)?\b|\bhighest\b|\bat most\b`), doc.Pattern(`最低|最小|最浅|最少|\bmin(?:imum)?\b|\blowest\b|\bat least\b`), doc.Pattern(`平均|\baverage\b|\bmean\b`)},
	{doc.Pattern(`开门|开馆|开放|\bopens?\b`), doc.Pattern(`关门|闭馆|打烊|\bcloses?\b`)},
	{doc.Pattern(`长|\blong\b|\blength\b`), doc.Pattern(`宽|\bwide\b|\bwidth\b`), doc.Pattern(`高|\btall\b|\bhigh\b|\bheight\b`), doc.Pattern(`深|\bdeep\b|\bdepth\b`)},
	{doc.Pattern(`净|\bnet\b`), doc.Pattern(`毛|\bgross\b`)},
}

// apart reports whether two sentences speak of different things, as far as their words tell:
// of different years, names, editions, kinds or conditions. Words of the question make no
// difference.
func apart(question string, wanted expect.Kind, a, b setting) bool {
	return otherYears(question, wanted, a, b) || otherOrder(a, b) || otherNames(question, a, b) || otherKinds(question, a, b) || otherHeads(question, a, b) || otherConditions(question, a, b)
}

// otherYears reports whether one of the sentences is of a year that the other is not of.
func otherYears(question string, wanted expect.Kind, a, b setting) bool {
	text := func(c setting) string {
		if wanted == expect.Time { // a year may be what is asked for
			return c.above
		}
		return c.whole()
	}
	x, y := yearsOf(text(a)), yearsOf(text(b))
	known := yearsOf(question)
	for _, year := range append(slices.Clone(x), y...) {
		if !slices.Contains(known, year) && slices.Contains(x, year) != slices.Contains(y, year) {
			return true
		}
	}
	return false
}

var order = doc.Pattern(`([0-9]+)(?:学年|年度|届|期)|第([0-9一二三四五六七八九十百]+)|\b(?:(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)|([0-9]+)(?:st|nd|rd|th))\b|\b(?:version|v|edition|volume|part|chapter|no\.?) ?([0-9]+(?:\.[0-9]+)*)\b`)

// otherOrder reports whether the sentences have different ordinals, such as the second and the
// third edition.
func otherOrder(a, b setting) bool {
	in := func(c setting) (all []string) {
		for _, m := range order().FindAllStringSubmatch(c.whole(), -1) {
			all = append(all, strings.Join(m[1:], ""))
		}
		return all
	}
	x, y := in(a), in(b)
	return len(x) > 0 && len(y) > 0 && !slices.ContainsFunc(x, func(v string) bool { return slices.Contains(y, v) })
}

// otherNames reports whether each sentence has a name in Latin letters that the other lacks,
// or the question has a name that only one of them has.
func otherNames(question string, a, b setting) bool {
	x, y := namesOf(a), namesOf(b)
	own := func(names []string, c setting) (some, asked bool) {
		for _, n := range names {
			if lower := strings.ToLower(n); !strings.Contains(c.whole(), lower) {
				some, asked = true, asked || strings.Contains(question, lower)
			}
		}
		return some, asked
	}
	first, asked := own(x, b)
	second, too := own(y, a)
	return first && second || asked || too
}

// namesOf returns the names of a sentence in Latin letters: the capitalised words, but the
// first one only if it is in the title too.
func namesOf(c setting) (all []string) {
	first := nameIn.FindStringSubmatch(c.plain)
	for _, n := range name.FindAllString(c.plain, -1) {
		if first != nil && n == first[2] && strings.HasPrefix(c.plain, n) && !strings.Contains(c.title, n) {
			continue
		}
		all = append(all, n)
	}
	return all
}

// kinds are words for a kind of thing. The character before such a word distinguishes things
// of that kind.
var kinds = strings.Fields("公司 集团 大学 学校 中学 小学 医院 馆 市 县 区 省 国 路 街 车站 店 厂 局 院 社 湖 山 河 塔 桥 号线 楼 厅 室 版 型 款 级 班 手机 票 季 期 坡 岸 场 池 园 村 镇 乡 岛 港")

// otherKinds reports whether the sentences speak of different things of one kind: 东馆, 西馆.
func otherKinds(question string, a, b setting) bool {
	x, y := kindsOf(a.whole()), kindsOf(b.whole())
	for kind, ones := range x {
		others := y[kind]
		if len(ones) == 0 || len(others) == 0 || slices.ContainsFunc(ones, func(one string) bool { return slices.Contains(others, one) }) {
			continue
		}
		if !slices.ContainsFunc(ones, func(one string) bool { return strings.Contains(question, one+kind) }) || !slices.ContainsFunc(others, func(one string) bool { return strings.Contains(question, one+kind) }) {
			return true
		}
	}
	return false
}

func kindsOf(text string) map[string][]string {
	all := map[string][]string{}
	for _, kind := range kinds {
		for at := range text {
			before, _ := utf8.DecodeLastRuneInString(text[:at])
			if strings.HasPrefix(text[at:], kind) && doc.IsHan(before) && !strings.ContainsRune(vague, before) {
				all[kind] = append(all[kind], string(before))
			}
		}
	}
	return all
}

// otherHeads reports whether two clauses begin and end alike before their values, with
// something different in between that the question does not name: 星河耳机的重量为,
// 云海耳机的重量为; "a resident permit costs", "a business permit costs".
func otherHeads(question string, a, b setting) bool {
	x, y := pieces(a.head), pieces(b.head)
	n, m := 0, 0
	for n < min(len(x), len(y)) && x[n] == y[n] {
		n++
	}
	for m < min(len(x), len(y))-n && x[len(x)-1-m] == y[len(y)-1-m] {
		m++
	}
	x, y = x[n:len(x)-m], y[n:len(y)-m]
	least := 1 // length of the difference; a single Chinese character says little
	if n+m > 0 && doc.IsHan([]rune(a.head)[0]) {
		least = 2 - min(n, 1)
	}
	own := func(part []string) bool {
		return len(part) >= least && len(part) <= longest && !strings.Contains(strings.ReplaceAll(question, " ", ""), strings.Join(part, ""))
	}
	return m >= alike && own(x) && own(y)
}

const (
	// alike is how many characters or words before their values two clauses must share, and
	// longest how many each may have of its own, to be about two things of one kind.
	alike, longest = 2, 6
)

// pieces returns the words of a text, or the characters if it is Chinese.
func pieces(text string) (all []string) {
	word := ""
	for _, r := range text + " " {
		switch {
		case doc.IsHan(r), r == ' ':
			if word != "" {
				all = append(all, word)
			}
			if word = ""; r != ' ' {
				all = append(all, string(r))
			}
		default:
			word += string(r)
		}
	}
	return all
}

// otherConditions reports whether one of the sentences names a condition or a measure that the
// other does not name.
func otherConditions(question string, a, b setting) bool {
	return differ(conditions, question, a.before, b.before) || differ(measures, question, a.clause, b.clause)
}

func differ(sets [][]func() *regexp.Regexp, question, a, b string) bool {
	for _, set := range sets {
		for _, word := range set {
			if p := word(); p.MatchString(a) != p.MatchString(b) && !p.MatchString(question) {
				return true
			}
		}
	}
	return false
}

// ofOther reports whether a clause is about another measure than the question: when a place
// opens, and not when it closes.
func ofOther(question, clause string) bool {
	for _, set := range measures {
		asked, said, same := false, false, false
		for _, word := range set {
			p := word()
			in, of := p.MatchString(clause), p.MatchString(question)
			asked, said, same = asked || of, said || in, same || in && of
		}
		if asked && said && !same {
			return true
		}
	}
	return false
}
