package repair

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"

	"footnote/corpus/doc"
)

// mojibake restores text that a machine decoded wrongly, where what it restores
// is certain:
//   - UTF-8 read as Windows-1252 (ç›¤å¤),
//   - UTF-8 read as GBK (鐩ゅ彜),
//   - GBK whose pairs of bytes were read one byte late (see misaligned.go).
type mojibake struct {
	words  *Vocabulary
	decode []rune         // by the two bytes of a GBK code; 0 where it has none
	encode []uint16       // the other way round
	seen   map[uint64]int // how often the article has a character, and a pair
	total  int            // how many characters it has

	searches int      // for the bytes of a run, so far
	doubtful []string // what looks broken and has no certain repair
}

// maxSeen bounds the characters and pairs that are counted. The longest novels
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

// gbk is the GBK code of r, or 0.
func (m *mojibake) gbk(r rune) uint16 {
	if r < 0 || int(r) >= len(m.encode) {
		return 0
	}
	return m.encode[r]
}

// pair is the key in seen of two characters, and of one where a is alone.
func pair(a, b rune) uint64 { return uint64(uint32(a))<<32 | uint64(uint32(b)) }

const alone = -1

// learn counts the characters of a text of the article, and the pairs of them,
// by times each; -1 takes a text out again.
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

// repairBlocks repairs all but code and returns how many runs it restored.
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

// repair returns text with every run restored that it is certain of, and how
// many those are.
func (m *mojibake) repair(text string) (string, int) {
	text, latin := m.latinRuns(text)
	text, gbk := m.gbkRuns(text)
	text, late := m.misalignedRuns(text)
	return text, latin + gbk + late
}

// latinRuns restores UTF-8 that was read as Windows-1252: a run of characters
// above ASCII that are, as bytes of that encoding, UTF-8 with Han characters.
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

// latinByte is the byte of r in Windows-1252 or, where that has none, Latin-1.
func latinByte(r rune) (byte, bool) {
	if r >= 0x80 && r < 0xA0 {
		return byte(r), true
	}
	return charmap.Windows1252.EncodeRune(r)
}

// gbkRuns restores UTF-8 that was read as GBK: a run whose GBK bytes are UTF-8
// and make more words than the run has.
func (m *mojibake) gbkRuns(text string) (string, int) {
	inRun := func(r rune) bool { return m.gbk(r) != 0 }
	return mapRuns(text, inRun, func(run string) (string, bool) {
		if len(run) < 12 { // four Han characters at least
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

// utf8Bytes are the GBK bytes of run if they are characters of three bytes in UTF-8,
// as nearly all Chinese ones are. Of other runs it does not look at more than it
// has to.
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

// mapRuns gives every longest run of characters for which inRun holds to
// restore and puts in what it returns. It returns how many were replaced.
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
