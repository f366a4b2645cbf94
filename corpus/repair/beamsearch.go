package repair

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"footnote/corpus/doc"
)

// To restore a misaligned run, the byte before it and every pair that was lost
// must be guessed. A beam search over what they can have been keeps the most likely
// readings, by the character model of the vocabulary and of the article itself. The
// repair is certain if no other reading comes near the best.

const (
	beamWidth = 32 // readings kept at each step

	// Scores are natural logarithms of probabilities.
	otherSign = -5.0 // ASCII or a common punctuation mark
	margin    = 2.0  // how much more likely than the next reading a repair must be
)

// remnant matches what is left of the character whose second byte was lost, perhaps with the
// end of its gloss.
var remnant = doc.Pattern(`[?？](?:\p{Latin}{1,6}[)）])?$`)

// A reading is one way to restore runes[start:end].
type reading struct {
	start, end int
	text       []rune
	pending    int // the first byte of a pair whose second has not been read
	score      float64
}

// realign returns the best reading of the run noticed at index noticed, and whether it is
// certain. The run may have started somewhat earlier.
func (m *mojibake) realign(runes []rune, noticed int) (reading, bool) {
	origin, limit := max(0, noticed-runWindow), min(len(runes), noticed+maxRun)
	m.learn(runes[origin:limit], -1) // otherwise the broken text would count as evidence for itself
	defer m.learn(runes[origin:limit], 1)
	// All readings are compared over the range from origin to limit.
	rest := m.unrepaired(runes[:limit], origin)
	done := []reading{{start: origin, end: origin, score: rest[origin]}}
	for start := noticed; start >= origin && m.code(runes[start]) != 0; start-- {
		before := start - len([]rune(remnant().FindString(string(runes[origin:start]))))
		first := reading{start: before, score: rest[origin] - rest[before]}
		done = append(done, m.readings(runes[:limit], start, first, rest)...)
	}
	return certain(done)
}

// readings returns the complete readings of a run that starts at start.
func (m *mojibake) readings(runes []rune, start int, r reading, rest []float64) []reading {
	context := rune(0)
	if r.start > 0 {
		context = runes[r.start-1]
	}
	var done []reading
	beam := m.firstReadings(runes[start], r, context)
	for i := start + 1; i < len(runes) && len(beam) > 0; i++ {
		var next []reading
		for _, r := range beam {
			next = m.step(r, runes[i], context, next)
			for _, e := range m.finish(r, runes[i], context) {
				e.end = i + 1
				if e.end < len(runes) {
					e.score += m.likelihood(e.last(context), runes[e.end]) + rest[e.end] - m.likelihood(runes[i], runes[e.end])
				}
				done = append(done, e)
			}
		}
		beam = prune(next)
	}
	return done
}

// unrepaired returns, for every index from start on, the likelihood of the remaining runes
// without a repair.
func (m *mojibake) unrepaired(runes []rune, start int) []float64 {
	sums := make([]float64, len(runes)+1)
	for i := len(runes) - 1; i >= start; i-- {
		before := rune(0)
		if i > 0 {
			before = runes[i-1]
		}
		sums[i] = sums[i+1] + m.likelihood(before, runes[i])
	}
	return sums
}

// firstReadings tries every first byte for the character whose second byte is the first byte of
// c's pair.
func (m *mojibake) firstReadings(c rune, r reading, context rune) []reading {
	code := m.code(c)
	var beam []reading
	for lead := uint16(0x81); lead <= 0xFE; lead++ {
		if d := m.decode[lead<<8|code>>8]; d != 0 {
			beam = append(beam, m.extend(r, d, context, int(code&0xFF)))
		}
		unknown := r
		unknown.pending = int(lead)
		for _, lost := range m.afterLost(unknown, code>>8, context) {
			lost.pending = int(code & 0xFF)
			beam = append(beam, lost)
		}
	}
	return prune(beam)
}

