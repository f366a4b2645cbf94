package suggest

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag/lexical"
	"footnote/rag/sentence"
)

// isQuestion reports whether a sentence is a question.
func isQuestion(s string) bool { return strings.HasSuffix(s, "？") || strings.HasSuffix(s, "?") }

// questionMark matches the mark before a question in a list of questions: Q1:, 問：
var questionMark = doc.Pattern(`^(?:[-*•·▋■◆]\s*)?(?:Q[0-9]{0,2}|問|问|问题|問題)\s*[0-9]{0,2}\s*[：:.、]\s*|^[0-9]{1,2}[.、)）]\s*`)

const (
	// minAnswer is the minimum width of an answer; anything shorter is a remark.
	minAnswer = 16
	// mostAnswer is the largest number of sentences in a reply.
	mostAnswer = 4
)

// askOwn adopts a question from the article, which precedes its reply there.
func (m *maker) askOwn(passage, at int, question string) {
	heading := headingMark().FindString(question)
	question = question[len(heading):]
	item := questionMark().FindString(question)
	question = question[len(item):]
	listed := heading != "" || item != ""
	if m.analyser.Language(question).Chinese() != m.reader.Chinese() {
		return
	}
	answer, ok := m.reply(passage, at, question, listed)
	if !ok || doc.Width(m.article.Quote(answer)) < minAnswer {
		return
	}
	if m.reader.Chinese() && m.standsAlone(question, listed) {
		m.add(asked, passage, answer, m.inScript(strings.TrimRight(question, "？?")+"？"))
	}
	if m.reader == lexical.English && m.standsAloneEnglish(question, listed) {
		m.add(asked, passage, answer, question)
	}
}

// reply returns the text that answers a question. In a list of questions that is everything up
// to the next question. In running text it is the paragraph, which must begin with a reason if
// the question asks for one.
func (m *maker) reply(passage, at int, question string, listed bool) (corpus.Span, bool) {
	p := m.article.Passages[passage]
	var said []corpus.Span
	end := at + 1
	for ; end < len(p.Sentences); end++ {
		quote := m.article.Quote(p.Sentences[end])
		before := m.article.Text[p.Sentences[end-1].End:p.Sentences[end].Start]
		paragraph := !listed && len(said) > 0 && strings.Contains(before, "\n")
		if isQuestion(oneLine(quote)) || paragraph || !listed && len(said) == mostAnswer || !strings.ContainsFunc(quote, unicode.IsLetter) {
			break
		}
		said = append(said, p.Sentences[end])
	}
	if len(said) == 0 {
		return corpus.Span{}, false
	}
	if reasons().MatchString(question) && !listed && !because().MatchString(m.article.Quote(said[0])) {
		return corpus.Span{}, false
	}
	start := said[0].Start + len(replyMark().FindString(m.article.Quote(said[0])))
	return corpus.Span{Start: start, End: said[len(said)-1].End}, !listed || len(said) <= mostAnswer && (end < len(p.Sentences) || !goesOnAfter(m.article, passage))
}

// replyMark matches the mark before a reply.
var replyMark = doc.Pattern(`^(?:A[0-9]{0,2}|答|回答)\s*[:：.]\s*`)

var (
	reasons = doc.Pattern(`^(?:.{0,8}(?:为什么|為什麼|为何|為何)|Why\b)`)
	because = doc.Pattern(`^(?:答案?(?:是|：)|A[:：] ?)?(?:(?:主要|这|這)?是?因[为為]|(?:主要|根本|最大)?的?原因|Because\b|The (?:main )?reason\b)`)
)

// goesOnAfter reports whether the next passage may continue what a passage says.
func goesOnAfter(a *corpus.Article, passage int) bool {
	if passage+1 == len(a.Passages) {
		return false
	}
	if a.Passages[passage+1].Section != a.Passages[passage].Section {
		return false
	}
	switch sentence.KindOf(a, passage+1, 0) {
	case sentence.Question, sentence.Heading, sentence.Fragment:
		return false
	}
	return true
}

var asking = doc.Pattern(`为什么|为何|什么|怎么|怎样|如何|哪|谁|多少|多久|多大|多长|几|吗|是否|能不能|可不可以|要不要|会不会|有没有`)

// joining words connect a question to what precedes it.
var joining = wordSet(`但 但是 而 而且 那 那么 所以 因此 因为 又 再 还 并 并且 且 不过 然而 可是 其 于是 结果 后来 然后`)

// standsAlone reports whether a Chinese question can be understood without what precedes it.
// In a list of questions, "I" is the reader.
func (g *grammar) standsAlone(question string, listed bool) bool {
	t, ok := g.text(strings.TrimRight(question, "？?"))
	at := asking().FindStringIndex(t.plain)
	if !ok || at == nil || strings.ContainsAny(t.plain, "！!。？?…：:") || strings.Count(t.plain, "，") > 1 || !balanced(t.plain) {
		return false
	}
	words := g.segment(t.plain)
	if w := words[0]; joining()[w] || !listed && notFirst()[w] && !strings.ContainsAny(w, "如何怎第每") || slices.ContainsFunc(words, g.isPronoun(listed)) {
		return false
	}
	before, after := t.plain[:at[0]], t.plain[at[1]:]
	if utf8.RuneCountInString(before) >= 2 {
		return utf8.RuneCountInString(t.plain) >= 5
	}
	return utf8.RuneCountInString(after) >= 3
}

// isPronoun returns a function that reports whether a word refers to what precedes it.
func (g *grammar) isPronoun(listed bool) func(string) bool {
	return func(w string) bool {
		if listed && slices.Contains([]string{"我", "你", "您", "你们", "我们", "自己"}, w) {
			return false
		}
		return pronouns()[w]
	}
}

var englishQuestion = doc.Pattern(`^(?:What|How|Why|When|Where|Who|Which|Can|Could|Does|Do|Did|Is|Are|Was|Should|Will)\b[^.!?;:]{8,70}\?$`)

func (g *grammar) standsAloneEnglish(question string, listed bool) bool {
	if !englishQuestion().MatchString(question) || !balanced(question) {
		return false
	}
	words := strings.Fields(strings.ToLower(strings.TrimRight(question, "?")))
	if !listed && !strings.HasPrefix(words[0], "wh") && words[0] != "how" {
		return false // mostly rhetorical
	}
	for i, w := range words {
		w = strings.Trim(w, `,'’"`)
		own := slices.Contains([]string{"i", "my", "you", "your", "we", "our"}, w)
		pronoun := slices.Contains([]string{"it", "its", "this", "that", "these", "those", "they", "them", "their", "he", "she", "his", "her", "here", "us", "me"}, w)
		if i > 0 && (pronoun || own && !listed) {
			return false
		}
	}
	return len(words) >= 4
}
