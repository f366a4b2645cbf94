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

// A word is what stands between spaces. Lengths are in points of 1/72 inch; y grows
// upwards.
type word struct {
	text        string
	left, right float64
	bottom, top float64 // of its first character, from the lowest to the highest that the font has; equal where the place is not known
	at          int     // index in the text of the page
	gap         string  // what stands before it: a space, narrow or wide
	glyphs      int     // of which the font does not say which characters they are
	turned      bool    // it is written from the top down
}

func (w word) size() float64 { return w.top - w.bottom }

// lines returns the lines of the page in the order of the file, and takes their
// characters off left. Glyphs that have no place in the text are lost.
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

// hyphen is how PDFium writes a hyphen that ends a line, with no line end after
// it.
const hyphen = '\uFFFE'

// lineLength is how many bytes of text are its first line.
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
		if w.text == "" { // numbers of glyphs that are those of no character
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
	if from.Left < to.Left { // or it is written in another direction
		w.text = clean(p.raised(text, w, before))
	}
	return w
}

// lineHeight is that of a font, as most have it, in ems.
const lineHeight = 1.2

// measured is the line of the words, which get the height of the font of the widest
// one above its baseline.
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

// main is the word of a line whose font is that of the line, of the widest ones, and the
// size of its font: most lines of a text have words of code or in small capitals.
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
	minEstimate = 40   // characters of a line that say how large its font is
	latinWidth  = 0.47 // of a character, with the spaces, in ems
)

// estimate sets the height of lines whose fonts do not say how large they are, by the
// width of long lines of the page.
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

// lastIndex is that of the last character of text, which begins at an index.
func lastIndex(text string, at int) int {
	r, _ := utf8.DecodeLastRuneInString(text)
	return at + units(text) - units(string(r))
}

// overprinted reports a word that is printed a second time over the one before it, which
// makes it look bold.
func overprinted(words []word, w word) bool {
	if len(words) == 0 {
		return false
	}
	before, near := words[len(words)-1], 0.3*w.size()
	return w.size() > 0 && w.text == before.text && w.left-before.left < near && before.left-w.left < near && w.bottom-before.bottom < near && before.bottom-w.bottom < near
}

// blank is what stands between lines and words, and at the end of PDFium's text.
func blank(r rune) bool { return unicode.IsSpace(r) || r == 0 || r == '\uFEFF' }

// clean makes a line of characters that mean something; glyphs without a name
// have none.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == hyphen, r == '\u00AD', r == '\u2010': // all of them are seen, or they were not drawn
			return '-'
		case unicode.IsSpace(r) && r != '\u3000':
			return ' '
		case unicode.IsControl(r) || r == '\uFFFF':
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
}

// box is where the character at index of the page's text stands.
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

// finite rules out what a broken matrix makes of a place.
func finite(r structs.FPDF_FS_RECTF) bool {
	for _, v := range []float32{r.Left, r.Top, r.Right, r.Bottom} {
		if !(v > -maxPlace && v < maxPlace) {
			return false
		}
	}
	return r.Top > r.Bottom
}

// maxPlace is beyond every page: 2.5 km.
const maxPlace = 1e7
