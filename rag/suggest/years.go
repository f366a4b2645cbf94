package suggest

import (
	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag/lexical"
)

// A sentence in another language that says what happened in a year.
var (
	chineseEvent = doc.Pattern(`(?:^|[^0-9~～至—-])(1[0-9]{3}|20[0-9]{2}) ?年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?(?:[^年代。][^年。]{0,23}?)?(?:` + founding + `|提出|发明|发现|推出|发布|开源|首创|收购|并购|举办|发生|爆发|结束|获得|当选|加入|通过)`)
	englishEvent = doc.Pattern(`\b[Ii]n (?:[A-Z][a-z]+ )?(1[0-9]{3}|20[0-9]{2}),? .*\b(?:(?:was|were) (?:[a-z]+ly )?[a-z]+(?:ed|t|n)|began|ended|opened|closed|died|launched|introduced|released|founded|banned|bought|published|joined|left|won|built|sold|moved|discovered|signed|completed|invented)\b|\b(?:(?:was|were) (?:[a-z]+ly )?[a-z]+(?:ed|t|n)|began|ended|opened|closed|died|launched|released|founded|bought|published|joined|left|won|built|sold|moved)\b.* in (1[0-9]{3}|20[0-9]{2})$`)
)

// askYear asks what happened in a year, which is written alike in all languages.
func (m *maker) askYear(passage int, span corpus.Span, sentence string, chinese bool) {
	event := englishEvent()
	if chinese {
		event, sentence = chineseEvent(), m.simplified(sentence)
	} else {
		sentence = endMark().ReplaceAllString(sentence, "")
	}
	found := event.FindStringSubmatch(sentence)
	if found == nil || planned().MatchString(sentence) {
		return
	}
	year := found[1]
	if !chinese && year == "" {
		year = found[2]
	}
	switch m.reader {
	case lexical.Traditional:
		m.add(told, passage, span, year+"年發生了什麼事？")
	case lexical.Simplified:
		m.add(told, passage, span, year+"年发生了什么事？")
	case lexical.English:
		m.add(told, passage, span, "What happened in "+year+"?")
	}
}

// planned is what has not happened.
var planned = doc.Pattern(`计划|预计|将于|将在|打算|拟|\b(?:will|would|plans?|planned|expected)\b`)

var endMark = doc.Pattern(`[.!]+$`)
