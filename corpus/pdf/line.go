package pdf

import (
	"strings"

	"footnote/corpus/doc"
)

// A line is a line as it is laid out. Lengths are in points of 1/72 inch; y
// grows upwards.
type line struct {
	text        string
	left, right float64 // edges: of the first and of the last character
	first, last float64 // y of the lower edge: of the line, or of the first and the last word where it slants
	size        float64 // height of the font; 0 where the place is not known
	words       []word
	exact       bool // its font says how large it is
	spaced      bool // its letters stood apart, as those of a heading
	row         bool // of a table
}

// newLine makes a line of words, of which there is one at least.
func newLine(words []word) line {
	l := line{words: words}
	if joined, narrowest, ok := closeUp(words); ok {
		l.words, l.spaced = joined, narrowest > closeSpacing*words[0].size()
	}
	var text strings.Builder
	for i, w := range l.words {
		if i > 0 {
			text.WriteString(w.gap)
		}
		text.WriteString(w.text)
	}
	l.text = text.String()
	from, to := words[0], words[len(words)-1]
	if from.size() <= 0 || to.size() <= 0 {
		return l
	}
	l.left, l.right, l.first, l.last = from.left, to.right, from.bottom, to.bottom
	main := widest(words)
	l.size = main.size()
	if slant := l.first - l.last; slant < l.size && slant > -l.size {
		l.first, l.last = main.bottom, main.bottom
	}
	return l
}

const (
	widestSpacing = 3.0 // between letters that are set apart, in heights of their font
	evenSpacing   = 1.6 // the widest such space of a word is less than so many times the narrowest
	minSpaced     = 4   // letters of other writing than Chinese
	maxSpaced     = 80  // letters of a heading
	closeSpacing  = 0.1 // letters of a heading are farther apart
)

// closeUp joins letters that were set apart to make a heading wide: 通 知 书,
// N O T I C E, and says how narrow the least space was. It reports false where there
// are none.
func closeUp(words []word) (joined []word, narrowest float64, ok bool) {
	narrowest, ok = spacing(words)
	if !ok {
		return nil, 0, false
	}
	joined = []word{words[0]}
	for i, w := range words[1:] {
		last := &joined[len(joined)-1]
		if gap := w.left - words[i].right; gap > evenSpacing*narrowest+0.1*w.size() {
			joined = append(joined, w)
			continue
		}
		last.text += w.text
		last.right = w.right
	}
	return joined, narrowest, true
}

// spacing is the narrowest space between words that are one letter each. It reports
// false where they are not, or stand too far apart.
func spacing(words []word) (narrowest float64, ok bool) {
	if len(words) < 2 || len(words) > maxSpaced {
		return 0, false
	}
	for i, w := range words {
		r := firstRune(w.text)
		if len(w.text) != len(string(r)) || w.size() <= 0 || !doc.IsWide(r) && (len(words) < minSpaced || r < 'A' || r > 'Z') {
			return 0, false
		}
		if i == 0 {
			continue
		}
		gap := w.left - words[i-1].right
		if gap < 0 || gap > widestSpacing*w.size() {
			return 0, false
		}
		if i == 1 || gap < narrowest {
			narrowest = gap
		}
	}
	return narrowest, true
}
