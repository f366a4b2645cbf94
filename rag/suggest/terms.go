package suggest

import (
	"unicode/utf8"

	"footnote/corpus/doc"
)

var (
	// 「兩條腿走路」的平衡戰略: a name in marks, and what kind of idea it names.
	quotedIdea = doc.Pattern(`[「“]([^「」“”，。、；：？！及的]{2,8})[」”](?:(?:的\p{Han}{0,3})?(?:战略|策略|理论|效应|定律|现象)|(?:原则|概念|方法|模式|制度|机制))`)
	// MaaS（模型即服務）
	glossed = doc.Pattern(`(?:^|[^A-Za-z0-9_.-])([A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*)（([^（）A-Za-z0-9，。]{3,14})）`)
)

// terms asks what the words mean that a sentence explains.
func (m *maker) terms(t text) []draft {
	var drafts []draft
	for _, found := range quotedIdea().FindAllStringSubmatchIndex(t.plain, -1) {
		mark := utf8.RuneLen(firstRune(t.plain[found[0]:]))
		if q := t.slice(found[0], found[3]+mark); m.isObject(t.slice(found[2], found[3])) {
			drafts = append(drafts, draft{told, m.words("什麼是") + q.own + "？"})
		}
	}
	for _, found := range glossed().FindAllStringSubmatchIndex(t.plain, -1) {
		if m.hasName(t.slice(found[4], found[5])) { // TSN（加拿大）
			continue
		}
		drafts = append(drafts, draft{told, m.words("什麼是 ") + t.own[found[2]:found[3]] + "？"})
	}
	return drafts
}
