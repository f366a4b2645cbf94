package repair

import (
	"slices"
	"strings"
	"unicode"

	"footnote/corpus/doc"
)

// Misaligned text is GBK of which a program lost one byte, so that it read every
// following pair of bytes from the middle of two: 因為通用大模型 becomes
// 因?橥ㄓ么竽P. Pairs that GBK leaves to its users are lost on the way, and
// full-width letters become narrow. The run ends where a single byte puts the
// program in step again.

const (
	runWindow = 10 // characters examined to notice a run
	runWords  = 3  // words that they must form when read one byte later
	maxRun    = 80 // maximum length of a run in characters

	// maxSearches is the maximum number of runs that are examined, each of which takes tenths of a
	// second. The worst article seen so far has one.
	maxSearches = 20
)

// misalignedRuns restores the misaligned runs of text for which the repair is certain, and
// returns how many there were.
func (m *mojibake) misalignedRuns(text string) (string, int) {
	n := 0
	runes := []rune(text)
	defer func() { m.doubtful = append(m.doubtful, m.torn(runes)...) }()
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

// plausible reports whether a reading leaves nothing broken behind: it contains words and no
// full-width letters, and the sign of a lost byte is not before it. Most of the guesses are
// made at the beginning of the run, as pairs lost there leave no trace, so its first character
// must form a word with what precedes it. Each of the others must form a word with a neighbour,
// or be one of standAlone.
func (m *mojibake) plausible(runes []rune, r reading) bool {
	found, _ := m.words.count(string(r.text))
	before := string(runes[max(0, r.start-runWindow):r.start])
	wide := func(c rune) bool { return c >= '！' && c <= '～' && unicode.IsLetter(c) }
	if found < runWords || strings.ContainsAny(before, "?？") || strings.ContainsFunc(string(r.text), wide) {
		return false
	}
	whole := slices.Concat(runes[max(0, r.start-1):r.start], r.text, runes[r.end:min(len(runes), r.end+1)])
	first := min(1, r.start)
	if first > 0 && !m.words.Has(whole[0], whole[1]) {
		return false
	}
	for i := first; i < first+len(r.text); i++ {
		joined := i > 0 && m.words.Has(whole[i-1], whole[i]) || i+1 < len(whole) && m.words.Has(whole[i], whole[i+1])
		if doc.IsHan(whole[i]) && !joined && !strings.ContainsRune(standAlone, whole[i]) {
			return false
		}
	}
	return true
}

// standAlone are the characters that are most often words by themselves.
const standAlone = "的一是不了在有和與与及或而但也都就將将把被對对於于為为從从到向以由其這这那之個个中上下裡里後后前很更最再又還还會会能可要想讓让使給给比所地得著着過过大小新多每各"

// findMisaligned returns the start of the first misaligned run at or after from, or -1.
func (m *mojibake) findMisaligned(runes []rune, from int) int {
	var late, plain [3]int // word counts of the windows at i, i+1 and i+2, by index modulo 3
	known := from          // the first window not counted yet
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
		if best >= runWords && start == i && slices.ContainsFunc(runes[i:min(len(runes), i+runWindow)], doc.IsHan) {
			return i
		}
	}
	return -1
}

// window counts the words in w, read one byte late and read as it is.
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

// code returns the GBK code that r had before it was made narrow, or 0.
func (m *mojibake) code(r rune) uint16 {
	if r > ' ' && r < 0x7F {
		return 0xA300 | uint16(r) + 0x80
	}
	return m.gbk(r)
}

const (
	tornWindow   = 8 // characters after the sign of a lost byte
	tornUncommon = 3 // minimum number of uncommon ones among them
	uncommon     = 6 // maximum of the logarithm of a character's frequency
)

// torn returns pieces of text that begin with the sign of a lost byte, continue with characters
// that form no words, and could not be restored.
func (m *mojibake) torn(runes []rune) []string {
	var pieces []string
	for i := 1; i+tornWindow/2 < len(runes) && len(pieces) < maxSearches; i++ {
		if runes[i] != '?' || !doc.IsHan(runes[i-1]) || runes[i+1] < 0x80 {
			continue
		}
		w := runes[i+1 : min(len(runes), i+1+tornWindow)]
		words, odd := 0, 0
		for j, c := range w {
			if m.isUncommon(c) {
				odd++
			}
			if j > 0 && m.words.Has(w[j-1], c) {
				words++
			}
		}
		known := slices.ContainsFunc(m.doubtful, func(d string) bool { return strings.Contains(d, string(w[2:4])) })
		if words <= 1 && odd >= min(tornUncommon, (len(w)+1)/2) && !known {
			pieces = append(pieces, string(runes[i:i+1+len(w)]))
		}
	}
	return pieces
}

// isUncommon reports whether c hardly ever occurs in Chinese text. Letters of other scripts do
// not count, as a sentence in Russian may follow.
func (m *mojibake) isUncommon(c rune) bool {
	if doc.IsHan(c) {
		return m.words.uses[c] <= uncommon
	}
	return c >= 0x80 && m.gbk(c) != 0 && !unicode.IsPunct(c) && !unicode.IsLetter(c)
}
