package samples

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
)

// A PDFFont is an encoding of text in a PDF. None of them embeds a font in the file.
type PDFFont int

const (
	UniGB    PDFFont = iota // the predefined CMap UniGB-UTF16-H, which readers must know
	UniCNS                  // the predefined CMap UniCNS-UTF16-H
	Identity                // glyph numbers, with a ToUnicode CMap in the file
	Vertical                // the predefined CMap UniGB-UTF16-V, for vertical text
	Nameless                // glyph numbers, without anything that maps them to characters
)

// A PDFDocument describes a PDF that [PDFDocument.Bytes] writes.
type PDFDocument struct {
	Title, Author string
	Created       string      // in the file's format, such as D:20060102150405+08'00'; empty for none
	Pages         [][]string  // the lines of each page; an empty one is a blank line
	Drawn         [][]PDFText // used instead of Pages: the texts of each page with their positions
	Font          PDFFont
	Page          string // further entries of every page, such as /Rotate 90
	Beneath       string // operators that draw beneath the text of every page
}

// A PDFText is a text that begins at X and Y, in points from the lower left corner. Latin letters
// are half as wide as high.
type PDFText struct {
	X, Y, Size float64
	Text       string
	Apart      bool // whether each character is a text object of its own
}

// PDF makes a PDF 1.7 of A4 pages, each a list of lines. The result depends only on the arguments.
func PDF(title, author string, pages [][]string) []byte {
	return PDFDocument{Title: title, Author: author, Pages: pages}.Bytes()
}

// These are the numbers of the objects that every document has. Pages and their contents follow.
const (
	catalogObject = iota + 1
	pagesObject
	infoObject
	fontObject
	cidFontObject
	descriptorObject
	toUnicodeObject
	firstPageObject
)

