package sentence

import (
	"strconv"
	"strings"
	"unicode"

	"footnote/corpus/doc"
)

var (
	// leadsWithoutColon matches the end of a sentence that says that items follow.
	leadsWithoutColon = doc.Pattern(`(?i)(?:如下|(?:以下|下列|下面)[這这]?[一二三四五六七八九十幾几數数0-9]*\s?[點点項项種种個个類类步條条大]{1,2}|分別[是為为]|分别[是为]|包括)[。.]?$|` +
		`\b(?:as follows|the following(?: [a-z]+){0,2}|includ(?:e|es|ing)|(?:are|is) (?:listed |given |shown )?below)[.]?$`)
	// announcing matches words that say that items follow, if they do.
	announcing = doc.Pattern(`(?i)(?:以下|下列|下面|這|这)[這这]?[一二三四五六七八九十兩两幾几數数些0-9]+\s?大?(?:點|点|項|项|種|种|個|个|類|类|步|條|条)|\b(?:the|these) (?:following|steps|things|items) [a-z]+`)
	// leadingWords match what is in a lead-in but not in a label.
	leadingWords = doc.Pattern(`(?i)如下|以下|下列|下面|包括|包含|分別|分别|例如|比如|像是|有$|[是為为]$|來了|来了|建議|建议|提醒|表示|指出|認為|认为|說|说|` +
		`\b(?:follow(?:s|ing)?|below|includ(?:e|es|ed|ing)|are|is|was|were|has|have|had|this|these|here|need|needs|must|should|can|will|do|does|to|happens?|arose|require[sd]?|recommend|suggest|says?|said)\b`)
	// listWords match what introduces a list rather than one more paragraph.
	listWords = doc.Pattern(`(?i)如下|以下|下列|下面|包括|包含|分別|分别|[二三四五六七八九十兩两幾几][大]?[點点項项種种個个類类步條条件]|情境|情況|情况|步驟|步骤|方法|方式|條件|条件|優點|优点|缺點|缺点|好處|好处|壞處|坏处|特點|特点|特色|原因|理由|功能|注意事項|注意事项|概念|目標|目标|清單|清单|名單|名单|` +
		`\b(?:follow(?:s|ing)?|below|includ(?:e|es|ed|ing)|these|here (?:are|is|'s)|here’s|how to|steps?|options?|ways|reasons|questions|goals|lessons|advantages|disadvantages|pros|cons|benefits|features|requirements|preparations|tips|what happens|how (?:it|this) works|what (?:I|we|you)|(?:two|three|four|five|six|seven|eight|nine|ten|several|some|many)\b)`)
	// titleWords match the title of a list.
	titleWords = doc.Pattern(`(?i)(?:情境|情況|情况|步驟|步骤|方法|方式|條件|条件|優點|优点|缺點|缺点|優缺點|优缺点|好處|好处|壞處|坏处|優勢|优势|劣勢|劣势|特點|特点|特色|原因|理由|功能|注意事項|注意事项|重點|重点|建議|建议|技巧|清單|清单|名單|名单|[二三四五六七八九十兩两0-9]\s?大?[點点項项種种步大].{0,8})(?:有哪些|整理|總整理|一覽|一览)?[：:]?$|` +
		`^(?:[0-9]+|two|three|four|five|six|seven|eight|nine|ten) [a-z]+|\b(?:steps?|options|ways|reasons|advantages|disadvantages|pros|cons|benefits|drawbacks|limitations|features|requirements|preparations|prerequisites|tips|ingredients|checklist|highlights|key takeaways|takeaways)\b`)
	// singleWords match what introduces a single thing, however it is written.
	singleWords = doc.Pattern(`(?i)一(?:個|个|點|点|件|種|种|句)|\b(?:one|a single|an example|a log|this configuration)\b`)
)

// leadsOn reports whether a line says at its end, by a colon or in words, that something
// follows.
func (l line) leadsOn() bool {
	text := l.last.text()
	if leadsOn(text) {
		return true
	}
	if !announcing().MatchString(text) {
		return false
	}
	below, ok := l.below()
	return ok && (below.isBare() || below.marked())
}

func leadsOn(text string) bool {
	return endsInColon(text) || leadsWithoutColon().MatchString(trimmed(text))
}

func endsInColon(text string) bool {
	text = trimmed(text)
	return strings.HasSuffix(text, "：") || strings.HasSuffix(text, ":")
}

// trimmed removes the closing marks and white space at the end of a text.
func trimmed(text string) string {
	return strings.TrimRightFunc(text, func(r rune) bool { return unicode.IsSpace(r) || doc.IsClosingMark(r) || r == '*' || r == '_' })
}

// leadKind distinguishes a lead-in from a bare label such as 優點：, which has no verb.
func leadKind(text string) Kind {
	body := strings.TrimRight(trimmed(text), "：:")
	if leadsWithoutColon().MatchString(trimmed(text)) || leadingWords().MatchString(body) {
		return LeadIn
	}
	han := 0
	for _, r := range body {
		if doc.IsHan(r) {
			han++
		}
	}
	if han > 6 || han == 0 && len(strings.Fields(body)) > 3 {
		return LeadIn
	}
	return Label
}

var (
	chineseCount = doc.Pattern(`([二三四五六七八九十兩两]|[0-9]{1,2})\s?大?[點点項项種种個个類类步條条]`)
	englishCount = doc.Pattern(`(?i)\b(two|three|four|five|six|seven|eight|nine|ten|[2-9])\s+([a-z]+)`)
	countWords   = []string{"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
	timeUnits    = []string{"years", "months", "weeks", "days", "hours", "minutes", "seconds", "times", "percent", "million", "billion"}
)

// announced returns how many items a lead-in announces, or maxItems if it gives no number.
func announced(text string) int {
	if m := chineseCount().FindStringSubmatch(text); m != nil {
		if n, err := strconv.Atoi(m[1]); err == nil && n > 1 {
			return min(n, maxItems)
		}
		if n, ok := doc.ChineseNumber(m[1]); ok && n > 1 {
			return int(n)
		}
	}
	m := englishCount().FindStringSubmatch(text)
	if m == nil {
		return maxItems
	}
	for _, unit := range timeUnits {
		if strings.EqualFold(m[2], unit) {
			return maxItems
		}
	}
	for i, word := range countWords {
		if strings.EqualFold(m[1], word) {
			return i + 2
		}
	}
	n, _ := strconv.Atoi(m[1])
	return n
}
