package suggest

import (
	"strings"
	"unicode/utf8"

	"footnote/corpus/doc"
)

// subjectOf finds the subject of a clause.
var subjectOf = doc.Pattern(`^(.{2,22}?)` + adverbs + `(?:横跨|位于|坐落|地处|是|为|由|属于|全长|总长|始建|成立|创立|建于|排在|排名|有|达到|超过|达|历时|推出|发布|开源|提供|鼓励|[高长宽深厚重] ?[0-9二三四五六七八九十百千两])`)

// introduction matches clauses that only introduce what is said.
var introduction = doc.Pattern(`^(?:.{0,12}(?:显示|指出|表示|的数字是|的统计是|统计|来说|来看|方面|为止|以来|说|提到|介绍|透露|报道)|到.{1,8}|)$`)

// ending matches words after a number that do not change it.
var ending = doc.Pattern(`(?:左右|上下|以上|以内|之多|不等)$`)

// chineseQuestions makes questions from a Chinese sentence.
func (m *maker) chineseQuestions(sentence string) []draft {
	whole, ok := m.text(strings.TrimRight(sentence, "。！!. "))
	if !ok {
		return nil
	}
	var drafts []draft
	whole = whole.without(asides().FindAllStringIndex(whole.plain, -1))
	r := reading{first: true}
	for _, clause := range clauses(whole) {
		clause = clause.slice(len(leading().FindString(clause.plain)), len(clause.plain)).trim(" ，")
		clause = clause.without(ending().FindAllStringIndex(clause.plain, -1))
		if introduction().MatchString(clause.plain) {
			r.date = text{}
			continue
		}
		clause, definite := m.complete(&r, clause)
		if q, ok := m.clauseQuestion(clause, definite); ok && asksWhich(&q, strings.Contains(whole.plain, clause.plain+"：")) {
			drafts = append(drafts, q)
		}
		r.first = false
	}
	return drafts
}

// A reading is the state of reading a sentence clause by clause.
type reading struct {
	topic text // the subject of the clause before
	date  text // the year that the following clauses belong to
	first bool // no clause has been read yet
}

// complete adds the subject and the year that a clause takes from those before. It reports
// definite if the result can be understood without them.
func (m *maker) complete(r *reading, clause text) (whole text, definite bool) {
	said := clause.slice(0, len(dated().FindString(clause.plain)))
	if said.plain != "" {
		r.date = said
	}
	goesOn := predicates().MatchString(clause.plain)
	switch {
	case goesOn && r.topic.plain == "":
		return text{}, false // the subject is unknown
	case goesOn, dateAgain().MatchString(clause.plain) && r.topic.plain != "":
		return clause.after(r.topic), true
	}
	whole, r.topic = clause, m.topic(clause)
	switch {
	case r.topic.plain == "" && said.plain != clause.plain:
		r.date = text{} // the next clauses may be about another year
	case r.topic.plain != "" && r.date.plain != "" && said.plain == "":
		whole, r.topic = clause.after(r.date), r.topic.after(r.date)
	}
	return whole, r.first
}

// topic returns the subject of a clause, or the zero text if it is uncertain.
func (m *maker) topic(clause text) text {
	found := subjectOf().FindStringSubmatchIndex(clause.plain)
	if found == nil {
		return text{}
	}
	s := clause.group(found, 1)
	if !m.isThing(s) || m.cutsWord(s, clause) {
		return text{}
	}
	return s
}

// cutsWord reports whether the beginning of a clause ends within a word: 主管單|位在.
func (g *grammar) cutsWord(beginning, clause text) bool {
	rest := clause.plain[len(beginning.plain):]
	last := lastRune(beginning.plain)
	return rest != "" && doc.IsHan(last) && (g.isWord(string(last)+string(firstRune(rest))) || strings.HasPrefix(rest, "有限"))
}

// clauseQuestion makes a question with the first pattern that matches. If the clause is not
// definite, its subject must be.
func (m *maker) clauseQuestion(clause text, definite bool) (draft, bool) {
	counts := strings.ContainsAny(clause.plain, "0123456789二三四五六七八九十百千万亿两〇零")
	for _, p := range chinesePatterns() {
		if p.counts && !counts {
			continue
		}
		found := p.match().FindStringSubmatchIndex(clause.plain)
		if found == nil {
			continue
		}
		group := func(n int) text { return clause.group(found, n) }
		switch {
		case p.subject != nil && m.cutsWord(group(1), clause):
		case p.subject != nil && (!p.subject(m.grammar, group(1)) || !definite && !m.isDefinite(group(1))):
		case p.object > 0 && !m.isObject(group(p.object)):
		default:
			q := m.fill(p.asks, group)
			if utf8.RuneCountInString(q) < minLength {
				q = strings.Replace(q, m.words("是誰"), "是哪一位", 1)
			}
			return draft{p.rank, q}, true
		}
	}
	return draft{}, false
}

// manyPoints matches questions for the number of things that the article lists.
var manyPoints = doc.Pattern(`(?:[几幾]|多少)[个個种種类類项項点點方]?(理由|原因|好[处處]|[优優][点點势勢]|缺[点點]|[条條]件|步[骤驟]|特[点點]|部分|[阶階]段|方面|[种種][类類]|目的|任[务務]|方法|功能|[选選][项項])？$`)

// asksWhich turns "how many" into "which ones" if the article lists them. It returns false if
// nobody would ask that.
func asksWhich(q *draft, listed bool) bool {
	q.text = strings.Replace(q.text, "的唯一", "的", 1) // the reader does not know that yet
	if !manyPoints().MatchString(q.text) {
		return true
	}
	q.text = manyPoints().ReplaceAllString(q.text, "哪些$1？")
	return listed
}

// fill writes a question: $1 is a group as written in the article, #1 asks for the number in a
// group.
func (m *maker) fill(asks string, group func(n int) text) string {
	var all strings.Builder
	for i := 0; i < len(asks); i++ {
		switch c := asks[i]; c {
		case '$':
			i++
			all.WriteString(group(int(asks[i] - '0')).own)
		case '#':
			i++
			all.WriteString(m.words(howMany(group(int(asks[i] - '0')).plain)))
		default:
			_, size := utf8.DecodeRuneInString(asks[i:])
			all.WriteString(m.words(asks[i : i+size]))
			i += size - 1
		}
	}
	return all.String()
}

// howMany returns the question word for a number: 幾 expects less than ten.
func howMany(number string) string {
	if utf8.RuneCountInString(strings.TrimSpace(number)) == 1 {
		return "幾"
	}
	return "多少"
}

// goesOn matches a comma before the verb: 領域大模型的作用，在於更懂一個行業的語義.
var goesOn = doc.Pattern(`^，(?:就?在于)`)

// clauses splits a sentence at commas, semicolons and colons outside quotation marks.
func clauses(t text) []text {
	var all []text
	depth, start := 0, 0
	for i, r := range t.plain {
		switch {
		case strings.ContainsRune("「『“《〈", r):
			depth++
		case strings.ContainsRune("」』”》〉", r):
			depth--
		case depth == 0 && strings.ContainsRune("，；：。！？;", r):
			if goesOn().MatchString(t.plain[i:]) {
				continue
			}
			all = append(all, t.slice(start, i))
			start = i + utf8.RuneLen(r)
		}
	}
	return append(all, t.slice(start, len(t.plain)))
}
