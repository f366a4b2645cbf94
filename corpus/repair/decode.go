package repair

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	utf16 "golang.org/x/text/encoding/unicode"

	"footnote/corpus/doc"
)

// Text returns the contents of a file in UTF-8 with "\n" as line ends. label is the character
// set declared by the file or its sender; it may be empty or wrong.
func Text(f doc.File, label string) (string, error) {
	if other := doc.NotText(f.Data); other != nil {
		return "", other
	}
	text, err := decode(f.Data, encodingOf(label))
	if err != nil || !strings.Contains(text, "\r") {
		return text, err
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), nil
}

// IsKnownLabel reports whether label names a known character set other than UTF-8.
func IsKnownLabel(label string) bool { return encodingOf(label) != nil }

// encodingOf returns the encoding with that label, or nil. It returns nil for UTF-8, which is
// recognized by the text itself.
func encodingOf(label string) encoding.Encoding {
	enc, name := charset.Lookup(label)
	if name == "utf-8" || name == "replacement" {
		return nil
	}
	return enc
}

// NewReader decodes in from the encoding with that label.
func NewReader(label string, in io.Reader) (io.Reader, error) {
	return charset.NewReaderLabel(label, in)
}

// GBK decodes GBK. ok is false if raw is not GBK.
func GBK(raw string) (text string, ok bool) {
	text, err := simplifiedchinese.GBK.NewDecoder().String(raw)
	return text, err == nil
}

// decode converts the bytes of a file to UTF-8 without a byte order mark. declared is the
// encoding that the file declares, or nil.
//
// It goes from certain to likely: byte order mark; valid UTF-8; the declared encoding, unless
// the text turns out to be Chinese in another one; GB18030 or Big5, whichever gives Chinese
// words; Japanese and Korean. A few bytes that cannot be decoded become U+FFFD each, and the
// article's readers are warned. If no encoding fits, the error has the position of the first
// bad byte.
func decode(raw []byte, declared encoding.Encoding) (string, error) {
	switch {
	case bytes.HasPrefix(raw, []byte("\xEF\xBB\xBF")):
		return utf8Text(raw[3:], 3)
	case bytes.HasPrefix(raw, []byte("\xFF\xFE")):
		return readAs(raw[2:], 2, "UTF-16", utf16.UTF16(utf16.LittleEndian, utf16.IgnoreBOM))
	case bytes.HasPrefix(raw, []byte("\xFE\xFF")):
		return readAs(raw[2:], 2, "UTF-16", utf16.UTF16(utf16.BigEndian, utf16.IgnoreBOM))
	}
	if utf8.Valid(raw) || mostlyUTF8(raw) {
		text, err := utf8Text(raw, 0)
		if nul := bytes.IndexByte(raw, 0); err != nil && nul >= 0 {
			return unmarkedUTF16(raw, nul)
		}
		return text, err
	}
	if nul := bytes.IndexByte(raw, 0); nul >= 0 {
		text, err := unmarkedUTF16(raw, nul)
		if err == nil || isBinary(raw) {
			return text, err
		}
	}
	return legacy(raw, declared)
}

// legacy decodes text that is neither UTF-8 nor UTF-16.
func legacy(raw []byte, declared encoding.Encoding) (string, error) {
	if declared == nil {
		text, err := chinese(raw)
		if err == nil {
			return text, nil
		}
		if text := japaneseOrKorean(raw); text != "" {
			return text, nil
		}
		// In a long ASCII text, a few other bytes are damage rather than another language.
		if damaged := replaceBad(raw); countLost(damaged)*rareDamage <= utf8.RuneCountInString(damaged) {
			return damaged, nil
		}
		return "", err
	}
	text, err := readAs(raw, 0, "the encoding that it declares", declared)
	if err == nil && strings.ContainsFunc(text, doc.IsKanaOrHangul) {
		return text, nil
	}
	// Servers declare Western European of everything, and Big5 has a character for
	// nearly every pair of bytes: what gives no words was perhaps declared wrongly.
	if other, otherErr := chinese(raw); otherErr == nil && isChineseText(other) {
		return other, nil
	}
	return text, err
}

