package suggest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus"
	"footnote/corpus/doc"
)

// note matches a line with a label: 會議地點：三樓會議室.
var note = doc.Pattern(`^(?:[-*•·]\s*|[0-9]{1,2}[.、)）]\s*)?([^，。；：:]{2,20})[：:]\s*(.{2,60})$`)

// A label has its own way of being asked for.
type label struct {
	words []string // what the label ends with
	asks  string
	short string // for labels of up to three characters; "" if such a label says too little
}

func noteLabels() []label {
	return []label{
		{[]string{"时间", "日期", "截止日", "期限"}, "是什麼時候？", ""},
		{[]string{"地点", "地址", "位置", "集合处"}, "在哪裡？", "在哪裡？"},
		{[]string{"主席", "记录人", "主持人", "联系人", "联络人", "负责人", "讲师", "讲者", "主讲人", "主办人", "店长"}, "是誰？", "是哪一位？"},
		{[]string{"出席者", "与会者", "参加者", "成员"}, "有哪些人？", "有哪些人？"},
		{[]string{"价格", "费用", "票价", "电话", "预算", "金额", "总价", "押金", "月租", "房租", "学费", "人数", "密码"}, "是多少？", "是多少？"},
	}
}

// noteQuestion asks for what follows a label.
func (m *maker) noteQuestion(t text) (draft, bool) {
	found := note().FindStringSubmatchIndex(t.plain)
	if found == nil {
		return draft{}, false
	}
	label := t.slice(found[2], found[3]).trim(" *")
	if !m.isThing(label) {
		return draft{}, false
	}
	short := utf8.RuneCountInString(label.plain) < 4
	for _, l := range noteLabels() {
		for _, word := range l.words {
			if strings.HasSuffix(label.plain, word) {
				asks := l.asks
				if short {
					asks = l.short
				}
				return draft{valued, label.own + m.words(asks)}, asks != ""
			}
		}
	}
	return draft{}, false
}

// askNotes asks for what follows the labels in a sentence, each on its own line. It reports
// whether there are any, in any language.
func (m *maker) askNotes(passage int, span corpus.Span) bool {
	noted := false
	for line := range strings.Lines(m.article.Quote(span)) {
		line = strings.TrimSpace(line)
		if !note().MatchString(line) || !readable(line) {
			continue
		}
		var q draft
		var ok bool
		chinese := m.analyser.Language(line).Chinese()
		switch t, comparable := m.text(line); {
		case chinese && comparable:
			q, ok = m.noteQuestion(t)
		case !chinese:
			q, ok = m.englishNote(line)
		}
		noted = noted || ok
		if ok && chinese == m.reader.Chinese() {
			m.add(q.rank, passage, span, m.inScript(q.text))
		}
	}
	return noted
}

var (
	noteMoney = doc.Pattern(`(?i)^((?:[a-z]+ ){0,2}(?:fee|price|cost|budget|rent|deposit|fare|salary))$`)
	noteTime  = doc.Pattern(`(?i)^((?:[a-z]+ ){0,2}(?:deadline|due date|next meeting|start date|end date|kick-?off))$`)
	noteWho   = doc.Pattern(`(?i)^((?:[a-z]+ ){0,2}(?:chair|chairperson|speaker|instructor|teacher|organi[sz]er|contact person|treasurer|secretary|manager|editor))$`)
	noteWhat  = doc.Pattern(`(?i)^((?:[a-z]+ ){0,2}(?:address|phone number|password|venue|agenda|location|opening hours))$`)
)

// englishNote asks for what follows an English label.
func (m *maker) englishNote(line string) (draft, bool) {
	label, said := note().FindStringSubmatch(line)[1], note().FindStringSubmatch(line)[2]
	if !unicode.IsUpper(firstRune(label)) || strings.ToUpper(label) == label || strings.ContainsAny(said, `'"{}`) || strings.HasSuffix(said, ",") {
		return draft{}, false // code
	}
	if strings.Contains(" "+strings.ToLower(label), " the ") || !isPlain(label) {
		return draft{}, false
	}
	the := "the " + strings.ToLower(label) + "?"
	switch {
	case noteMoney().MatchString(label):
		return draft{valued, "How much is " + the}, true
	case noteTime().MatchString(label):
		return draft{valued, "When is " + the}, true
	case noteWho().MatchString(label):
		return draft{valued, "Who is " + the}, true
	case strings.HasSuffix(label, "hours"):
		return draft{valued, "What are " + the}, true
	case noteWhat().MatchString(label):
		return draft{valued, "What is " + the}, true
	}
	return draft{}, false
}
