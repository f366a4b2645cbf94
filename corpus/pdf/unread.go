package pdf

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/requests"
)

// unread is what could not be read of a document, by the index of its page.
type unread struct {
	glyphs   map[int]int // how many had no character
	pictures []int       // pages that show something and have no text
	fields   []int       // pages with too many of them
}

// unmapped reports whether the font of the character at index does not say which one
// it is. PDFium then gives the number of its glyph.
func (p page) unmapped(index int) bool {
	char, err := p.FPDFText_GetCharIndexFromTextIndex(&requests.FPDFText_GetCharIndexFromTextIndex{TextPage: p.text, NTextIndex: index})
	if err != nil {
		return false
	}
	got, err := p.FPDFText_HasUnicodeMapError(&requests.FPDFText_HasUnicodeMapError{TextPage: p.text, Index: char.CharIndex})
	return err == nil && got.HasUnicodeMapError
}

// textless counts, of so many characters of the page, those that are not in its text
// because their font does not say which ones they are: most at most.
func (p page) textless(characters, most int) int {
	n := 0
	for i := range characters {
		if n == most {
			break
		}
		got, err := p.FPDFText_HasUnicodeMapError(&requests.FPDFText_HasUnicodeMapError{TextPage: p.text, Index: i})
		if err == nil && got.HasUnicodeMapError {
			n++
		}
	}
	return n
}

// withoutGlyphs returns the lines without words of glyphs that are no text, and how
// many glyphs that were. Where the numbers of the glyphs are those of ASCII, as in many
// old files, they are text. A glyph before others is the mark of an item.
func withoutGlyphs(lines []line) (kept []line, lost int) {
	var numbers strings.Builder
	for _, l := range lines {
		for _, w := range l.words {
			if w.glyphs > 0 {
				numbers.WriteString(w.text + " ")
			}
		}
	}
	if numbers.Len() == 0 || readable(numbers.String()) {
		return lines, 0
	}
	for _, l := range lines {
		var words []word
		for i, w := range l.words {
			switch {
			case w.glyphs == 0:
				words = append(words, w)
			case i == 0 && len(l.words) > 1 && l.words[1].glyphs == 0 && w.glyphs == 1:
				w.text = "•"
				words = append(words, w)
			default:
				lost += w.glyphs
			}
		}
		switch {
		case slices.EqualFunc(words, l.words, func(a, b word) bool { return a.text == b.text }):
			kept = append(kept, l)
		case len(words) > 0:
			kept = append(kept, newLine(words))
		}
	}
	return kept, lost
}

// readable reports whether the text may be of a language in Latin letters: mostly
// small letters, a fifth of them and more vowels.
func readable(text string) bool {
	all, small, vowels := 0, 0, 0
	for _, r := range text {
		if unicode.IsSpace(r) {
			continue
		}
		all++
		if r >= 'a' && r <= 'z' {
			small++
			if strings.ContainsRune("aeiou", r) {
				vowels++
			}
		}
	}
	return 10*small >= 6*all && 5*vowels >= small
}

// showsPicture reports whether the page has a picture, or a form, which may hold one.
func (p page) showsPicture() bool {
	counted, err := p.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: p.request()})
	if err != nil {
		return false
	}
	for i := range min(counted.Count, maxObjects) {
		object, err := p.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: p.request(), Index: i})
		if err != nil {
			return false
		}
		kind, err := p.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: object.PageObject})
		if err == nil && (kind.Type == enums.FPDF_PAGEOBJ_IMAGE || kind.Type == enums.FPDF_PAGEOBJ_FORM) {
			return true
		}
	}
	return false
}

// maxObjects bounds the objects of a page that are looked at for a picture.
const maxObjects = 100

// warning says what was not read, and where; empty where all was.
func (u unread) warning() string {
	var all []string
	if len(u.glyphs) > 0 {
		sum, pages := 0, []int(nil)
		for page, n := range u.glyphs {
			sum += n
			pages = append(pages, page)
		}
		slices.Sort(pages)
		all = append(all, fmt.Sprintf("%d characters on %s are not read: their font does not say which characters they are; a copy that was made by OCR has them", sum, ranges(pages)))
	}
	if len(u.pictures) > 0 {
		all = append(all, fmt.Sprintf("%s: pictures without text, which are not read; run OCR on the file first", ranges(u.pictures)))
	}
	if len(u.fields) > 0 {
		all = append(all, fmt.Sprintf("%s: more than %d fields and notes, which are not read", ranges(u.fields), maxAnnotations))
	}
	return strings.Join(all, "; ")
}

// ranges names pages, in order: pages 1, 3-5.
func ranges(pages []int) string {
	var all []string
	for i := 0; i < len(pages); {
		end := i
		for end+1 < len(pages) && pages[end+1] == pages[end]+1 {
			end++
		}
		name := fmt.Sprint(pages[i] + 1)
		if end > i {
			name += fmt.Sprintf("-%d", pages[end]+1)
		}
		all = append(all, name)
		i = end + 1
	}
	name := "pages "
	if len(pages) == 1 {
		name = "page "
	}
	return name + strings.Join(all, ", ")
}