// Bytes returns the document. See ISO 32000-1, 7.5 for its structure and 9.7 for its fonts.
func (d PDFDocument) Bytes() []byte {
	glyphs := d.glyphs()
	w := newPDFWriter()
	w.object("<</Type/Catalog/Pages 2 0 R>>")
	var kids strings.Builder
	for i := range max(len(d.Pages), len(d.Drawn)) {
		fmt.Fprintf(&kids, "%d 0 R ", firstPageObject+2*i)
	}
	w.object(fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d/MediaBox[0 0 595 842]/Resources<</Font<</F %d 0 R>>>>>>", kids.String(), max(len(d.Pages), len(d.Drawn)), fontObject))
	w.object(d.info())
	d.writeFont(w, glyphs)
	page := func(i int, content string) {
		w.object(fmt.Sprintf("<</Type/Page/Parent 2 0 R/Contents %d 0 R%s>>", firstPageObject+2*i+1, d.Page))
		w.stream("", d.Beneath+content)
	}
	for i, lines := range d.Pages {
		page(i, d.content(lines, glyphs))
	}
	for i, texts := range d.Drawn {
		page(i, d.drawn(texts, glyphs))
	}
	return w.finish(fmt.Sprintf("/Info %d 0 R", infoObject))
}

func (d PDFDocument) info() string {
	created := ""
	if d.Created != "" {
		created = "/CreationDate(" + d.Created + ")"
	}
	return fmt.Sprintf("<</Title<FEFF%s>/Author<FEFF%s>%s>>", utf16Hex(d.Title), utf16Hex(d.Author), created)
}

// glyphs returns the characters of the document, ordered by code point. The number of a glyph is its
// position in this list, from 1.
func (d PDFDocument) glyphs() []rune {
	var all []rune
	for _, lines := range d.Pages {
		for _, line := range lines {
			all = append(all, []rune(line)...)
		}
	}
	for _, texts := range d.Drawn {
		for _, t := range texts {
			all = append(all, []rune(t.Text)...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// writeFont writes the font with its descendant, its descriptor and its CMap.
func (d PDFDocument) writeFont(w *pdfWriter, glyphs []rune) {
	cmap, ordering, widths := "UniGB-UTF16-H", "GB1", "1 95 500"
	switch d.Font {
	case UniCNS:
		cmap, ordering = "UniCNS-UTF16-H", "CNS1"
	case Vertical:
		cmap = "UniGB-UTF16-V"
	case Identity, Nameless:
		// Latin letters come first and are half as wide.
		narrow, _ := slices.BinarySearch(glyphs, 0x2000)
		cmap, ordering, widths = "Identity-H", "Identity", fmt.Sprintf("1 %d 500", max(narrow, 1))
	}
	toUnicode := ""
	if d.Font == Identity {
		toUnicode = fmt.Sprintf("/ToUnicode %d 0 R", toUnicodeObject)
	}
	w.object(fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/Sample/Encoding/%s/DescendantFonts[%d 0 R]%s>>", cmap, cidFontObject, toUnicode))
	w.object(fmt.Sprintf("<</Type/Font/Subtype/CIDFontType0/BaseFont/Sample/CIDSystemInfo<</Registry(Adobe)/Ordering(%s)/Supplement 0>>/FontDescriptor %d 0 R/DW 1000/W[%s]>>", ordering, descriptorObject, widths))
	w.object("<</Type/FontDescriptor/FontName/Sample/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>")
	w.stream("", toUnicodeCMap(glyphs))
}

// toUnicodeCMap returns a CMap from glyphs to characters (Adobe Technical Note 5411).
func toUnicodeCMap(glyphs []rune) string {
	var out strings.Builder
	out.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n/CMapName /Sample def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n")
	for first := 0; first < len(glyphs); first += 100 { // a block has at most 100 entries
		block := glyphs[first:min(first+100, len(glyphs))]
		fmt.Fprintf(&out, "%d beginbfchar\n", len(block))
		for i, r := range block {
			fmt.Fprintf(&out, "<%04X> <%s>\n", first+i+1, utf16Hex(string(r)))
		}
		out.WriteString("endbfchar\n")
	}
	out.WriteString("endcmap CMapName currentdict /CMap defineresource pop end end")
	return out.String()
}

// content draws lines from 72 points below the upper edge. If they do not fit, they are closer
// together.
func (d PDFDocument) content(lines []string, glyphs []rune) string {
	leading := min(20, 700/float64(max(len(lines), 1)))
	var out strings.Builder
	fmt.Fprintf(&out, "BT /F 12 Tf %.2f TL 72 770 Td\n", leading)
	for _, line := range lines {
		fmt.Fprintf(&out, "<%s> Tj T*\n", d.encode(line, glyphs))
	}
	out.WriteString("ET")
	return out.String()
}

// drawn draws the texts of a page.
func (d PDFDocument) drawn(texts []PDFText, glyphs []rune) string {
	var out strings.Builder
	draw := func(x, y, size float64, text string) {
		fmt.Fprintf(&out, "BT /F %.2f Tf %.2f %.2f Td <%s> Tj ET\n", size, x, y, d.encode(text, glyphs))
	}
	for _, t := range texts {
		if !t.Apart {
			draw(t.X, t.Y, t.Size, t.Text)
			continue
		}
		for _, r := range t.Text {
			draw(t.X, t.Y, t.Size, string(r))
			switch {
			case d.Font == Vertical:
				t.Y -= t.Size
			case r < 0x2000:
				t.X += t.Size / 2
			default:
				t.X += t.Size
			}
		}
	}
	return out.String()
}

func (d PDFDocument) encode(line string, glyphs []rune) string {
	if d.Font != Identity && d.Font != Nameless {
		return utf16Hex(line)
	}
	var out strings.Builder
	for _, r := range line {
		i, _ := slices.BinarySearch(glyphs, r)
		fmt.Fprintf(&out, "%04X", i+1)
	}
	return out.String()
}

func utf16Hex(s string) string {
	var out strings.Builder
	for _, unit := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&out, "%04X", unit)
	}
	return out.String()
}

// A pdfWriter numbers objects from 1 and records their offsets.
type pdfWriter struct {
	bytes.Buffer
	offsets []int
}

func newPDFWriter() *pdfWriter {
	w := &pdfWriter{}
	w.WriteString("%PDF-1.7\n%\xE6\x96\x87\xE5\xAD\x97\n") // the second line marks the file as binary
	return w
}

func (w *pdfWriter) object(body string) {
	w.offsets = append(w.offsets, w.Len())
	fmt.Fprintf(w, "%d 0 obj\n%s\nendobj\n", len(w.offsets), body)
}

// stream writes a stream. data must already be encoded with the filters that entries name.
func (w *pdfWriter) stream(entries, data string) {
	w.object(fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", entries, len(data), data))
}

// finish writes the cross-reference table and the trailer, with further entries.
func (w *pdfWriter) finish(entries string) []byte {
	start := w.Len()
	fmt.Fprintf(w, "xref\n0 %d\n0000000000 65535 f \n", len(w.offsets)+1)
	for _, at := range w.offsets {
		fmt.Fprintf(w, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(w, "trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(w.offsets)+1, entries, start)
	return w.Bytes()
}
