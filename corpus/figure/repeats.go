package figure

import (
	"strings"
	"unicode/utf8"

	"footnote/corpus/doc"
	"footnote/corpus/repair"
)

// maxBesideText is the maximum size in bytes of a text that may repeat an alternative text: a
// caption, not a chapter.
const maxBesideText = 8 << 10

// Repeats reports whether a text says the same as an alternative text: whether it contains its
// words as a phrase, whatever separates them. Part of a word is not enough, and neither is a
// phrase that the text denies.
func Repeats(text, alternative string) bool {
	var b beside
	return b.repeats(text, alternative)
}

// A beside is a text in the form in which alternative texts are looked for in it. It is kept for
// as long as the text stays the same.
type beside struct {
	lexicon *repair.Lexicon // tells the words of Chinese apart; if nil, any two characters may be one word
	err     error           // of the lexicon

	text string
	phrase
}

func (b *beside) repeats(text, alternative string) bool {
	if text == "" || len(text) > maxBesideText {
		return false
	}
	if b.text != text { // which is quick for the same string
		b.text, b.phrase = text, newPhrase(text)
	}
	bare := letters(alternative)
	if bare == "" {
		return false
	}
	for from := 0; ; {
		at := strings.Index(b.letters[from:], bare)
		if at < 0 {
			return false
		}
		start := from + at
		if b.begins(start) && b.ends(start+len(bare)) && !b.denies(start) {
			return true
		}
		_, size := utf8.DecodeRuneInString(b.letters[start:])
		from = start + size
	}
}

// begins reports whether a word begins at an offset.
func (b *beside) begins(at int) bool {
	before, _ := utf8.DecodeLastRuneInString(b.letters[:at])
	first, _ := utf8.DecodeRuneInString(b.letters[at:])
	return at == 0 || b.gap(at) != none || b.areApart(before, first)
}

// ends reports whether a word ends at an offset, perhaps with a particle after it.
func (b *beside) ends(at int) bool {
	last, _ := utf8.DecodeLastRuneInString(b.letters[:at])
	after, _ := utf8.DecodeRuneInString(b.letters[at:])
	return at == len(b.letters) || b.gap(at) != none || b.areApart(last, after) || isParticle(b.restOfWord(at))
}

// areApart reports whether two adjacent characters belong to different words.
func (b *beside) areApart(before, after rune) bool {
	switch {
	case isUnspaced(before) != isUnspaced(after):
		return true
	case isLink(before) || isLink(after):
		return true
	case !doc.IsHan(after):
		return false
	case !doc.IsHan(before): // kana, and not within an inflected word
		return isUnspaced(before)
	case b.lexicon == nil:
		return false
	}
	vocabulary, err := b.lexicon.Vocabulary()
	if err != nil {
		b.err = err
		return false
	}
	return !vocabulary.Has(before, after)
}
