package lexical

import (
	"strings"
	"unicode/utf8"
)

// A question consists of words for what it asks about, and of words that only ask. The latter
// are in no answer, so they are left out of the query: on the sets of docs/quality.md that is
// worth half a point of nDCG@10.

// askingHan are question words in simplified characters. Longer ones come before shorter ones
// that they start with.
var askingHan = []string{
	"为什么", "什么时候", "什么样的", "什么样", "什么", "甚么", "为何", "何时", "何地", "何处", "何者", "何人", "何种", "何", "如何",
	"为啥", "啥时候", "啥时", "啥", "干嘛", "干吗", "干啥", "咋样", "咋", // colloquial
	"哪一个", "哪一年", "哪一位", "哪一", "哪个", "哪家", "哪款", "哪种", "哪天", "哪几", "哪些", "哪里", "哪儿", "哪位", "哪年", "哪", "谁",
	"多少", "多久", "多大", "多长", "多高", "多远", "多快", "多深", "多宽", "多厚", "多贵", "几个", "几", "怎么样", "怎么", "怎样", "请问", "是否", "吗", "呢",
}

// askingEnglish are English question and function words, folded but not stemmed.
var askingEnglish = wordSet(`
	a about an and any are as at be been but by can could did do does for from had has have he her his how i if in into is it
	its many me more most much my no not of on or other our over she so some such tell than that the their them then there these
	they this those to under up us was we were what when where which who whom whose why will with would you your`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// content returns the tokens that say what the question is about. If there are none, it
// returns all tokens, and bare is true.
func (a *Analyser) content(text string) (kept []Token, bare bool) {
	chars := a.fold(text)
	asking := askingSpans(chars)
	tokens := tokens(chars)
	for _, t := range tokens {
		for len(asking) > 0 && asking[0].End <= t.Start {
			asking = asking[1:]
		}
		if len(asking) == 0 || t.End <= asking[0].Start {
			kept = append(kept, t)
		}
	}
	if len(kept) == 0 {
		return tokens, true
	}
	return kept, false
}

// askingSpans finds the question words in folded text, in order. Their Term is not set.
func askingSpans(chars []char) []Token {
	var spans []Token
	for i := 0; i < len(chars); i++ {
		n := 0
		switch kindOf(chars[i].r) {
		case ideograph:
			n = askingHanAt(chars[i:])
		case letter:
			for i+n < len(chars) && kindOf(chars[i+n].r) == letter {
				n++
			}
			if !askingEnglish[token(chars[i:i+n]).Term] {
				i += n - 1
				n = 0
			}
		}
		if n > 0 {
			spans = append(spans, Token{Start: chars[i].start, End: chars[i+n-1].end})
			i += n - 1
		}
	}
	return spans
}

func askingHanAt(chars []char) int {
	for _, w := range askingHan {
		n := utf8.RuneCountInString(w)
		if n <= len(chars) && token(chars[:n]).Term == w {
			return n
		}
	}
	return 0
}
