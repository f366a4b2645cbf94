package pdf

import (
	"math"
	"strings"

	"github.com/klippa-app/go-pdfium/requests"
)

// A raised character of plain is read as the character of superscript at the same index.
const (
	plain       = "0123456789+-()−"
	superscript = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾⁻"
)

// raised returns the text of w with exponents and footnote marks as superscript characters:
// as ordinary digits, they would change the numbers beside them. If w is such a mark alone, it is
// compared with the word before it.
func (p page) raised(text string, w, before word) string {
	if !strings.ContainsAny(text, "0123456789") {
		return text
	}
	base := w
	if before.size() > w.size() && before.right <= w.left+before.size()/2 && near(before.bottom, w.bottom, before.size()) && strings.ContainsRune(plain, firstRune(text)) {
		base = before
	}
	foot, ok := p.baseline(base.at)
	if !ok {
		return text
	}
	var out strings.Builder
	at := w.at
	for _, r := range text {
		wide := units(string(r))
		if index := strings.IndexRune(plain, r); index >= 0 && p.raises(at, base, foot) {
			r = []rune(superscript)[len([]rune(plain[:index]))]
		}
		out.WriteRune(r)
		at += wide
	}
	return out.String()
}

// raises reports whether the character at index is raised like an exponent above the word base,
// whose baseline is foot.
func (p page) raises(index int, base word, foot float64) bool {
	own, ok := p.baseline(index)
	if !ok || own-foot < minRise {
		return false
	}
	em, sized := p.em(base.at)
	size, ok := p.em(index)
	lift := (own - foot) / em
	return ok && sized && lift > 0.1 && lift < 1 && (size < 0.9*em || size < 1.05*em && lift > 0.2)
}

// minRise is the minimum height of an exponent above the baseline, in points.
const minRise = 0.4

// em returns the font size, as drawn, of the character at index of the page's text. The heights
// that fonts declare are not comparable: they differ by a factor of ten.
func (p page) em(index int) (size float64, ok bool) {
	char, err := p.FPDFText_GetCharIndexFromTextIndex(&requests.FPDFText_GetCharIndexFromTextIndex{TextPage: p.text, NTextIndex: index})
	if err != nil {
		return 0, false
	}
	font, err := p.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: p.text, Index: char.CharIndex})
	if err != nil {
		return 0, false
	}
	matrix, err := p.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: p.text, Index: char.CharIndex})
	if err != nil {
		return 0, false
	}
	size = font.FontSize * math.Hypot(float64(matrix.Matrix.B), float64(matrix.Matrix.D))
	return size, size > minEm && size < maxEm
}

const (
	minEm = 1.0 // points; smaller text is not meant to be read
	maxEm = 1000.0
)

// baseline returns the y of the baseline of the character at index of the page's text.
func (p page) baseline(index int) (y float64, ok bool) {
	char, err := p.FPDFText_GetCharIndexFromTextIndex(&requests.FPDFText_GetCharIndexFromTextIndex{TextPage: p.text, NTextIndex: index})
	if err != nil {
		return 0, false
	}
	origin, err := p.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: p.text, Index: char.CharIndex})
	if err != nil {
		return 0, false
	}
	y = p.written.height(origin.X, origin.Y)
	return y, y > -maxPlace && y < maxPlace
}
