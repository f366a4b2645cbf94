package repair

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"

	"footnote/corpus/doc"
)

// mojibake restores text that was decoded in the wrong encoding, if the repair is certain:
//
//   - UTF-8 read as Windows-1252 (ç›¤å¤),
//   - UTF-8 read as GBK (鐩ゅ彜),
//   - GBK whose pairs of bytes were read one byte late (see misaligned.go).
type mojibake struct {
	words  *Vocabulary
	decode []rune         // character by GBK code; 0 if there is none
	encode []uint16       // GBK code by character
	seen   map[uint64]int // number of occurrences in the article, by character and by pair
	total  int            // number of characters in the article

	searches int      // number of runs examined so far
	doubtful []string // pieces that look broken and have no certain repair
}

// maxSeen is the maximum number of characters and pairs that are counted. The longest novels
// have half as many; noise has millions.
const maxSeen = 400_000

func newMojibake(w *Vocabulary) *mojibake {
	m := &mojibake{words: w, decode: make([]rune, 1<<16), encode: make([]uint16, 1<<16), seen: map[uint64]int{}}
	decoder := simplifiedchinese.GBK.NewDecoder()
	var out [8]byte
	for lead := 0x81; lead <= 0xFE; lead++ {
		for trail := 0x40; trail <= 0xFE; trail++ {
			n, _, err := decoder.Transform(out[:], []byte{byte(lead), byte(trail)}, true)
			r, size := utf8.DecodeRune(out[:n])
			if err != nil || r == utf8.RuneError || size != n {
				continue
			}
			code := uint16(lead)<<8 | uint16(trail)
			m.decode[code] = r
			m.encode[r] = code
		}
	}
	return m
}

// gbk returns the GBK code of r, or 0.
func (m *mojibake) gbk(r rune) uint16 {
	if r < 0 || int(r) >= len(m.encode) {
		return 0
	}
	return m.encode[r]
}

// pair returns the key in seen of a pair of characters or, if a is alone, of one.
func pair(a, b rune) uint64 { return uint64(uint32(a))<<32 | uint64(uint32(b)) }

const alone = -1

// learn adds by to the counts of all characters and pairs of a text of the article. If by is
// -1, it removes the text again.
func (m *mojibake) learn(text []rune, by int) {
	var last rune
	for _, r := range text {
		if doc.IsHan(r) {
			m.total += by
			m.count(pair(alone, r), by)
			m.count(pair(last, r), by)
		}
		last = r
	}
}

func (m *mojibake) count(key uint64, by int) {
	if _, known := m.seen[key]; known || len(m.seen) < maxSeen {
		m.seen[key] += by
	}
}

// repairBlocks repairs all blocks except code and returns how many runs it restored.
func (m *mojibake) repairBlocks(blocks []doc.Block) int {
	for _, b := range blocks {
		if !b.Verbatim {
			m.learn([]rune(b.Text), 1)
		}
	}
	n := 0
	for i := range blocks {
		if !blocks[i].Verbatim {
			n += apply(&blocks[i].Text, m.repair)
		}
	}
	return n
}

// repair restores every run of text for which the repair is certain, and returns how many there
// were.
func (m *mojibake) repair(text string) (string, int) {
	text, latin := m.latinRuns(text)
	text, gbk := m.gbkRuns(text)
	text, late := m.misalignedRuns(text)
	return text, latin + gbk + late
}

// latinRuns restores UTF-8 that was read as Windows-1252: runs of non-ASCII characters whose
// bytes in that encoding are UTF-8 with Han characters.
func (m *mojibake) latinRuns(text string) (string, int) {
	inRun := func(r rune) bool {
		b, ok := latinByte(r)
		return ok && b >= 0x80
	}
	return mapRuns(text, inRun, func(run string) (string, bool) {
		raw := make([]byte, 0, len(run))
		for _, r := range run {
			b, _ := latinByte(r)
			raw = append(raw, b)
		}
		restored := string(raw)
		return restored, utf8.Valid(raw) && strings.ContainsFunc(restored, doc.IsHan)
	})
}

// latinByte returns the byte of r in Windows-1252 or, if it is not in that, in Latin-1.
func latinByte(r rune) (byte, bool) {
	if r >= 0x80 && r < 0xA0 {
		return byte(r), true
	}
	return charmap.Windows1252.EncodeRune(r)
}

// gbkRuns restores UTF-8 that was read as GBK: runs whose GBK bytes are UTF-8 and form more
// words than the run does.
func (m *mojibake) gbkRuns(text string) (string, int) {
	inRun := func(r rune) bool { return m.gbk(r) != 0 }
	return mapRuns(text, inRun, func(run string) (string, bool) {
		if len(run) < 12 { // at least four Han characters
			return "", false
		}
		raw, ok := m.utf8Bytes(run)
		if !ok {
			return "", false
		}
		before, _ := m.words.count(run)
		after, pairs := m.words.count(string(raw))
		return string(raw), after >= 2 && after > before && 5*after >= pairs
	})
}

// utf8Bytes returns the GBK bytes of run if they consist of three-byte UTF-8 characters, as
// nearly all Chinese ones are. It stops at the first byte that does not fit.
func (m *mojibake) utf8Bytes(run string) (raw []byte, ok bool) {
	checked := 0
	for _, r := range run {
		code := m.gbk(r)
		raw = append(raw, byte(code>>8), byte(code))
		for ; len(raw)-checked >= 3; checked += 3 {
			if _, size := utf8.DecodeRune(raw[checked:]); size != 3 {
				return nil, false
			}
		}
	}
	return raw, checked == len(raw)
}

// mapRuns passes every maximal run of characters for which inRun is true to restore, and
// replaces it if that returns true. It returns how many runs were replaced.
func mapRuns(text string, inRun func(rune) bool, restore func(string) (string, bool)) (string, int) {
	var out strings.Builder
	n, kept := 0, 0
	flush := func(start, end int) {
		if restored, ok := restore(text[start:end]); ok {
			out.WriteString(text[kept:start])
			out.WriteString(restored)
			kept = end
			n++
		}
	}
	start := -1
	for i, r := range text {
		switch {
		case inRun(r) && start < 0:
			start = i
		case !inRun(r) && start >= 0:
			flush(start, i)
			start = -1
		}
	}
	if start >= 0 {
		flush(start, len(text))
	}
	if n == 0 {
		return text, 0
	}
	out.WriteString(text[kept:])
	return out.String(), n
}