// isChineseText reports whether a good part of a text is Chinese. Western European text read as
// GB18030 has only a few Han characters.
func isChineseText(text string) bool {
	han, all := 0, 0
	for _, r := range text {
		all++
		if doc.IsHan(r) {
			han++
		}
	}
	return han >= 10 && han*10 > all
}

// utf8Text decodes UTF-8 whose first byte is at offset in the file.
func utf8Text(raw []byte, offset int) (string, error) {
	if isBinary(raw) {
		return "", binary(raw, bytes.IndexByte(raw, 0), offset)
	}
	text := replaceBad(raw)
	if utf8.Valid(raw) || isReadable(text) {
		return text, nil
	}
	i := firstInvalid(raw)
	return "", badByte(raw, i, offset, fmt.Sprintf("(0x%02X) is not UTF-8", raw[i]))
}

// unmarkedUTF16 decodes UTF-16 without a byte order mark; nul is the position of its first NUL
// byte. Only the right byte order gives words and line ends, and a binary file gives unassigned
// characters in both.
func unmarkedUTF16(raw []byte, nul int) (string, error) {
	lexicon, err := newVocabulary()
	if err != nil {
		return "", err
	}
	best, bestScore := "", 0
	for _, order := range []utf16.Endianness{utf16.LittleEndian, utf16.BigEndian} {
		text, err := readAs(raw, 0, "UTF-16", utf16.UTF16(order, utf16.IgnoreBOM))
		if err != nil || printable(text) < 0.98 {
			continue
		}
		score, _ := lexicon.count(text)
		for _, r := range text {
			if r == '\n' || doc.IsASCIILetter(r) {
				score++
			}
		}
		if score > bestScore {
			best, bestScore = text, score
		}
	}
	if bestScore < 3 { // fewer may be a coincidence
		return "", binary(raw, nul, 0)
	}
	return best, nil
}

// chinese decodes raw as GB18030 or Big5, whichever gives more Chinese words.
func chinese(raw []byte) (string, error) {
	lexicon, err := newVocabulary()
	if err != nil {
		return "", err
	}
	var best string
	var bestShare float64
	var bestErr error
	for _, c := range []struct {
		name string
		encoding.Encoding
	}{{"GB18030", simplifiedchinese.GB18030}, {"Big5", traditionalchinese.Big5}} {
		text, err := readAs(raw, 0, c.name, c.Encoding)
		found, pairs := lexicon.count(text)
		if share := float64(found) / float64(max(pairs, 1)); share > bestShare {
			best, bestShare, bestErr = text, share, err
		}
	}
	// Rightly decoded prose has words in a fifth of its pairs and more; wrongly
	// decoded prose, in one of a hundred.
	if bestShare < 0.05 {
		i := firstInvalid(raw)
		return "", badByte(raw, i, 0, fmt.Sprintf("(0x%02X) is not UTF-8, and the text is neither GB18030 nor Big5", raw[i]))
	}
	return best, bestErr
}

// printable returns the share of characters that are neither control characters nor unassigned.
func printable(text string) float64 {
	good, all := 0, 0
	for _, r := range text {
		all++
		if r == '\n' || r == '\r' || r == '\t' || unicode.IsPrint(r) {
			good++
		}
	}
	return float64(good) / float64(max(all, 1))
}

const hintConvert = "save the file as UTF-8, for example with iconv -f ENCODING -t UTF-8"

// badByte returns the error for the byte raw[i] of a text in an unknown encoding; raw starts at
// offset in the file.
func badByte(raw []byte, i, offset int, what string) error {
	return &doc.Error{Reason: atByte(raw, i, offset, what), Hint: hintConvert}
}

// binary returns the error for a file that is no text, as the NUL raw[i] shows.
func binary(raw []byte, i, offset int) error {
	return &doc.Error{Reason: atByte(raw, i, offset, "is a NUL: this looks like a binary file"), Hint: "check that it is the right file"}
}

// atByte says where in the file the byte raw[i] is, and what is wrong with it.
func atByte(raw []byte, i, offset int, what string) string {
	line := 1 + bytes.Count(raw[:i], []byte("\n"))
	return fmt.Sprintf("byte %d (line %d) %s", offset+i, line, what)
}
