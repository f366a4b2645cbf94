package pdf

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"

	"footnote/corpus/doc"
)

// A word is the text between two spaces. Lengths are in points of 1/72 inch; y increases upwards.
type word struct {
	text        string
	left, right float64
	bottom, top float64 // of its first character, in the font's full height; equal if the position is not known
	at          int     // index in the text of the page
	gap         string  // the space before it: ASCII or ideographic
	glyphs      int     // number of glyphs that the font maps to no character
	turned      bool    // whether it is written from the top down
}

func (w word) size() float64 { return w.top - w.bottom }

// lines returns the lines of the page in the order of the file, and subtracts their characters
// from left. lost is the number of glyphs that are not in PDFium's text of the page.
func (p *page) lines(left *int) (lines []line, lost int, err error) {
	count, err := p.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: p.text})
	if err != nil {
		return nil, 0, damaged()
	}
	if *left -= count.Count; *left < 0 {
		return nil, 0, &doc.Error{Reason: fmt.Sprintf("is a PDF with more than %d characters", MaxCharacters), Hint: splitHint}
	}
	if count.Count <= 0 {
		return nil, 0, nil
	}
	text, err := p.FPDFText_GetText(&requests.FPDFText_GetText{TextPage: p.text, StartIndex: 0, Count: count.Count})
	if err != nil {
		return nil, 0, damaged()
	}
	p.written = p.rotation(count.Count)
	at := 0 // in UTF-16 units, as PDFium counts
	for rest := text.Text; rest != ""; {
		body := rest[:lineLength(rest)]
		rest = rest[len(body):]
		if words := p.words(body, at); len(words) > 0 {
			lines = append(lines, p.measured(words))
		}
		at += units(body)
	}
	if at < count.Count {
		lost = p.textless(count.Count, count.Count-at)
	}
	estimate(lines)
	return lines, lost, nil
}

// hyphen is how PDFium represents a hyphen at the end of a line. No line end follows it.
const hyphen = '\uFFFE'

// lineLength returns the length of the first line of text, in bytes.
func lineLength(text string) int {
	if at := strings.IndexAny(text, "\n"+string(hyphen)); at >= 0 {
		_, size := utf8.DecodeRuneInString(text[at:])
		return at + size
	}
	return len(text)
}

func units(text string) int {
	n := 0
	for _, r := range text {
		n += utf16.RuneLen(r)
	}
	return n
}

// words places the words of the line that begins at index at of the page's text.
func (p page) words(body string, at int) []word {
	var words []word
	for body != "" {
		text := strings.TrimLeftFunc(body, blank)
		gap := " "
		if strings.Contains(body[:len(body)-len(text)], "\u3000") {
			gap = "\u3000"
		}
		at += units(body[:len(body)-len(text)])
		end := strings.IndexFunc(text, blank)
		if end < 0 {
			end = len(text)
		}
		body = text[end:]
		if text = text[:end]; text == "" {
			break
		}
		before := word{}
		if len(words) > 0 {
			before = words[len(words)-1]
		}
		if w := p.word(text, at, before); w.text != "" && !overprinted(words, w) {
			w.gap = gap
			words = append(words, w)
		}
		at += units(text)
	}
	return words
}

// word places the word that begins at index at, after another one of its line.
func (p page) word(text string, at int, before word) word {
	w := word{text: clean(text), at: at}
	if p.unmapped(at) {
		w.glyphs = utf8.RuneCountInString(text)
		if w.text == "" { // PDFium returned glyph numbers that are no characters
			w.text = "\uFFFD"
		}
	}
	from, ok := p.box(at)
	to, placed := from, ok
	if last := lastIndex(text, at); last > at {
		to, placed = p.box(last)
	}
	if w.text == "" || !ok || !placed {
		return w
	}
	if vertical(from, to) {
		w.turn(from, to)
		return w
	}
	w.left, w.right, w.bottom, w.top = float64(from.Left), float64(to.Right), float64(from.Bottom), float64(from.Top)
	if from.Left < to.Left { // otherwise it is written in another direction
		w.text = clean(p.raised(text, w, before))
	}
	return w
}

// lineHeight is the line height of most fonts, in ems.
const lineHeight = 1.2

