package repair

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"

	"footnote/corpus/doc"
)

// How much of a text may be lost. Where it is more, the text was read as what it is
// not.
const (
	readableDamage = 50  // characters to each place that is damaged, after the first
	rareDamage     = 200 // and where nothing else tells the encoding
	nulDamage      = 20  // and to each place of NUL bytes; binary files have more of them
)

// readAs decodes raw, whose first byte is at offset in the file. U+FFFD stands for
// each byte that cannot be read. Where those are too many it returns an error with
// the position of the first, and still the text.
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

// replaceBad is raw with U+FFFD for each run of bytes that are not UTF-8 and of NUL
// bytes, which programs leave behind that stop in the middle of writing.
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

// isReadable reports a text of which next to nothing was lost.
func isReadable(text string) bool {
	return countLost(text) <= 1+utf8.RuneCountInString(text)/readableDamage
}

// countLost counts the places where something was lost.
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

// isBinary reports more runs of NUL bytes than a damaged text has, or other control
// characters beside them.
func isBinary(raw []byte) bool {
	runs, controls, rest := 0, 0, 0
	last := byte(1)
	for _, c := range raw {
		switch {
		case c == 0 && last != 0:
			runs++
		case c == 0, c >= 0x80 && c < 0xC0: // goes on
		case c < ' ' && !strings.ContainsRune("\t\n\v\f\r\x1b", rune(c)):
			controls++
		default:
			rest++
		}
		last = c
	}
	return runs > 0 && (runs+controls)*nulDamage > rest
}

// mostlyUTF8 tells UTF-8 with a few damaged bytes from another encoding: by
// chance, text of another encoding hardly ever holds a well-formed sequence of
// three bytes, and damaged UTF-8 holds many of them; or it has many of two, and
// next to nothing else.
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
