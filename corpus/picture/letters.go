package picture

import (
	"slices"
	"unicode"
	"unicode/utf16"
)

// letters are the letters and digits of a page or a quotation, for comparison. Spaces, line
// ends, hyphens and punctuation are left out, as cleaning changes them in an article.
type letters struct {
	text   []uint16 // of a page, as in the file
	folded []rune
	at     []int  // the index of each letter in text
	begins []bool // whether each letter is the first of a line
}

func newLetters(text []uint16) letters {
	l := letters{text: text}
	begins := true
	for i := 0; i < len(text); i++ {
		at, r := i, rune(text[i])
		if i+1 < len(text) && utf16.IsSurrogate(r) {
			if pair := utf16.DecodeRune(r, rune(text[i+1])); pair != unicode.ReplacementChar {
				r = pair
				i++
			}
		}
		if r == '\n' || r == '\r' || r == '\uFFFE' { // a hyphen that ends a line
			begins = true
		}
		for _, f := range fold(r) {
			l.folded, l.at, l.begins = append(l.folded, f), append(l.at, at), append(l.begins, begins)
			begins = false
		}
	}
	return l
}

func foldedRunes(s string) (all []rune) {
	for _, r := range s {
		all = append(all, fold(r)...)
	}
	return all
}

// ligatures are characters that stand for several letters, as in book fonts.
var ligatures = map[rune]string{'ﬀ': "ff", 'ﬁ': "fi", 'ﬂ': "fl", 'ﬃ': "ffi", 'ﬄ': "ffl", 'ﬅ': "st", 'ﬆ': "st"}

// fold returns a letter or a digit in the form in which it is compared, and nothing for other
// characters.
func fold(r rune) []rune {
	switch {
	case r < 0x80 && (r >= 'a' && r <= 'z' || r >= '0' && r <= '9'), r >= 0x4E00 && r <= 0x9FFF:
		return []rune{r}
	case r >= 0xFF10 && r <= 0xFF5A: // full width
		return fold(r - 0xFF10 + '0')
	case r >= '⁰' && r <= '⁹', r == '¹', r == '²', r == '³':
		return []rune{raised(r)}
	case r >= '₀' && r <= '₉':
		return []rune{r - '₀' + '0'}
	case ligatures[r] != "":
		return []rune(ligatures[r])
	case unicode.IsLetter(r), unicode.IsNumber(r):
		return []rune{unicode.ToLower(r)}
	}
	return nil
}

func raised(r rune) rune {
	switch r {
	case '¹':
		return '1'
	case '²':
		return '2'
	case '³':
		return '3'
	}
	return r - '⁰' + '0'
}

const (
	minFound = 0.6 // minimum share of a quotation's letters on the page for it to be found
	minRun   = 3   // letters in a row that are not a coincidence
	minBack  = 6   // the same, further up the page and within a line
	minDense = 0.7 // minimum share of the letters in a piece of the page that belong to the quotation
	nearby   = 8   // maximum number of letters of the page between two of one piece
	maxGap   = 24  // maximum units of text between two letters of one piece: spaces, marks, and what cleaning removed
)

// find returns the position of the quotation: indexes into text, in the order of the quotation.
// It returns none if the quotation is not on the page.
func (l letters) find(q Quotation) []int {
	before, own, after := foldedRunes(q.Before), foldedRunes(q.Text), foldedRunes(q.After)
	if len(own) == 0 {
		return nil
	}
	if most := maxCells / (len(l.folded) + 1); len(before)+len(own)+len(after) > most {
		before, after = nil, nil
		own = own[:min(len(own), most)]
	}
	aligned := l.align(slices.Concat(before, own, after))
	dropStray(aligned)
	aligned = aligned[len(before) : len(before)+len(own)]
	l.dropBack(aligned)
	found := 0
	for _, letter := range aligned {
		if letter >= 0 {
			found++
		}
	}
	if float64(found) < minFound*float64(len(own)) {
		return nil
	}
	return l.units(aligned)
}

// dropStray removes pieces that may well match by chance.
func dropStray(aligned []int) {
	for from := 0; from < len(aligned); {
		if aligned[from] < 0 {
			from++
			continue
		}
		to, last, found, run, longest := from+1, aligned[from], 1, 1, 1
		for ; to < len(aligned); to++ {
			if aligned[to] < 0 {
				continue
			}
			step := aligned[to] - last
			if step < 1 || step > nearby {
				break
			}
			if run++; step > 1 {
				run = 1
			}
			last, found, longest = aligned[to], found+1, max(longest, run)
		}
		if longest < min(minRun, len(aligned)) || float64(found) < minDense*float64(last-aligned[from]+1) {
			clearRun(aligned[from:to])
		}
		from = to
	}
}

// dropBack removes short pieces further up the page that begin within a line. If the same words
// occur more than once, they belong to another sentence.
func (l letters) dropBack(own []int) {
	last := -1
	for from := 0; from < len(own); {
		to := from + 1
		for to < len(own) && own[from] >= 0 && own[to] == own[to-1]+1 {
			to++
		}
		switch first := own[from]; {
		case first < 0:
		case first < last && !l.begins[first] && to-from < minBack:
			clearRun(own[from:to])
		default:
			last = own[to-1]
		}
		from = to
	}
}

func clearRun(aligned []int) {
	for i := range aligned {
		aligned[i] = -1
	}
}

// units returns the indexes into text of the letters that were found, of what is between those
// close to each other, and of the marks at the end.
func (l letters) units(aligned []int) (all []int) {
	last := -1 // letter
	for _, letter := range aligned {
		if letter < 0 {
			continue
		}
		if l.together(last, letter) {
			for i := l.at[last] + 1; i < l.at[letter]; i++ {
				all = append(all, i)
			}
		}
		if last < 0 || l.at[letter] != l.at[last] { // otherwise both belong to one ligature
			all = append(all, l.at[letter])
		}
		last = letter
	}
	if last < 0 {
		return nil
	}
	for i := l.at[last] + 1; i < len(l.text) && i <= l.at[last]+2 && unicode.IsPunct(rune(l.text[i])); i++ {
		all = append(all, i)
	}
	return all
}

// together reports whether the text between two letters found on the page belongs to the
// quotation: marks and spaces and, within a line, what cleaning removed.
func (l letters) together(last, next int) bool {
	if last < 0 || next <= last || next-last > nearby || l.at[next]-l.at[last] > maxGap {
		return false
	}
	return next == last+1 || !slices.Contains(l.begins[last+1:next+1], true)
}
