package repair

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"

	"footnote/corpus/doc"
)

// These limits say how much of a text may be lost. If more is, the text was decoded in the
// wrong encoding.
const (
	readableDamage = 50  // characters for each damaged place, not counting the first
	rareDamage     = 200 // the same, if nothing else tells the encoding
	nulDamage      = 20  // characters for each run of NUL bytes; binary files have more runs
)

// readAs decodes raw, whose first byte is at offset in the file. Each byte that cannot be
// decoded becomes U+FFFD. If there are too many, readAs returns the text together with an error
// that has the position of the first.
func readAs(raw []byte, offset int, name string, enc encoding.Encoding) (string, error) {
	out, err := enc.NewDecoder().Bytes(raw)
	if err != nil {
		return "", fmt.Errorf("decode %s: %w", name, err)
	}
	text := replaceBad(out)
	if isReadable(text) {
		return text, nil
	}
	before, err := enc.NewEncoder().String(text[:strings.IndexRune(text, utf8.RuneError)])
	if err != nil {
		return text, &doc.Error{Reason: "holds bytes that are not " + name, Hint: hintConvert}
	}
	return text, badByte(raw, min(len(before), len(raw)-1), offset, "is not "+name)
}

// replaceBad replaces with U+FFFD each run of bytes in raw that are not UTF-8, or that are NUL,
// which a program may leave behind if it stops while writing.
func replaceBad(raw []byte) string {
	text := strings.ToValidUTF8(string(raw), "\uFFFD")
	if strings.IndexByte(text, 0) < 0 {
		return text
	}
	var out strings.Builder
	last := rune(-1)
	for _, r := range text {
		switch {
		case r != 0:
			out.WriteRune(r)
		case last != 0:
			out.WriteRune(utf8.RuneError)
		}
		last = r
	}
	return out.String()
}

// isReadable reports whether next to nothing of a text was lost.
func isReadable(text string) bool {
	return countLost(text) <= 1+utf8.RuneCountInString(text)/readableDamage
}

// countLost counts the places at which something was lost.
func countLost(text string) int {
	n := 0
	last := rune(0)
	for _, r := range text {
		if r == utf8.RuneError && last != r {
			n++
		}
		last = r
	}
	return n
}

// isBinary reports whether raw has more runs of NUL bytes than a damaged text, or has other
// control characters as well.
func isBinary(raw []byte) bool {
	runs, controls, rest := 0, 0, 0
	last := byte(1)
	for _, c := range raw {
		switch {
		case c == 0 && last != 0:
			runs++
		case c == 0, c >= 0x80 && c < 0xC0: // part of a longer character or run
		case c < ' ' && !strings.ContainsRune("\t\n\v\f\r\x1b", rune(c)):
			controls++
		default:
			rest++
		}
		last = c
	}
	return runs > 0 && (runs+controls)*nulDamage > rest
}

// mostlyUTF8 distinguishes UTF-8 with a few damaged bytes from other encodings. Text in other
// encodings hardly ever contains a well-formed three-byte sequence by chance, while damaged
// UTF-8 contains many of them, or many two-byte sequences and next to nothing else.
func mostlyUTF8(raw []byte) bool {
	good, two, bad := 0, 0, 0
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRune(raw[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size >= 3:
			good++
		case size == 2:
			two++
		}
		i += size
	}
	return good > 2*bad || two > 10*bad
}

func firstInvalid(raw []byte) int {
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(raw)
}
