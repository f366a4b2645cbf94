package pdf

import (
	"strings"

	"footnote/corpus/doc"
)

// A line is a line of the layout. Lengths are in points of 1/72 inch; y increases upwards.
type line struct {
	text        string
	left, right float64 // edges: of the first and of the last character
	first, last float64 // y of the lower edge: of the line, or of its first and last word if it slants
	size        float64 // height of the font; 0 if the position is not known
	words       []word
	exact       bool // whether its font declares its size
	spaced      bool // whether its letters were spaced out, as in headings
	row         bool // whether it is a row of a table
}

// newLine makes a line of one or more words.
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
	widestSpacing = 3.0 // maximum space between spaced-out letters, as a multiple of the font's height
	evenSpacing   = 1.6 // maximum space within a word, as a multiple of the narrowest one
	minSpaced     = 4   // minimum number of spaced-out letters, except in Chinese
	maxSpaced     = 80  // maximum number of spaced-out letters
	closeSpacing  = 0.1 // the space beyond which letters count as spaced out, as a multiple of the font's height
)

// closeUp joins letters that were spaced out to widen a heading, such as 通 知 书 or N O T I C E,
// and returns the narrowest space between them. ok is false if the words are not such letters.
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

// spacing returns the narrowest space between words of one letter each. ok is false if they are
// longer, or too far apart.
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
