// Package suggest makes questions that an article answers, as a person would ask
// them: of its headings, of the questions that stand in it, and of sentences that
// say something of a clear subject.
//
// A question that is not surely good language is not made. Whether an article
// really answers one is for the caller to check.
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

// A question has 6 to 80 characters, as many as a button of Discord holds.
const (
	minLength = 6
	maxLength = 80
)

const (
	// mostSentences are read of an article. Of a longer one every second passage is
	// read, or every third.
	mostSentences = 1500
	// perPassage is how many questions are made of one passage.
	perPassage = 6
)

// A Question is one that a sentence of an article answers.
type Question struct {
	Text     string
	Passage  int         // index into Article.Passages
	Sentence corpus.Span // that answers it, or all the sentences that do together
	Least    float64     // the share of these, 0..1, that an answer must show
}

// A General is the questions about an article as a whole, in a language.
type General struct {
	About, Short string // what it is about, and that in three sentences: every article answers them
	Author, Date string // what an article answers that has them on record
	Articles     string // which ones there are
}

// AboutArticle are the general questions in a language, in English where there are
// none in it.
func AboutArticle(language lexical.Language) General {
	switch language {
	case lexical.Traditional:
		return General{"這篇文章在講什麼？", "可以用三句話總結這篇文章嗎？", "這篇文章是誰寫的？", "這篇文章是什麼時候發表的？", "有哪些文章可以問？"}
	case lexical.Simplified:
		return General{"这篇文章讲了什么？", "能用三句话总结一下这篇文章吗？", "这篇文章是谁写的？", "这篇文章是什么时候发表的？", "有哪些文章可以问？"}
	}
	return General{"What is this article about?", "Can you sum up this article in three sentences?", "Who wrote this article?", "When was this article published?", "Which articles can I ask about?"}
}

// Questions makes questions of an article in the language of a reader, best first:
// those that it asks itself, then those made of its headings and sentences. Where
// the reader's language is not the article's, they ask for names in Latin letters,
// where a sentence says what they are.
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

// cutAt is the length of s, at most about so many bytes.
func cutAt(s string, most int) int {
	if len(s) <= most {
		return len(s)
	}
	for !utf8.RuneStart(s[most]) {
		most--
	}
	return most
}

// A rank says which questions are better, lower first.
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
	written lexical.Language // that of the article
	country string           // that 我國 is in the article, empty where that is not certain
	*grammar
	seen  map[string]bool
	names map[string]bool // that were asked for
	forms map[rune][]rune // see formsOf; nil before it is first asked
	made  []made
}

func newMaker(analyser *lexical.Analyser, reader, written lexical.Language) *maker {
	return &maker{reader: reader, written: written, grammar: newGrammar(analyser), seen: map[string]bool{}, names: map[string]bool{}}
}

// add keeps a question, once, if it has a proper length.
func (m *maker) add(r rank, passage int, sentence corpus.Span, question string) {
	m.addOf(r, Question{question, passage, sentence, whole})
}

const (
	whole = 0.9 // but for what stands between sentences
	most  = 0.6 // of what stands below a heading
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

// maxChinese is how many characters a Chinese question has before nobody would
// type it.
const maxChinese = 34

// noteMark is a reference to a note of the article's own.
var noteMark = doc.Pattern(`\[\^?[0-9A-Za-z]{1,3}\]|\^[0-9a-z]{1,2}\b`)

// askPassage makes the questions of a passage.
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

// askSentence makes the questions of one sentence.
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

// A draft is a question that was made of a sentence.
type draft struct {
	rank rank
	text string
}
