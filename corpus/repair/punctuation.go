package repair

import (
	"slices"
	"strings"

	"footnote/corpus/doc"
)

// WidenPunctuation replaces ASCII commas, semicolons and colons between two Han characters or
// quotation marks with full-width ones. It changes only Chinese prose: no tables, code or
// Japanese. It returns how many it replaced.
func WidenPunctuation(blocks []doc.Block) int {
	prose := slices.ContainsFunc(blocks, func(b doc.Block) bool { return isProse(b.Text) && strings.ContainsAny(b.Text, ",;:") })
	if !prose {
		return 0
	}
	n := 0
	for i := range blocks {
		b := &blocks[i]
		if b.Verbatim || !isProse(b.Text) && b.Level == 0 {
			continue
		}
		n += apply(&b.Text, widen)
	}
	return n
}

// isProse reports whether text contains a whole Chinese sentence, and neither code nor another
// language that uses Han characters.
func isProse(text string) bool {
	foreign := func(r rune) bool {
		return strings.ContainsRune("{}=<>`\\\t", r) || doc.IsKanaOrHangul(r)
	}
	return strings.ContainsAny(text, "。！？；…") && !strings.ContainsFunc(text, foreign)
}

// isChinese reports whether r is a Han character or a Chinese quotation mark.
func isChinese(r rune) bool {
	return doc.IsHan(r) || strings.ContainsRune("“”‘’「」『』《》", r)
}

func widen(text string) (string, int) {
	runes := []rune(text)
	n, call := 0, false
	for i := 1; i+1 < len(runes); i++ {
		switch {
		case runes[i] == '(':
			call = doc.IsASCIILetter(runes[i-1]) // f(甲,乙) is code
		case runes[i] == ')':
			call = false
		case call:
			continue
		}
		at := strings.IndexRune(",;:", runes[i])
		if at < 0 || !isChinese(runes[i-1]) || !isChinese(runes[i+1]) {
			continue
		}
		runes[i] = []rune("，；：")[at]
		n++
	}
	if n == 0 {
		return text, 0
	}
	return string(runes), n
}
