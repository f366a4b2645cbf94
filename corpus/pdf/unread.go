package pdf

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/requests"

	"footnote/corpus/doc"
)

// unread is what could not be read of a document, by page index.
type unread struct {
	glyphs   map[int]int // number of glyphs without a character
	pictures []int       // pages with pictures but no text
	fields   []int       // pages with too many fields

	figures map[int][]box // pictures on pages with text
	objects int           // number of objects that may still be examined for them

	alternatives map[int][]string // alternative texts of the pictures, from tags
	tags         int              // number of tags that may still be examined

	glyphsOnly []int // pages with nothing but such glyphs
}

// unmapped reports whether the font of the character at index does not say which character it
// is. PDFium then returns the number of its glyph.
func (p page) unmapped(index int) bool {
	char, err := p.FPDFText_GetCharIndexFromTextIndex(&requests.FPDFText_GetCharIndexFromTextIndex{TextPage: p.text, NTextIndex: index})
	if err != nil {
		return false
	}
	got, err := p.FPDFText_HasUnicodeMapError(&requests.FPDFText_HasUnicodeMapError{TextPage: p.text, Index: char.CharIndex})
	return err == nil && got.HasUnicodeMapError
}

// textless counts, up to most, the characters of the page that are missing in its text because
// their font does not say which they are. characters is their total number.
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

// withoutGlyphs returns the lines without the words that consist of glyph numbers instead of text,
// and the number of glyphs lost. If the glyph numbers are those of ASCII, as in many old files, they
// are text. A single glyph at the beginning of a line is the mark of a list item.
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

// readable reports whether text may be in a language with Latin letters: mostly small letters,
// of which at least a fifth are vowels.
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

// showsPicture reports whether the page has a picture, or a form object, which may contain one.
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

// maxObjects is the maximum number of objects on a page that are examined for a picture.
const maxObjects = 100

// warning says what was not read, and where. It is empty if everything was read.
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
		all = append(all, fmt.Sprintf("%s: pictures without text, which are not read; set FOOTNOTE_VISION_MODEL to have a model read them, or run OCR on the file first", ranges(u.pictures)))
	}
	if len(u.fields) > 0 {
		all = append(all, fmt.Sprintf("%s: more than %d fields and notes, which are not read", ranges(u.fields), maxAnnotations))
	}
	return strings.Join(all, "; ")
}

// ranges names pages, in order, such as "pages 1, 3-5".
func ranges(pages []int) string {
	numbers := make([]int, len(pages))
	for i, page := range pages {
		numbers[i] = page + 1
	}
	return doc.Numbered(numbers)
}

// numbers returns the numbers of the pages without readable text.
func (u unread) numbers() []int {
	var all []int
	for _, page := range slices.Concat(u.pictures, u.glyphsOnly) {
		all = append(all, page+1)
	}
	slices.Sort(all)
	return all
}

// without returns what is still unread after pages were read from pictures.
func (u unread) without(seen doc.Seen) unread {
	u.pictures = nil // seen has those that were not read
	u.glyphs = maps.Clone(u.glyphs)
	for number := range seen.Blocks {
		delete(u.glyphs, number-1)
	}
	return u
}