// step adds to next the readings of c as a misaligned pair, and as a misaligned pair after a
// lost one.
func (m *mojibake) step(r reading, c, context rune, next []reading) []reading {
	code := m.code(c)
	if code == 0 {
		return next
	}
	if d := m.decode[uint16(r.pending)<<8|code>>8]; d != 0 {
		next = append(next, m.extend(r, d, context, int(code&0xFF)))
	}
	for _, lost := range m.afterLost(r, code>>8, context) {
		lost.pending = int(code & 0xFF)
		next = append(next, lost)
	}
	return next
}

// finish returns the readings in which c is the single byte that ends the run.
func (m *mojibake) finish(r reading, c, context rune) []reading {
	if c <= ' ' || c >= 0x7F {
		return nil
	}
	ends := m.afterLost(r, uint16(c), context)
	if d := m.decode[uint16(r.pending)<<8|uint16(c)]; d != 0 {
		ends = append(ends, m.extend(r, d, context, 0))
	}
	return ends
}

// afterLost returns the readings in which a pair was lost between r and the byte second: they
// contain two more characters, and the lost pair is the second byte of one and the first byte
// of the other. Only those that form a word are considered; nothing else would tell them apart.
func (m *mojibake) afterLost(r reading, second uint16, context rune) []reading {
	var found []reading
	for x := uint16(0xA1); x <= 0xFE; x++ {
		a := m.decode[uint16(r.pending)<<8|x]
		if a == 0 {
			continue
		}
		from, to := userArea(x)
		word := m.words.Has(r.last(context), a)
		for y := from; y < to; y++ {
			b := m.decode[y<<8|second]
			if b == 0 || !word && !m.words.Has(a, b) {
				continue
			}
			found = append(found, m.extend(m.extend(r, a, context, 0), b, context, 0))
		}
	}
	return found
}

// userArea returns the range of second bytes that GBK reserves for user-defined characters
// after the first byte x.
func userArea(x uint16) (from, to uint16) {
	switch {
	case x <= 0xA7:
		return 0x40, 0xA1
	case x >= 0xAA && x <= 0xAF, x >= 0xF8:
		return 0xA1, 0xFF
	}
	return 0, 0
}

func (r reading) last(context rune) rune {
	if len(r.text) == 0 {
		return context
	}
	return r.text[len(r.text)-1]
}

func (m *mojibake) extend(r reading, c, context rune, pending int) reading {
	r.score += m.likelihood(r.last(context), c)
	r.text = append(slices.Clip(r.text), c)
	r.pending = pending
	return r
}

// likelihood returns the logarithm of the probability of c after before. It weighs Chinese in
// general and the article equally, and in each the frequency of c after before and of c alone.
func (m *mojibake) likelihood(before, c rune) float64 {
	if c < 0x80 || strings.ContainsRune("，。、；：？！“”‘’（）《》…—", c) {
		return otherSign
	}
	here := share(m.seen[pair(alone, c)], m.total) + share(m.seen[pair(before, c)], m.seen[pair(alone, before)])
	return math.Log(m.words.probability(before, c)/2 + here/4)
}

func share(part, whole int) float64 { return float64(part) / float64(max(whole, 1)) }

func prune(beam []reading) []reading {
	slices.SortStableFunc(beam, byScore)
	return beam[:min(len(beam), beamWidth)]
}

func byScore(a, b reading) int { return cmp.Compare(b.score, a.score) }

// certain returns the best of the complete readings, and whether no other comes near it.
func certain(done []reading) (reading, bool) {
	if len(done) == 0 {
		return reading{}, false
	}
	slices.SortStableFunc(done, byScore)
	best := done[0]
	for _, other := range done[1:] {
		same := other.end == best.end && strings.EqualFold(string(other.text), string(best.text))
		if !same && other.score > best.score-margin {
			return best, false
		}
	}
	return best, len(best.text) > 0
}
