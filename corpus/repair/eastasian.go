package repair

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
)

// minSyllables is how many kana or Hangul syllables make a language certain.
const minSyllables = 20

// japaneseOrKorean decodes raw if every byte of it is certainly Japanese, in Shift_JIS or
// EUC-JP, or Korean. Otherwise it returns "".
func japaneseOrKorean(raw []byte) string {
	for _, c := range []struct {
		encoding.Encoding
		syllables *unicode.RangeTable
		percent   int // the minimum percentage of syllables among the non-ASCII letters
	}{{japanese.ShiftJIS, kana, 30}, {japanese.EUCJP, kana, 30}, {korean.EUCKR, unicode.Hangul, 90}} {
		out, err := c.NewDecoder().Bytes(raw)
		if err != nil {
			continue
		}
		text, found, letters := string(out), 0, 0
		for _, r := range text {
			switch {
			case r == utf8.RuneError || unicode.Is(halfWidth, r): // text in other encodings, read as Shift_JIS, is full of these
				letters += len(raw)
			case r < utf8.RuneSelf || !unicode.IsLetter(r):
			case unicode.Is(c.syllables, r):
				found++
				fallthrough
			default:
				letters++
			}
		}
		if found >= minSyllables && found*100 >= letters*c.percent {
			return text
		}
	}
	return ""
}

var (
	kana      = &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0x3041, Hi: 0x30FE, Stride: 1}}}
	halfWidth = &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0xFF61, Hi: 0xFF9F, Stride: 1}}}
)
