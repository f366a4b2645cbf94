// Package suggest makes questions that an article answers, as a person would ask them: from
// its headings, from the questions in its text, and from sentences with a clear subject.
//
// It makes no question whose wording might be wrong. Whether the article really answers a
// question is for the caller to check.
package suggest

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag/lexical"
)

// The length of a question in characters. 80 is the limit of a Discord button.
const (
	minLength = 6
	maxLength = 80
)

const (
	// mostSentences limits how many sentences of an article are read. In a longer one, only
	// every second or third passage is read.
	mostSentences = 1500
	// perPassage is the largest number of questions from one passage.
	perPassage = 6
)

// A Question is a question that a sentence of an article answers.
type Question struct {
	Text     string
	Passage  int         // index into Article.Passages
	Sentence corpus.Span // the sentence that answers it, or the sentences that do so together
	Least    float64     // the share of Sentence, 0..1, that an answer must show
}

// A General has the questions about an article as a whole, in one language.
type General struct {
	About, Short string // what the article is about, and a summary in three sentences: every article answers these
	Author, Date string // answered by articles that have them on record
	Articles     string // which articles there are
}

// AboutArticle returns the general questions in a language, or in English if there are none in
// that language.
func AboutArticle(language lexical.Language) General {
	switch language {
	case lexical.Traditional:
		return General{"這篇文章在講什麼？", "可以用三句話總結這篇文章嗎？", "這篇文章是誰寫的？", "這篇文章是什麼時候發表的？", "有哪些文章可以問？"}
	case lexical.Simplified:
		return General{"这篇文章讲了什么？", "能用三句话总结一下这篇文章吗？", "这篇文章是谁写的？", "这篇文章是什么时候发表的？", "有哪些文章可以问？"}
	}
	return General{"What is this article about?", "Can you sum up this article in three sentences?", "Who wrote this article?", "When was this article published?", "Which articles can I ask about?"}
}

// Questions makes questions from an article in the language of a reader, best first: those
// that the article asks itself, then those from its headings and sentences. If the reader's
// language is not the article's, they ask for names in Latin letters that a sentence defines.
func Questions(article *corpus.Article, language lexical.Language, analyser *lexical.Analyser) []Question {
	m := newMaker(analyser, language, analyser.Language(article.Text[:cutAt(article.Text, 30_000)]))
	m.article, m.country = article, m.countryOf(article.Text)
	m.askHeadings()
	step := max(1, article.SentenceCount()/mostSentences)
	for i := 0; i < len(article.Passages); i += step {
		m.askPassage(i)
	}
	slices.SortStableFunc(m.made, func(a, b made) int { return cmp.Compare(a.rank, b.rank) })
	questions := make([]Question, len(m.made))
	for i, q := range m.made {
		questions[i] = q.Question
	}
	return questions
}

// cutAt returns the length of s up to about most bytes, without splitting a character.
func cutAt(s string, most int) int {
	if len(s) <= most {
		return len(s)
	}
	for !utf8.RuneStart(s[most]) {
		most--
	}
	return most
}

// A rank orders questions by quality, lower is better.
type rank int

const (
	asked  rank = iota // by the article itself
	valued             // for a value: a number, a year, a person, a place
	told               // for what something is, or why
)

type made struct {
	Question
	rank rank
}

// A maker makes the questions of one article.
type maker struct {
	article *corpus.Article
	reader  lexical.Language
	written lexical.Language // the language of the article
	country string           // the country that 我國 means in the article, or "" if that is uncertain
	*grammar
	seen  map[string]bool
	names map[string]bool // names that were asked for
	forms map[rune][]rune // see formsOf; nil before its first call
	made  []made
}

func newMaker(analyser *lexical.Analyser, reader, written lexical.Language) *maker {
	return &maker{reader: reader, written: written, grammar: newGrammar(analyser), seen: map[string]bool{}, names: map[string]bool{}}
}

// add adds a question, if it is new and its length is right.
func (m *maker) add(r rank, passage int, sentence corpus.Span, question string) {
	m.addOf(r, Question{question, passage, sentence, whole})
}

const (
	whole = 0.9 // all but what stands between sentences
	most  = 0.6 // most of what is below a heading
)

func (m *maker) addOf(r rank, q Question) {
	q.Text = m.fromOutside(q.Text)
	question := q.Text
	n := utf8.RuneCountInString(question)
	key := strings.ToLower(question)
	if n < minLength || n > maxLength || m.seen[key] || doc.Width(question) > 2*maxChinese && m.reader.Chinese() {
		return
	}
	if speakers().MatchString(m.simplified(question)) {
		return
	}
	m.seen[key] = true
	m.made = append(m.made, made{q, r})
}

// maxChinese is the length, in characters, beyond which nobody would type a Chinese question.
const maxChinese = 34

// noteMark matches a reference to one of the article's own footnotes.
var noteMark = doc.Pattern(`\[\^?[0-9A-Za-z]{1,3}\]|\^[0-9a-z]{1,2}\b`)

// askPassage makes questions from a passage.
func (m *maker) askPassage(i int) {
	before := len(m.made)
	sentences := m.article.Passages[i].Sentences
	for n, span := range sentences {
		if len(m.made)-before >= perPassage {
			return
		}
		text := noteMark().ReplaceAllString(oneLine(m.article.Quote(span)), "")
		if m.askNotes(i, span) || !readable(text) {
			continue
		}
		if isQuestion(text) {
			m.askOwn(i, n, text)
			continue
		}
		m.askSentence(i, n, text)
	}
}

// askSentence makes questions from one sentence.
func (m *maker) askSentence(passage, sentence int, text string) {
	all := m.article.Passages[passage].Sentences
	span := all[sentence]
	chinese := m.analyser.Language(text).Chinese()
	switch {
	case chinese != m.reader.Chinese():
		m.askNames(passage, span, text)
	case chinese:
		for _, q := range m.chineseQuestions(text) {
			m.add(q.rank, passage, span, m.inScript(q.text))
		}
	case m.analyser.Language(text) == lexical.English:
		for _, q := range m.englishQuestions(text) {
			span, ok := explained(m.article, q, text, all[sentence:])
			if ok {
				m.add(q.rank, passage, span, q.text)
			}
		}
	}
}

// A draft is a question made from a sentence.
type draft struct {
	rank rank
	text string
}
