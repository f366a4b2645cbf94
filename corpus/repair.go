package corpus

import (
	"slices"
	"strings"
	"unicode"
)

// repair mends every block but code and counts what it did in a. It returns
// what looks mis-decoded and has no certain repair.
func repair(d *document, a *Article, lexicon *lexicon) (doubtful []string, err error) {
	d.title, _ = removeInvisible(d.title)
	d.title, _ = removeGlosses(d.title)
	suspect := false
	for i := range d.blocks {
		b := &d.blocks[i]
		if !b.verbatim {
			a.Repairs.Glosses += apply(&b.text, removeGlosses)
			suspect = suspect || strings.ContainsFunc(b.text, suspicious)
		}
	}
	if suspect {
		words, err := lexicon.get()
		if err != nil {
			return nil, err
		}
		m := newMojibake(words)
		a.Repairs.Mojibake = m.repairBlocks(d.blocks)
		doubtful = m.doubtful
	}
	for i := range d.blocks { // last: control characters may be part of mis-decoded text
		a.Repairs.Invisible += apply(&d.blocks[i].text, removeInvisible)
	}
	return doubtful, nil
}

func apply(text *string, mend func(string) (string, int)) int {
	mended, n := mend(*text)
	*text = mended
	return n
}

// suspicious reports a character that mis-decoded text is made of: Han, or the
// Latin-1 letters that UTF-8 becomes.
func suspicious(r rune) bool { return r >= 0x80 && (isHan(r) || r <= 0xFF) }

// widenPunctuation makes an ASCII comma, semicolon or colon between two Han
// characters or quotation marks full width, in Chinese prose only: tables, code and Japanese keep
// theirs. It returns how many it changed.
func widenPunctuation(blocks []block) int {
	prose := slices.ContainsFunc(blocks, func(b block) bool { return isProse(b.text) && strings.ContainsAny(b.text, ",;:") })
	if !prose {
		return 0
	}
	n := 0
	for i := range blocks {
		b := &blocks[i]
		if b.verbatim || !isProse(b.text) && b.level == 0 {
			continue
		}
		n += apply(&b.text, widen)
	}
	return n
}

// isProse reports whether text holds a whole Chinese sentence and nothing of
// another language that has Han characters, and no code.
func isProse(text string) bool {
	foreign := func(r rune) bool {
		return strings.ContainsRune("{}=<>`\\\t", r) || unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
	}
	return strings.ContainsAny(text, "。！？；…") && !strings.ContainsFunc(text, foreign)
}

// isChinese reports a Han character or a Chinese quotation mark.
func isChinese(r rune) bool {
	return isHan(r) || strings.ContainsRune("“”‘’「」『』《》", r)
}

func widen(text string) (string, int) {
	runes := []rune(text)
	n, call := 0, false
	for i := 1; i+1 < len(runes); i++ {
		switch {
		case runes[i] == '(':
			call = isASCIILetter(runes[i-1]) // f(甲,乙) is code
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
