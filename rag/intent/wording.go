package intent

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
	"footnote/rag/lexical"
)

// analyser folds text: the rules are written in lower case and simplified characters.
var analyser = sync.OnceValue(lexical.NewAnalyser)

// A wording is a message in the forms that rules match, with the positions of the original.
type wording struct {
	message string
	folded  string // with punctuation and emoji
	// words has no punctuation, emoji or apostrophes; common misspellings are corrected; there
	// is one space between Latin words, but none next to a Chinese character.
	words string
	at    []int // for each byte of words: where its character begins in message
	end   []int // for each byte of words: where its character ends in message
}

var latinWord = doc.Pattern("^[a-z]+(?:['’`][a-z]+)*")

func newWording(message string) wording {
	folded, from := analyser().FoldAt(message)
	w := wording{message: message, folded: folded}
	var words []byte
	last, spaced := rune(-1), false
	for i, size := 0, 0; i < len(folded); i += size {
		var r rune
		r, size = utf8.DecodeRuneInString(folded[i:])
		text := folded[i : i+size]
		switch {
		case r == '\'' || r == '’' || r == '`':
			continue
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			spaced = true
			continue
		case 'a' <= r && r <= 'z':
			size = len(latinWord().FindString(folded[i:]))
			text = corrected(withoutApostrophes(folded[i : i+size]))
		}
		if spaced && last >= 0 && !isHan(last) && !isHan(r) {
			words = append(words, ' ')
			w.at, w.end = append(w.at, from[i]), append(w.end, from[i])
		}
		words = append(words, text...)
		for range len(text) {
			w.at, w.end = append(w.at, from[i]), append(w.end, from[i+size])
		}
		last, spaced = r, false
		if size > 1 && r < utf8.RuneSelf {
			last = 'a'
		}
	}
	w.words = chineseSlips(string(words))
	return w
}

// original returns the part of the message that words[from:to] stands for.
func (w wording) original(from, to int) string {
	if from < 0 || from >= to {
		return ""
	}
	return strings.TrimSpace(w.message[w.at[from]:w.end[to-1]])
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

func withoutApostrophes(word string) string {
	return strings.NewReplacer("'", "", "’", "", "`", "").Replace(word)
}
