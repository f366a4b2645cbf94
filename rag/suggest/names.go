package suggest

import (
	"regexp"
	"strings"
	"unicode"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag/lexical"
)

// minSaying is the minimum width of a sentence that says something about a name.
const minSaying = 40

// general are names that everybody knows, or that mean something different in each article.
var general = wordSet(`API APP App Apps APIs CSS HTML HTTP HTTPS URL JSON XML PDF CPU GPU USB CEO FAQ LTS CLI GUI IDE SDK SQL UTF ASCII TODO README VPN WiFi Wi-Fi Email GitHub Web Internet`)

// askNames asks for the names in Latin letters in a sentence that is not in the reader's
// language.
func (m *maker) askNames(passage int, span corpus.Span, text string) {
	if m.reader == lexical.Other {
		return
	}
	if doc.Width(text) < minSaying {
		return
	}
	english := m.analyser.Language(text) == lexical.English
	for _, at := range latinName().FindAllStringIndex(text, -1) {
		from, name := m.name(text, at[0], at[1])
		if !m.isForeignName(text, name, from, english) || m.names[name] {
			continue
		}
		if q := m.foreignQuestion(text, name); q != "" {
			m.add(valued, passage, span, q)
		}
		if !defines(m.simplified(text[from+len(name):])) || general()[name] {
			continue
		}
		m.add(told, passage, span, m.whatIs(name))
		m.names[name] = true
	}
}

// A foreign is a pattern for a sentence about a name, with questions in the other languages.
// {} stands for the name.
type foreign struct{ said, english, traditional, simplified string }

func foreigns() []foreign {
	return []foreign{
		{`(?:率先|首先|最早)提出了?{}`, "Who first proposed {}?", "", ""},
		{`{} ?(?:成立|创立|创办)于`, "When was {} founded?", "", ""},
		{`{} ?(?:发布|推出|上线)于`, "When was {} released?", "", ""},
		{`{}[，, ]{0,2}(?:是|最初|最早)*由.{2,14}(?:开发|研发|推出|创建)`, "Who developed {}?", "", ""},
		{`{} ?(?:位于|坐落)`, "Where is {}?", "", ""},
		{`{} was (?:first |originally |officially )?(?:founded|established) .{0,40}in [A-Za-z ]*[12][0-9]{3}`, "", "{} 是哪一年成立的？", "{} 是哪一年成立的？"},
		{`{} was (?:first |originally |officially )?(?:released|launched|published) .{0,40}in [A-Za-z ]*[12][0-9]{3}`, "", "{} 是哪一年推出的？", "{} 是哪一年推出的？"},
		{`{} (?:was|is) (?:originally )?(?:created|developed) by`, "", "{} 是誰開發的？", "{} 是谁开发的？"},
		{`{} (?:was|is) (?:originally )?written by`, "", "{} 是誰寫的？", "{} 是谁写的？"},
		{`{} (?:was|is) founded by`, "", "{} 是誰創立的？", "{} 是谁创立的？"},
		{`{} is (?:located|situated) (?:in|on|at|near)`, "", "{} 在哪裡？", "{} 在哪里？"},
		{`{} costs [$€£]?[0-9]`, "", "{} 要多少錢？", "{} 要多少钱？"},
	}
}

// foreignQuestion returns a question about a name that a sentence answers, or "" if none is
// certain.
func (m *maker) foreignQuestion(text, name string) string {
	plain := m.simplified(text)
	for _, f := range foreigns() {
		asks := f.english
		switch m.reader {
		case lexical.Traditional:
			asks = f.traditional
		case lexical.Simplified:
			asks = f.simplified
		}
		if asks == "" {
			continue
		}
		said, err := regexp.Compile(strings.ReplaceAll(f.said, "{}", regexp.QuoteMeta(name)))
		if err == nil && said.MatchString(plain) {
			return strings.ReplaceAll(asks, "{}", name)
		}
	}
	return ""
}

// name strips a match of latinName of words that merely begin a sentence.
func (g *grammar) name(text string, from, to int) (start int, name string) {
	name = strings.TrimRight(text[from:to], ".- ")
	for first := range strings.FieldsSeq(name) {
		if lower := strings.ToLower(first); len(first) == len(name) || !vague()[lower] && !opening()[lower] {
			break
		}
		from += len(first) + 1
		name = name[len(first)+1:]
	}
	return from, name
}

// opening words often begin a sentence before a name.
var opening = wordSet(`the now today using given see note like unlike currently finally first next with from for in on at by to of`)

func beginsSentence(text string, at int) bool {
	return at == 0 || strings.ContainsRune(".!?:\"“", lastRune(strings.TrimSpace(text[:at])))
}

// isForeignName reports whether a word is surely a name: not part of a longer word, not a unit
// after a number, not a word that begins a sentence.
func (g *grammar) isForeignName(text, name string, at int, english bool) bool {
	before, after := lastRune(text[:at]), firstRune(text[at+len(name):])
	if len(name) < 3 || len(name) > 30 || isJoined(before) || isJoined(after) || unicode.IsDigit(lastRune(strings.TrimSpace(text[:at]))) {
		return false
	}
	words := strings.Fields(name)
	if !english {
		return true
	}
	if strings.ToUpper(name) == name && g.isEnglishWord(name) {
		return false // in capitals for emphasis
	}
	if dateWord().MatchString(name) || adjective().MatchString(name) {
		return false
	}
	if beginsSentence(text, at) {
		return g.isEnglishName(words)
	}
	return strings.ContainsFunc(words[0][1:], unicode.IsUpper) || len(words) > 1 || !g.isEnglishWord(name)
}

var adjective = doc.Pattern(`(?:ican|ese|ish|pean|sian|nian)$`)

var dateWord = doc.Pattern(`January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday`)

// isJoined reports whether a character forms one word with the characters next to it.
func isJoined(r rune) bool {
	return r < 0x250 && (unicode.IsLetter(r) || unicode.IsDigit(r)) || strings.ContainsRune("._-/@#&+'’", r) && r != 0
}

func (m *maker) whatIs(name string) string {
	switch m.reader {
	case lexical.Traditional:
		return name + " 是什麼？"
	case lexical.Simplified:
		return name + " 是什么？"
	}
	return "What is " + name + "?"
}
