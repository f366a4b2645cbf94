package repair

import (
	"slices"
	"strings"
	"unicode"
)

// Misaligned text is GBK of which a program lost one byte, so that it read every
// following pair of bytes from the middle of two: 因為通用大模型 becomes
// 因?橥ㄓ么竽P. Pairs that GBK leaves to its users are lost on the way, and
// full-width letters become narrow. The run ends where a single byte puts the
// program in step again.

const (
	runWindow = 10 // characters looked at to notice a run
	runWords  = 3  // words that they must make, read one byte later
	maxRun    = 80 // characters of a run at most

	// maxSearches bounds the runs that are looked into, of which each takes
	// tenths of a second. The worst article that was met has one.
	maxSearches = 20
)

// misalignedRuns restores the misaligned runs of text where that is certain, and
// returns how many it restored.
func (m *mojibake) misalignedRuns(text string) (string, int) {
	n := 0
	runes := []rune(text)
	for from := 0; ; {
		start := m.findMisaligned(runes, from)
		if start < 0 {
			break
		}
		if m.searches++; m.searches > maxSearches {
			m.doubtful = append(m.doubtful, string(runes[start:min(len(runes), start+runWindow)]))
			break
		}
		r, certain := m.realign(runes, start)
		if !certain || !m.plausible(runes, r) {
			m.doubtful = append(m.doubtful, string(runes[start:min(len(runes), start+runWindow)]))
			from = start + runWindow
			continue
		}
		runes = slices.Replace(runes, r.start, r.end, r.text...)
		from = r.start + len(r.text)
		n++
	}
	if n == 0 {
		return text, 0
	}
	return string(runes), n
}

// plausible reports whether a reading leaves nothing broken behind: it has
// words, no full-width letters, and the sign of a lost byte is not before it.
func (m *mojibake) plausible(runes []rune, r reading) bool {
	found, _ := m.words.count(string(r.text))
	before := string(runes[max(0, r.start-runWindow):r.start])
	wide := func(c rune) bool { return c >= '！' && c <= '～' && unicode.IsLetter(c) }
	return found >= runWords && !strings.ContainsAny(before, "?？") && !strings.ContainsFunc(string(r.text), wide)
}

// findMisaligned returns where, at or after from, a misaligned run starts, or -1.
func (m *mojibake) findMisaligned(runes []rune, from int) int {
	var late, plain [3]int // of the windows at i, i+1 and i+2, by index modulo 3
	known := from          // the first window that is not counted yet
	for i := from; i+runWindow/2 < len(runes); i++ {
		best, start := 0, -1
		for j := i; j < i+3 && j < len(runes); j++ {
			if j >= known {
				late[j%3], plain[j%3] = m.window(runes[j:min(len(runes), j+runWindow)])
				known = j + 1
			}
			if plain[j%3] <= 1 && late[j%3] >= best {
				best, start = late[j%3], j
			}
		}
		if best >= runWords && start == i {
			return i
		}
	}
	return -1
}

// window counts the words in w, read one byte late and read as it stands.
func (m *mojibake) window(w []rune) (late, plain int) {
	var last rune
	for i := 0; i+1 < len(w); i++ {
		if m.words.Has(w[i], w[i+1]) {
			if plain++; plain > 1 {
				return 0, plain
			}
		}
		a, b := m.code(w[i]), m.code(w[i+1])
		if a == 0 || b == 0 {
			return late, plain
		}
		r := m.decode[a<<8|b>>8]
		if m.words.Has(last, r) {
			late++
		}
		last = r
	}
	return late, plain
}

// code is the GBK code that r had before it was made narrow, or 0.
func (m *mojibake) code(r rune) uint16 {
	if r > ' ' && r < 0x7F {
		return 0xA300 | uint16(r) + 0x80
	}
	return m.gbk(r)
}
