package verify

import (
	"slices"
	"strings"

	"footnote/corpus/doc"
)

// frequency matches how often something happens, in folded text: each day, three times a week,
// annually.
var frequency = doc.Pattern(`(?:\b(?:per|each|every)|\b(?:times|once|twice|\d+|hours?|minutes?|days?|dollars?|miles|trips) an?) (hour|day|week|month|year)\b|\b(hourly|daily|weekly|monthly|yearly|annual|annually)\b|` +
	`每一?个?(小时|钟头|天|日|周|星期|礼拜|月|年)|(天天|日日|年年|月月|日均|月均|年均)`)

// frequencies returns the intervals that a text names, each once.
func frequencies(folded string) []string {
	var all []string
	for _, m := range frequency().FindAllStringSubmatch(folded, -1) {
		if each := interval[strings.Join(m[1:], "")]; each != "" {
			all = appendNew(all, each)
		}
	}
	return all
}

var interval = map[string]string{
	"hour": "hour", "hourly": "hour", "小时": "hour", "钟头": "hour",
	"day": "day", "daily": "day", "天": "day", "日": "day", "天天": "day", "日日": "day", "日均": "day",
	"week": "week", "weekly": "week", "周": "week", "星期": "week", "礼拜": "week",
	"month": "month", "monthly": "month", "月": "month", "月月": "month", "月均": "month",
	"year": "year", "yearly": "year", "annual": "year", "annually": "year", "年": "year", "年年": "year", "年均": "year",
}

// otherFrequency returns an interval that the clause names, if the segment names only others.
// It returns "" if they agree or either names none.
func otherFrequency(clause, segment string) string {
	there := frequencies(segment)
	for _, each := range frequencies(clause) {
		if len(there) > 0 && !slices.Contains(there, each) {
			return each
		}
	}
	return ""
}
