package lexical

import "unicode"

// A Language is that of a question or an article, as far as it matters here:
// which words to look for, and in which script to reply.
type Language string

// The languages that are told apart. Japanese counts as Chinese if it is
// written in Han characters alone.
const (
	Traditional Language = "zh-Hant"
	Simplified  Language = "zh-Hans"
	English     Language = "en"
	Other       Language = "other"
)

// Chinese reports either script of Chinese.
func (l Language) Chinese() bool { return l == Traditional || l == Simplified }

// Language tells the language of text. Chinese whose characters are the same in
// both scripts counts as traditional. Text without letters is Other.
func (a *Analyser) Language(text string) Language {
	var han, kana, latin, other, traditional, simplified int
	for _, r := range text {
		switch {
		case r < 0x80 && unicode.IsLetter(r):
			latin++
		case r >= 0x4E00 && r <= lastHan || unicode.Is(unicode.Han, r):
			han++
			if a.simplify(r) != r {
				traditional++
			} else if a.target[r] {
				simplified++
			}
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			kana++
		case unicode.IsLetter(r):
			other++
		}
	}
	// A Han character carries about as much as three letters.
	switch {
	case kana > 0 && 10*kana > han, other > 3*han+latin:
		return Other
	case han == 0 && latin == 0:
		return Other
	case latin > 3*han:
		return English
	// Some that stand for a traditional one are traditional themselves (出, 查);
	// what has a simplified form never is simplified.
	case simplified > 2*traditional:
		return Simplified
	}
	return Traditional
}
