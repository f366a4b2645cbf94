// Package fixed deals with answers that people have fixed: which questions they answer, and
// who wrote them. Such an answer rests on no sentence of an article.
package fixed

import (
	"strings"
	"time"
	"unicode"

	"footnote/rag/followup"
	"footnote/rag/intent"
	"footnote/rag/lexical"
)

// Tier is the tier of a fixed answer.
const Tier = "fixed"

// A Source says who fixed an answer, and when.
type Source struct {
	Author string // their name at that time; empty means the operator of the program
	// Former says that the author's data has been deleted.
	Former bool
	At     time.Time
}

// Key returns the same key for questions that ask the same in the same words, whatever their
// case, width, script of Chinese, punctuation, white space and politeness. It returns "" if
// the question has no words. The analyser a must fold text.
func Key(a *lexical.Analyser, question string) string {
	text := a.Fold(intent.Unwrap(question))
	var key strings.Builder
	last, apart := ' ', false
	runes := []rune(text)
	for i, r := range runes {
		switch {
		case unicode.Is(unicode.Cf, r): // invisible
			continue
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !unicode.IsNumber(r) && !isPartOfWord(r, i, runes):
			apart = true
			continue
		}
		if apart && key.Len() > 0 && hasWordSpaces(last) && hasWordSpaces(r) {
			key.WriteByte(' ')
		}
		key.WriteRune(r)
		last, apart = r, false
	}
	if strings.IndexFunc(key.String(), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) < 0 {
		return ""
	}
	return key.String()
}

// isPartOfWord reports whether a sign is part of a word's meaning, as in C++, C#, 50% and -5.
func isPartOfWord(r rune, at int, in []rune) bool {
	if strings.ContainsRune("+#%&@=<>$€£¥°", r) {
		return true
	}
	begins := at == 0 || !unicode.IsLetter(in[at-1]) && !unicode.IsNumber(in[at-1])
	return r == '-' && begins && at+1 < len(in) && unicode.IsDigit(in[at+1])
}

// hasWordSpaces reports whether a character's script puts spaces between words.
func hasWordSpaces(r rune) bool {
	return !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}

// Alone reports whether a question in a conversation stands by itself. Only then can a fixed
// answer be meant.
func Alone(question string, language lexical.Language) bool {
	want := intent.Read(question)
	return !followup.GoesOn(question) && (want.Kind.Reply(language) != "" || !want.Elliptical)
}
