package rag

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/rag/lexical"
	"footnote/rag/reply"
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
)

// drop leaves a statement out.
func (s *stream) drop(text string) {
	s.answer.Statements.Dropped++
	s.saidInWords = s.saidInWords || reply.Doubts(text)
	s.omitted = true
}

// statesNothing reports a question, asked or repeated, the line above, words that
// only lead to what comes, and courtesies.
func (s *stream) statesNothing(text string) bool {
	said := lettersAndDigits(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune("？?：:", last) || reply.IsCourtesy(text) || reply.IsSources(text) || said == lettersAndDigits(s.answer.Question) || s.lead != "" && said == lettersAndDigits(s.lead)
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

// lettersAndDigits leaves those of a text, in lower case.
func lettersAndDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
}
