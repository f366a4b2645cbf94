package verify

import (
	"fmt"
)

// overlaps checks that the evidence has enough of a claim's words, or their translations, and
// that its meaning is close. It returns the reason if not.
func (c *Checker) overlaps(one claim, e evidence, s Statement) string {
	share, closest := c.measure(one, e, s.Near)
	if len(s.Cites) == 0 { // the model had no passage in mind
		share -= uncitedBar
	}
	if !borneOut(share, closest, s.Near != nil, one.chinese != e.segments[0].chinese) {
		return fmt.Sprintf("the passage says too little of it (%.2f, %.2f)", share, closest)
	}
	return ""
}

// measure returns the share of a claim's words in its evidence, and the cosine of the nearest
// sentence.
func (c *Checker) measure(one claim, e evidence, near func(int, int) float64) (share, closest float64) {
	query, text := one.query, ""
	if one.chinese != e.segments[0].chinese {
		query = one.cross
	}
	for _, s := range e.best {
		text += s.text + "\n"
		if near != nil {
			closest = max(closest, near(s.Source, s.Sentence))
		}
	}
	_, share = c.words.Score(query, text)
	return share, closest
}

// uncitedBar is the additional share of words that a passage must have if a statement cites
// none.
const uncitedBar = 0.1

// borneOut reports whether a share of words, 0..1, and a cosine together are enough. Across
// languages a smaller share is enough, since the dictionary lacks some words.
func borneOut(share, closest float64, vectors, foreign bool) bool {
	if !vectors {
		return share >= 0.25 || foreign && share >= 0.2
	}
	if foreign {
		return share+closest >= 0.6
	}
	return share+closest >= 0.82
}
