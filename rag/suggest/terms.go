package suggest

import (
	"strings"
	"unicode/utf8"

	"footnote/corpus/doc"
)

var (
	// 「兩條腿走路」的平衡戰略: a name in marks, and what kind of idea it names.
	quotedIdea = doc.Pattern(`[「“]([^「」“”，。、；：？！]{2,14})[」”]的?\p{Han}{0,3}(?:战略|策略|原则|概念|方法|理论|效应|定律|模式|现象|制度|机制)`)
	// MaaS（模型即服務）
	glossed = doc.Pattern(`([A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*)（([^（）A-Za-z0-9，。]{3,14})）`)
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
		drafts = append(drafts, draft{told, m.words("什麼是 ") + t.own[found[2]:found[3]] + "？"})
	}
	return drafts
}

// A note is a line with a label: 會議地點：三樓會議室.
var note = doc.Pattern(`^(?:[-*•·]\s*|[0-9]{1,2}[.、)）]\s*)?([^，。；：:]{2,12})[：:]\s*(.{2,60})$`)

// A label is asked for in a way of its own.
type label struct {
	words []string // the label ends with one of them
	asks  string
}

func noteLabels() []label {
	return []label{
		{[]string{"时间", "日期", "截止日", "期限"}, "是什麼時候？"},
		{[]string{"地点", "地址", "位置", "集合处"}, "在哪裡？"},
		{[]string{"主席", "记录", "主持人", "联系人", "联络人", "负责人", "讲师", "讲者", "主讲人", "主办人", "店长"}, "是誰？"},
		{[]string{"价格", "费用", "票价", "电话", "预算", "金额", "总价", "押金", "月租", "房租", "学费", "人数", "密码"}, "是多少？"},
	}
}

// noteQuestion asks for what stands behind a label.
func (m *maker) noteQuestion(t text) (draft, bool) {
	found := note().FindStringSubmatchIndex(t.plain)
	if found == nil {
		return draft{}, false
	}
	label := t.slice(found[2], found[3]).trim(" *")
	if !m.isThing(label) {
		return draft{}, false
	}
	for _, l := range noteLabels() {
		for _, word := range l.words {
			if strings.HasSuffix(label.plain, word) {
				return draft{valued, label.own + m.words(l.asks)}, true
			}
		}
	}
	return draft{}, false
}
