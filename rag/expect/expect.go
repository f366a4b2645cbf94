// Package expect says what a question asks for, such as a number or a time, and whether a text
// has such a thing. A sentence without one does not answer the question.
package expect

import (
	"regexp"
	"strings"

	"footnote/corpus/doc"
)

// A Kind is what an answer must have.
type Kind int

// The kinds that can be told from the words of a question.
const (
	Anything Kind = iota
	Number
	Time
	Duration
)

var (
	asksDuration = doc.Pattern(`多久|多长时间|几(?:年|个月|周|天|个?小时|分钟)(?:$|[^份代])|\b(?:how long|how many (?:years|months|weeks|days|hours|minutes))\b`)
	asksTime     = doc.Pattern(`什么时候|什么时间|何时|几时|哪(?:一)?(?:年|天|月|日)|几(?:月|号|点)|\b(?:when (?:was|were|is|are|did|does|do|will|can|has|had)|what (?:year|date|day|time|month)|which (?:year|day|month)|since when)\b`)
	asksNumber   = doc.Pattern(`多少|几[个件人年家次种台辆层分成部岁块元条款座位名支张本只架所项倍期级代楼集章页趟班]|百分之几|多[大高长重远快深宽贵](?:$|[^家的了])|\b(?:how (?:many|much|big|tall|high|far|old|heavy|fast|often)|what (?:percentage|percent|number|share))\b`)
	// loosely matches words that do not ask for a number: how much more, 多少會影響.
	loosely = doc.Pattern(`多少(?:会|有点|都|还|影响)|(?:没|不知道|不管)多少|\bhow much (?:do|does|did) \w+ (?:like|love|care|matter|know|want)\b`)

	number = doc.Pattern(`[0-9０-９]|[零〇一二三四五六七八九十百千万億亿兩两幾几半數数]+\s*(?:[個个件人年家次種种台輛辆層层分成部歲岁塊块元條条款座位名支張张本隻只架所項项倍期級级代天月週周日號号小點点千百萬万億亿公米里斤度秒克坪頭头匹棵間间場场]|%|％)|全部|所有|一半|大半|沒有|没有|無|无|免費|免费|` +
		`(?i:\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|dozen|half|quarter|third|twice|once|double|triple|no|none|nothing|free|all|every|both|single|several|few|couple|most)\b)`)
	moment = doc.Pattern(`[0-9]{4}|[0-9]+\s*[年月日號号點点時时:：]|[零〇一二三四五六七八九十]+(?:年|月|日|號|号|點|点)|[今去前明後后昨當当同]年|[今昨明前後后當当]天|[上下本這这]個?个?(?:月|週|周|禮拜|星期)|星期|週[一二三四五六日末]|周[一二三四五六日末]|禮拜|春|夏|秋|冬|早上|中午|下午|晚上|凌晨|深夜|清晨|傍晚|世紀|世纪|年代|年初|年底|年中|月初|月底|[時时]候|之[前後后]|以[前後后來来]|[時时]期|每天|每週|每周|每年|` +
		`(?i:\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|monday|tuesday|wednesday|thursday|friday|saturday|sunday|spring|summer|autumn|fall|winter|today|yesterday|tomorrow|tonight|morning|noon|afternoon|evening|night|midnight|week|month|year|years|century|decade|ago|before|after|when|once|until|since|during|daily|weekly|monthly|yearly|every|later|earlier|now|am|pm|a\.m|p\.m)\b)`)
	span = doc.Pattern(`[0-9０-９零〇一二三四五六七八九十百千半兩两幾几數数多]+\s*[個个]?(?:多)?\s*(?:世紀|世纪|年|季|月|週|周|星期|禮拜|天|日|夜|晚|小時|小时|鐘頭|钟头|分鐘|分钟|分|秒|代)|秒級|秒级|瞬間|瞬间|立即|馬上|马上|永遠|永远|終身|终身|[時时]間|[時时]间|長期|长期|短期|隨時|随时|` +
		`(?i:\b(?:[0-9]+|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|few|many|couple of|half an?|some)[ -]?(?:more |whole |full |long |business )?(?:seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|months?|years?|decades?|centur(?:y|ies)|semesters?|quarters?)\b|\b(?:forever|instant(?:ly)?|immediately|overnight|permanent(?:ly)?|indefinitely|weeks|months|years|days|hours|minutes|seconds|until)\b)`)
)

// A Wanted is what a question asks for.
type Wanted struct {
	Kind
	Counter string // the word that must come with a number: 次 for 几次; usually ""
}

// counter matches a word that counts only one kind of thing.
var counter = doc.Pattern(`(?:几|多少)([次层岁楼集章页趟班])`)

// Of returns what a question asks for. The question is folded: in simplified characters and
// lower case.
func Of(folded string) Wanted {
	w := Wanted{Kind: kindOf(folded)}
	if m := counter().FindStringSubmatch(folded); m != nil && w.Kind == Number {
		w.Counter = m[1]
	}
	return w
}

func kindOf(folded string) Kind {
	switch {
	case asksDuration().MatchString(folded):
		return Duration
	case asksTime().MatchString(folded):
		return Time
	case asksNumber().MatchString(folded) && !loosely().MatchString(folded):
		return Number
	}
	return Anything
}

// In reports whether a folded text has what is asked for.
func (w Wanted) In(folded string) bool {
	return w.Kind.in(folded) && strings.Contains(folded, w.Counter)
}

func (k Kind) in(text string) bool {
	var has func() *regexp.Regexp
	switch k {
	case Number:
		has = number
	case Time:
		has = moment
	case Duration:
		has = span
	default:
		return true
	}
	return has().MatchString(text)
}

var year = doc.Pattern(`(?:^|[^0-9.,])((?:1[5-9]|20)[0-9]{2})(?:$|[^0-9.,%])`)

// Years returns the years that a text names.
func Years(text string) []string {
	var years []string
	for _, m := range year().FindAllStringSubmatch(text, -1) {
		years = append(years, m[1])
	}
	return years
}

// HasYears reports whether a text has the years that a question names. If the text names no
// year itself, they may be in the text around it.
func HasYears(question, text, around string) bool {
	for _, year := range Years(question) {
		if !strings.Contains(text, year) && (len(Years(text)) > 0 || !strings.Contains(around, year)) {
			return false
		}
	}
	return true
}

var (
	day = doc.Pattern(`今天|今日|今晚|明天|明日|昨天|昨日|昨晚|\b(?:today|tonight|tomorrow|yesterday|right now)\b`)
	// supposed matches hypothetical questions, which are about any day: what happens if I quit
	// today.
	supposed = doc.Pattern(`如果|要是|假如|\bif\b`)
)

// HasDay reports whether a text mentions the day that a question names relative to the day of
// asking: an article about the weather does not answer a question about today's weather. Both
// texts are folded.
func HasDay(question, text string) bool {
	named := day().FindString(question)
	return named == "" || supposed().MatchString(question) || strings.Contains(text, named)
}
