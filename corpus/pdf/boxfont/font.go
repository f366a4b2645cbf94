// Package boxfont makes a font in which every character is the same box. PDFium uses it for
// fonts that a PDF names but does not contain. Without a font, PDFium does not know the
// positions of their characters and leaves them out.
package boxfont

import (
	"encoding/binary"
	"slices"
)

const (
	unitsPerEm = 1000
	ascent     = 880
	descent    = -120
	glyphs     = 2 // one for no character, and one for all
)

// A table is a table of an sfnt file: ISO/IEC 14496-22, 4.
type table struct {
	tag  string
	data []byte
}

// TrueType returns the font file.
func TrueType() []byte {
	outline := box()
	tables := []table{ // in the order of their tags
		{"OS/2", metrics()},
		{"cmap", characters()},
		{"glyf", append(slices.Clone(outline), outline...)},
		{"head", head()},
		{"hhea", words(1, 0, ascent, descent, 0, unitsPerEm, 0, 0, unitsPerEm, 1, 0, 0, 0, 0, 0, 0, 0, glyphs)},
		{"hmtx", words(unitsPerEm, 0, unitsPerEm, 0)},
		{"loca", words(0, len(outline)/2, len(outline))},
		{"maxp", words(1, 0, glyphs, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)},
		{"name", names()},
		{"post", words(3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)},
	}
	file := words(1, 0, len(tables), 128, 3, len(tables)*16-128)
	at := len(file) + 16*len(tables)
	for _, t := range tables {
		file = append(file, t.tag...)
		file = binary.BigEndian.AppendUint32(file, checksum(t.data))
		file = binary.BigEndian.AppendUint32(file, uint32(at))
		file = binary.BigEndian.AppendUint32(file, uint32(len(t.data)))
		at += padded(len(t.data))
	}
	for _, t := range tables {
		file = append(file, t.data...)
		file = append(file, make([]byte, padded(len(t.data))-len(t.data))...)
	}
	return file
}

func padded(n int) int { return (n + 3) &^ 3 }

func checksum(data []byte) (sum uint32) {
	for part := range slices.Chunk(data, 4) {
		var four [4]byte
		copy(four[:], part)
		sum += binary.BigEndian.Uint32(four[:])
	}
	return sum
}

// words are numbers of 16 bits.
func words(values ...int) []byte {
	var out []byte
	for _, v := range values {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	return out
}

// box returns the outline of the only glyph: a square as high and as wide as the em.
func box() []byte {
	outline := words(1, 0, descent, unitsPerEm, ascent, 3, 0) // a contour of four points, no instructions
	outline = append(outline, 1, 1, 1, 1)                     // all of them on the curve
	outline = append(outline, words(0, unitsPerEm, 0, -unitsPerEm)...)
	return append(outline, words(descent, 0, ascent-descent, 0)...)
}

// characters maps all of Unicode to the box, by one group of a table of format 13.
func characters() []byte {
	header := words(0, 1, 3, 10, 0, 12)         // of one table, for Windows and UCS-4
	subtable := words(13, 0, 0, 28, 0, 0, 0, 1) // its length is 28 bytes
	return append(append(header, subtable...), words(0, 0x20, 0x10, 0xFFFF, 0, 1)...)
}

func head() []byte {
	const magic = 0x5F0F3CF5
	out := words(1, 0, 1, 0, 0, 0, magic>>16, magic&0xFFFF, 3, unitsPerEm)
	out = append(out, make([]byte, 16)...) // made and changed at no time
	return append(out, words(0, descent, unitsPerEm, ascent, 0, 8, 2, 0, 0)...)
}

// East Asian code pages of the OS/2 table: Japanese, simplified Chinese, Korean,
// traditional Chinese. PDFium looks by them for a font.
const codePages = 1<<17 | 1<<18 | 1<<19 | 1<<20

func metrics() []byte {
	out := words(1, unitsPerEm, 400, 5, 0) // version, width, weight, breadth, may be embedded
	out = append(out, make([]byte, 22+10)...)
	out = append(out, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) // Unicode ranges
	out = append(out, "none"...)
	out = append(out, words(0x40, 0x20, 0xFFFF, ascent, descent, 0, ascent, -descent)...)
	return append(out, words(codePages>>16, 0, 0, 0)...)
}

func names() []byte {
	const name = "Box"
	var out []byte
	out = append(out, words(0, 3, 6+3*12)...)
	for _, id := range []int{1, 2, 4} { // family, style, full name
		out = append(out, words(1, 0, 0, id, len(name), 0)...) // in Mac Roman
	}
	return append(out, name...)
}
