package verify

import (
	"cmp"
	"fmt"
	"slices"
)

// anchor finds the segment that each clause rests on: among those that score nearly as high as
// the best one, the one with most of the clause's numbers and names.
func (c *Checker) anchor(one claim, e *evidence, s Statement, sources []Source) error {
	e.best, e.ranked = nil, nil
	for _, part := range one.clauses {
		ranked := c.rank(part, one.chinese, e.segments, s, sources)
		best, err := c.richest(part, ranked)
		if err != nil {
			return err
		}
		e.best, e.ranked = append(e.best, best), append(e.ranked, ranked)
	}
	return nil
}

// numbers checks that each number of a claim follows from, or stands in, the segments that its
// clause may rest on. In any other segment it belongs to something else.
func (c *Checker) numbers(one claim, e *evidence) Finding {
	for i, part := range one.clauses {
		best, ranked := e.best[i], e.ranked[i]
		for _, q := range part.quantities {
			if has(best, q) || slices.ContainsFunc(e.headings, q.same) {
				continue
			}
			if q.computed(near(ranked)) {
				e.computed = true
				continue
			}
			e.rivalled = slices.ContainsFunc(best.quantities, q.rivals)
			if !slices.ContainsFunc(ranked, func(s segment) bool { return has(s, q) }) {
				rule := Number
				if q.small() {
					rule = Count
				}
				return Finding{rule, fmt.Sprintf("no passage has %v%s", q.value, q.unit)}
			}
			if !slices.ContainsFunc(near(ranked), func(s segment) bool { return has(s, q) }) {
				return Finding{OtherNumber, fmt.Sprintf("%v%s belongs to something else", q.value, q.unit)}
			}
			if e.rivalled {
				return Finding{OtherNumber, fmt.Sprintf("the passage has another number for %v%s", q.value, q.unit)}
			}
		}
		for _, d := range dates(part.folded) {
			if d.misdated(e.dates) {
				return Finding{OtherNumber, fmt.Sprintf("%v is no date of the passage", d)}
			}
		}
		if each := otherFrequency(part.folded, best.folded); each != "" {
			return Finding{OtherNumber, "it is not each " + each}
		}
	}
	return Finding{}
}

// richest returns the segment, among those that score near the first, with most of a clause's
// numbers and names.
func (c *Checker) richest(part clause, ranked []segment) (segment, error) {
	best, most := ranked[0], -1
	for _, s := range ranked {
		if s.score < nearShare*ranked[0].score {
			break
		}
		held := 0
		for _, q := range part.quantities {
			if has(s, q) {
				held += 3
			}
		}
		for _, name := range part.names {
			found, err := c.mentions(s.folded, name)
			if err != nil {
				return best, err
			}
			if found {
				held += 2
			}
		}
		if held > most {
			best, most = s, held
		}
	}
	return best, nil
}

// near returns the first of the ranked segments: those that a clause may rest on.
func near(ranked []segment) []segment {
	end := slices.IndexFunc(ranked, func(s segment) bool { return s.score < nearShare*ranked[0].score })
	if end < 0 {
		return ranked
	}
	return ranked[:end]
}

func has(s segment, q quantity) bool { return slices.ContainsFunc(s.quantities, q.same) }

// rank orders the segments by how much of a clause they say.
func (c *Checker) rank(part clause, chinese bool, segments []segment, statement Statement, sources []Source) []segment {
	ranked := slices.Clone(segments)
	for i := range ranked {
		s := &ranked[i]
		s.score = c.coverage(part, chinese, *s)
		if statement.Near != nil {
			s.score += max(0, statement.Near(s.Source, s.Sentence))
		}
		if slices.Contains(statement.Cites, sources[s.Source].Number) {
			s.score += citedBonus
		}
	}
	slices.SortStableFunc(ranked, func(a, b segment) int { return cmp.Compare(b.score, a.score) })
	return ranked
}
