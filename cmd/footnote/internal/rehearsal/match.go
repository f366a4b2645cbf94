package rehearsal

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/rag/lexical"
)

// A matcher compares texts as readers do: it ignores Chinese script, width, case, Markdown
// markup and line breaks.
type matcher struct{ analyser *lexical.Analyser }

func newMatcher() matcher { return matcher{lexical.NewAnalyser()} }

// folded folds texts for searching.
func (m matcher) folded(texts ...string) folded {
	f := folded{matcher: m}
	for _, text := range texts {
		f.texts = append(f.texts, m.fold(text))
	}
	return f
}

type folded struct {
	matcher
	texts []string
}

// has reports whether one of the texts contains words, as whole words and whole numbers.
func (f folded) has(words string) bool {
	words = f.fold(words)
	for _, text := range f.texts {
		for from := 0; words != ""; {
			at := strings.Index(text[from:], words)
			if at < 0 {
				break
			}
			at += from
			if whole(text, at, at+len(words)) {
				return true
			}
			from = at + utf8.RuneLen(first(text[at:]))
		}
	}
	return false
}

// fold normalizes a text for comparison. It keeps white space only between words, so none in
// Chinese.
func (m matcher) fold(text string) string {
	text = strings.Map(func(r rune) rune {
		if strings.ContainsRune("*_`~\\", r) {
			return -1
		}
		return r
	}, m.analyser.Fold(text))
	var out strings.Builder
	for i, word := range strings.Fields(text) {
		if i > 0 && spaced(last(out.String())) && spaced(first(word)) {
			out.WriteByte(' ')
		}
		out.WriteString(word)
	}
	return out.String()
}

// whole reports whether a part of a text neither begins nor ends within a word or a number.
func whole(text string, start, end int) bool {
	return !joined(text[:start], text[start:]) && !joined(text[:end], text[end:])
}

// joined reports whether the cut between before and after is within a word or a number.
func joined(before, after string) bool {
	left, right := last(before), first(after)
	if inWord(left) && inWord(right) {
		return true
	}
	// 3.5 and 1,000 are one number each.
	if (left == '.' || left == ',') && unicode.IsDigit(right) {
		return unicode.IsDigit(last(before[:len(before)-1]))
	}
	return (right == '.' || right == ',') && unicode.IsDigit(left) && unicode.IsDigit(first(after[1:]))
}

// inWord reports whether r belongs to a word of a script with spaces between words.
func inWord(r rune) bool { return (unicode.IsLetter(r) || unicode.IsDigit(r)) && spaced(r) }

// spaced reports whether r is of a script with spaces between words.
func spaced(r rune) bool {
	return r < 0x2e80 || r >= 0xac00 && r < 0xd7b0
}

func first(text string) rune {
	r, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ' '
	}
	return r
}

func last(text string) rune {
	r, size := utf8.DecodeLastRuneInString(text)
	if size == 0 {
		return ' '
	}
	return r
}

// letters returns the letters and digits of a text. They identify a sentence regardless of its
// spacing, punctuation and markup.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, text)
}

// alike is the likeness from which on a sentence counts as an edited version of another.
const alike = 0.6

// likeness returns the share of words that two sentences have in common, 0..1: the Dice
// coefficient of words and, in Chinese, of pairs of characters.
func (m matcher) likeness(a, b string) float64 {
	one, other := m.pieces(a), m.pieces(b)
	if len(one)+len(other) == 0 {
		return 0
	}
	both := 0
	for piece := range one {
		if other[piece] {
			both++
		}
	}
	return 2 * float64(both) / float64(len(one)+len(other))
}

func (m matcher) pieces(text string) map[string]bool {
	pieces := map[string]bool{}
	words := strings.FieldsFunc(m.fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	for _, word := range words {
		var latin []rune
		var before rune
		for _, r := range word {
			if spaced(r) {
				latin, before = append(latin, r), 0
				continue
			}
			if len(latin) > 0 {
				pieces[string(latin)] = true
				latin = nil
			}
			pieces[string([]rune{before, r})] = true
			before = r
		}
		if len(latin) > 0 {
			pieces[string(latin)] = true
		}
	}
	return pieces
}
