// Package lexical finds text by its words. It has an analyser that makes Chinese in both
// scripts, Japanese, Korean and English comparable, and BM25 over the resulting terms.
//
// It knows nothing of articles, vectors or answers: texts come in as strings, and scores go
// out as numbers. Folded text is only for matching and is never shown.
package lexical

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"

	"golang.org/x/text/unicode/norm"
)

//go:generate go run ../../internal/tools/foldgen TSCharacters.txt fold.txt

//go:embed fold.txt
var foldTable string

// A Token is a term with the byte range of the text it was made from.
type Token struct {
	Term       string
	Start, End int // half-open byte range of the analysed text
}

// An Analyser turns text into terms. It is safe for concurrent use.
type Analyser struct {
	simplified []rune // by character from firstHan on; 0 means that the character is its own simplified form
	beyond     map[rune]rune
	target     map[rune]bool // simplified characters that others are folded to
	both       map[rune]bool // characters that do not tell the script
	lexicon    func() (*Lexicon, error)
	names      func() (map[string]bool, error)
}

const (
	firstHan = 0x3400
	lastHan  = 0x9FFF
)

// NewAnalyser returns an analyser. It decodes the built-in folding table.
func NewAnalyser() *Analyser {
	a := &Analyser{simplified: make([]rune, lastHan-firstHan+1), beyond: map[rune]rune{}, target: map[rune]bool{}, both: map[rune]bool{}, lexicon: builtinLexicon, names: builtinNames}
	for line := range strings.Lines(foldTable) {
		to, size := utf8.DecodeRuneInString(line)
		a.target[to] = true
		for _, from := range strings.TrimSpace(line[size:]) {
			if from >= firstHan && from <= lastHan {
				a.simplified[from-firstHan] = to
			} else {
				a.beyond[from] = to
			}
		}
	}
	for _, r := range bothScripts {
		a.both[r] = true
	}
	return a
}

// A char is a folded character with the byte range that it stands for.
type char struct {
	r          rune
	start, end int
}

// fold converts text to compatibility form NFKC, lower case, simplified characters and Latin
// letters without accents.
func (a *Analyser) fold(text string) []char {
	chars := make([]char, 0, len(text)/2)
	for i := 0; i < len(text); {
		if r := rune(text[i]); r < utf8.RuneSelf && plainNext(text, i+1) {
			chars = append(chars, char{lower(r), i, i + 1})
			i++
			continue
		}
		if r, size := utf8.DecodeRuneInString(text[i:]); plainNext(text, i+size) {
			if r = a.foldCommon(r); r >= 0 {
				chars = append(chars, char{r, i, i + size})
				i += size
				continue
			}
		}
		end := i + norm.NFKC.NextBoundaryInString(text[i:], true)
		if n := len(chars); n > 0 && isASCIIDigit(chars[n-1].r) && !isRaisedDigit(text[chars[n-1].start:]) && isRaisedDigit(text[i:end]) {
			chars = append(chars, char{'^', i, end}) // otherwise 10⁶ would become 106
		}
		for _, r := range norm.NFKC.String(text[i:end]) {
			if r = a.foldOne(r); r >= 0 {
				chars = append(chars, char{r, i, end})
			}
		}
		i = end
	}
	return chars
}

func isASCIIDigit(r rune) bool { return '0' <= r && r <= '9' }

// isRaisedDigit reports whether a text begins with a superscript digit or sign.
func isRaisedDigit(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return strings.ContainsRune("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", r)
}

// foldCommon folds what nearly all of a Chinese text consists of, in a tenth of the time that
// NFKC takes: Han characters, their punctuation, full-width ASCII. It returns -1 for
// everything else.
func (a *Analyser) foldCommon(r rune) rune {
	switch {
	case r >= firstHan && r <= lastHan:
		return a.simplify(r)
	case r >= 0x3001 && r <= 0x3020, r >= 0x2018 && r <= 0x201D, r == 0x2014:
		return r
	case r >= 0xFF01 && r <= 0xFF5E:
		return lower(r - 0xFF01 + '!')
	}
	return -1
}

// plainNext reports whether the character at i cannot combine with the one before it: ASCII,
// or a common Han character.
func plainNext(text string, i int) bool {
	return i >= len(text) || text[i] < utf8.RuneSelf || text[i] >= 0xE4 && text[i] <= 0xE9
}

func lower(r rune) rune {
	if 'A' <= r && r <= 'Z' {
		return r + 'a' - 'A'
	}
	return r
}

// foldOne folds a character. It returns -1 if matching ignores the character.
func (a *Analyser) foldOne(r rune) rune {
	switch {
	case r == utf8.RuneError, unicode.Is(unicode.Mn, r), doc.IsInvisible(r):
		return -1
	case r >= 0xC0 && r <= 0x24F: // Latin with accents
		base, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
		return unicode.ToLower(base)
	}
	return a.simplify(unicode.ToLower(r))
}

func (a *Analyser) simplify(r rune) rune {
	if r >= firstHan && r <= lastHan {
		if to := a.simplified[r-firstHan]; to != 0 {
			return to
		}
		return r
	}
	if to, ok := a.beyond[r]; ok {
		return to
	}
	return r
}

// Fold returns text as it is matched: in compatibility form NFKC, lower case, simplified
// characters, and with Latin letters without accents.
func (a *Analyser) Fold(text string) string {
	folded, _ := spell(a.fold(text))
	return folded
}
