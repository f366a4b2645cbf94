package verify

import (
	"fmt"
)

// overlaps: the words of a claim, or their translations, must stand in its
// evidence, and its meaning be near.
func (c *Checker) overlaps(one claim, e evidence, s Statement) string {
	share, closest := c.measure(one, e, s.Near)
	if len(s.Cites) == 0 { // whoever wrote it had no passage in mind
		share -= uncitedBar
	}
	if !borneOut(share, closest, s.Near != nil, one.chinese != e.segments[0].chinese) {
		return fmt.Sprintf("the passage says too little of it (%.2f, %.2f)", share, closest)
	}
	return ""
}

// measure is the share of a claim's words in its evidence, and the cosine of
// its nearest sentence.
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

// uncitedBar is how much more of a statement without a footnote has to stand in
// the passage.
const uncitedBar = 0.1

// borneOut says whether a share of words, 0..1, and a cosine together are
// enough. Across languages fewer words are found: a dictionary has not all of
// them.
func borneOut(share, closest float64, vectors, foreign bool) bool {
	if !vectors {
		return share >= 0.25 || foreign && share >= 0.2
	}
	if foreign {
		return share+closest >= 0.6
	}
	return share+closest >= 0.82
}
