package verify

import (
	"cmp"
	"fmt"
	"slices"
)

// anchor finds the segment that each clause rests on: of those that say nearly as
// much of it as the best one, the one with most of its numbers and names. A
// number that stands in none of them belongs to something else.
func (c *Checker) anchor(one claim, e *evidence, s Statement, sources []Source) (string, error) {
	for _, part := range one.clauses {
		ranked := c.rank(part, one.chinese, e.segments, s, sources)
		best, err := c.richest(part, ranked)
		if err != nil {
			return "", err
		}
		e.best = append(e.best, best)
		for _, q := range part.quantities {
			if has(best, q) {
				continue
			}
			e.rivalled = slices.ContainsFunc(best.quantities, q.rivals)
			if !slices.ContainsFunc(ranked, func(s segment) bool { return has(s, q) }) {
				return fmt.Sprintf("no passage has %v%s", q.value, q.unit), nil
			}
			if !slices.ContainsFunc(ranked, func(s segment) bool { return s.score >= nearEnough*ranked[0].score && has(s, q) }) {
				return fmt.Sprintf("%v%s belongs to something else", q.value, q.unit), nil
			}
			if e.rivalled {
				return fmt.Sprintf("the passage has another number for %v%s", q.value, q.unit), nil
			}
		}
	}
	return "", nil
}

// richest is the segment, of those near the first, with most of a clause's
// numbers and names.
func (c *Checker) richest(part clause, ranked []segment) (segment, error) {
	best, most := ranked[0], -1
	for _, s := range ranked {
		if s.score < nearEnough*ranked[0].score {
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
