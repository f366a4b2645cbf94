package rag

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
	"footnote/rag/lexical"
)

// What a model writes is left out, before it is held against the passages, if it
// states nothing, repeats what only the model was told, or is in a language that
// the reader did not ask in.

const (
	// maxName is how many terms a name in Latin letters has at most.
	maxName = 5
	// maxReply is how many terms a statement has at most that says something only
	// together with the question.
	maxReply = 6
	// leakedRun is how many letters and digits in a row are no coincidence.
	leakedRun = 20
	// copiedPercent is how much of a copy, of its letters and digits, is the same in
	// one piece.
	copiedPercent = 80
	// minCopied is how many letters and digits a copy has at least.
	minCopied = 6
)

// drop leaves a statement out.
func (s *stream) drop(text string) {
	s.answer.Statements.Dropped++
	s.saidInWords = s.saidInWords || saysNoAnswer().MatchString(text)
	s.omitted = true
}

// statesNothing reports a question, or words that only lead to what comes.
func statesNothing(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune("？?：:", last)
}

// inOtherLanguage reports whether a statement is in another language than the
// question: what the reader may not be able to read is no answer. In a Chinese
// answer a name may stand alone in Latin letters.
func (s *stream) inOtherLanguage(text string) bool {
	analyser := s.verifier.index.Analyser()
	language := analyser.Language(text)
	if language == lexical.Other || s.language == lexical.Other || language.Chinese() == s.language.Chinese() {
		return false
	}
	return language.Chinese() || len(analyser.Tokens(text)) > maxName
}

// inContext is a statement as it is meant: what is as short as 238個。 says
// something only together with the question.
func (s *stream) inContext(text string) string {
	if len(s.verifier.index.Analyser().Tokens(text)) > maxReply {
		return text
	}
	return strings.TrimRight(s.answer.Question, "?？ ") + " " + text
}

// repeatsInstructions reports whether a statement repeats what the model was
// told. What the article says, too, is no secret.
func (s *stream) repeatsInstructions(text string) bool {
	said := []rune(lettersAndDigits(text))
	for i := 0; i+leakedRun <= len(said); i++ {
		if run := string(said[i : i+leakedRun]); strings.Contains(s.instructions, run) && !strings.Contains(s.passages, run) {
			return true
		}
	}
	return false
}

// copied reports whether nearly all of a statement stands in one passage in one
// piece.
func (s *stream) copied(text string) bool {
	said := []rune(lettersAndDigits(text))
	need := (copiedPercent*len(said) + 99) / 100
	for i := 0; len(said) >= minCopied && i+need <= len(said); i++ {
		if strings.Contains(s.passages, string(said[i:i+need])) {
			return true
		}
	}
	return false
}

// lettersAndDigits leaves those of a text, in lower case.
func lettersAndDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
}

// saysNoAnswer are the ways in which models say, in a sentence of their own,
// that the passages do not answer.
var saysNoAnswer = doc.Pattern(`(?i)(?:文章|段落|資料|资料|原文|文中|內容|内容).{0,12}(?:沒有|没有|未|並未|并未|無|无).{0,8}(?:提|說|说|回答|包含|涉及|資訊|信息|相關|相关)|` +
	`(?:passages?|article|text|context|information)\b.{0,40}\b(?:not|n't|no)\b.{0,30}\b(?:say|mention|contain|provide|answer|include|state|specif|information)|` +
	`(?:無法|无法)(?:回答|確定|确定)|\b(?:cannot|can't|unable to) (?:answer|determine|find)`)

var footnoteMark = doc.Pattern(`\[(\d+)\]`)

// escapeMarks keeps what looks like a footnote mark from being taken for one.
func escapeMarks(text string) string { return footnoteMark().ReplaceAllString(text, "($1)") }