// measured returns the words as a line, and sets their height to that of the main word's font,
// upwards from its baseline.
func (p page) measured(words []word) line {
	main, em, exact := p.main(words)
	foot, placed := p.baseline(main.at)
	if main.size() <= 0 || main.turned || !placed {
		return newLine(words)
	}
	for _, w := range words {
		if w.size() <= 0 || w.turned {
			return newLine(words)
		}
	}
	if end, ok := p.baseline(words[len(words)-1].at); !ok || !near(end, foot, max(em, main.size())) {
		return newLine(words) // it slants
	}
	if !exact {
		em = main.size() / lineHeight
	}
	setHeight(words, foot, em)
	l := newLine(words)
	l.exact = exact
	return l
}

// main returns the word whose font is taken as that of the line, and the size of its font. It is
// one of the three widest, as any line may have words of code or in small capitals.
func (p page) main(words []word) (main word, em float64, exact bool) {
	byWidth := slices.Clone(words)
	slices.SortStableFunc(byWidth, func(a, b word) int { return cmp.Compare(b.right-b.left, a.right-a.left) })
	main = byWidth[0]
	em, exact = p.em(main.at)
	for _, w := range byWidth[1:min(len(byWidth), 3)] {
		other, ok := p.em(w.at)
		if ok && near(other, em, 0.03*em) {
			break
		}
		if ok && other > em {
			main, em, exact = w, other, true
		}
	}
	return main, em, exact
}

func setHeight(words []word, foot, em float64) {
	for i := range words {
		words[i].bottom, words[i].top = foot, foot+lineHeight*em
	}
}

const (
	minEstimate = 40   // minimum width of a line from which a font size is estimated, in characters
	latinWidth  = 0.47 // average width of a character, with the spaces, in ems
)

// estimate sets the height of lines whose fonts do not declare their size, by the width of the
// page's long lines.
func estimate(lines []line) {
	var sizes []float64
	for _, l := range lines {
		if n := doc.Width(l.text); !l.exact && l.size > 0 && n >= minEstimate {
			sizes = append(sizes, (l.right-l.left)/(latinWidth*float64(n)))
		}
	}
	if len(sizes) == 0 {
		return
	}
	slices.Sort(sizes)
	for i, l := range lines {
		if !l.exact && l.size > 0 && l.first == l.last && !l.words[0].turned {
			setHeight(l.words, l.first, sizes[len(sizes)/2])
			lines[i] = newLine(l.words)
		}
	}
}

func widest(words []word) word {
	most := words[0]
	for _, w := range words {
		if w.right-w.left > most.right-most.left {
			most = w
		}
	}
	return most
}

// lastIndex returns the index of the last character of text, which begins at index at.
func lastIndex(text string, at int) int {
	r, _ := utf8.DecodeLastRuneInString(text)
	return at + units(text) - units(string(r))
}

// overprinted reports whether a word is printed a second time over the one before it, to make
// it look bold.
func overprinted(words []word, w word) bool {
	if len(words) == 0 {
		return false
	}
	before, near := words[len(words)-1], 0.3*w.size()
	return w.size() > 0 && w.text == before.text && w.left-before.left < near && before.left-w.left < near && w.bottom-before.bottom < near && before.bottom-w.bottom < near
}

// blank reports whether r separates lines or words, or ends PDFium's text.
func blank(r rune) bool { return unicode.IsSpace(r) || r == 0 || r == '\uFEFF' }

// clean removes control characters from a line, and normalizes its spaces and hyphens.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == hyphen, r == '\u00AD', r == '\u2010': // the file draws them all, soft hyphens too
			return '-'
		case unicode.IsSpace(r) && r != '\u3000':
			return ' '
		case unicode.IsControl(r) || r == '\uFFFF':
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
}

// box returns the position of the character at index of the page's text.
func (p page) box(index int) (box structs.FPDF_FS_RECTF, ok bool) {
	char, err := p.FPDFText_GetCharIndexFromTextIndex(&requests.FPDFText_GetCharIndexFromTextIndex{TextPage: p.text, NTextIndex: index})
	if err != nil {
		return box, false
	}
	loose, err := p.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: p.text, Index: char.CharIndex})
	if err != nil {
		return box, false
	}
	return p.written.turned(loose.Rect), finite(loose.Rect)
}

// finite returns false for positions that are the result of a broken matrix.
func finite(r structs.FPDF_FS_RECTF) bool {
	for _, v := range []float32{r.Left, r.Top, r.Right, r.Bottom} {
		if !(v > -maxPlace && v < maxPlace) {
			return false
		}
	}
	return r.Top > r.Bottom
}

// maxPlace is beyond the edge of any page: 2.5 km.
const maxPlace = 1e7
