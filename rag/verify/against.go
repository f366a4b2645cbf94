package verify

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"
)

// The limits were set on the answers marked "tune" in testdata/answers.jsonl;
// docs/quality.md has what they measure on the others.
const (
	// nearEnough is how much of the best segment's score another one must have
	// to be what a clause rests on.
	nearEnough = 0.75
	// citedBonus goes to the score of a segment that is cited.
	citedBonus = 0.1
)

// judge checks a claim with the evidence.
func (c *Checker) judge(one claim, s Statement, sources []Source, e evidence) (Verdict, error) {
	for _, check := range []func() (string, error){
		func() (string, error) { return c.links(one, sources), nil },
		func() (string, error) { return c.quotations(one, e), nil },
		func() (string, error) { return c.named(one, e) },
		func() (string, error) { return c.rest(one, &e, s, sources) },
		func() (string, error) { return c.placed(one, e, sources) },
		func() (string, error) { return c.agrees(one, e), nil },
		func() (string, error) { return c.enough(one, e, s.Near), nil },
	} {
		if reason, err := check(); err != nil || reason != "" {
			return Verdict{Reason: reason}, err
		}
	}
	if os.Getenv("DEBUG") != "" {
		for i, b := range e.best {
			fmt.Printf("    CLAUSE %q names %q -> %q %.2f\n", one.clauses[i].folded, one.clauses[i].names, b.text, b.score)
		}
	}
	return Verdict{Supported: true, Support: e.support()}, nil
}

// links: an address must stand in a source exactly as it is.
func (c *Checker) links(one claim, sources []Source) string {
	for _, address := range one.links {
		if !slices.ContainsFunc(sources, func(source Source) bool {
			return slices.ContainsFunc(source.Sentences, func(s string) bool { return strings.Contains(s, address) })
		}) {
			return "no passage has such an address"
		}
	}
	return ""
}

// quotations: what is quoted must stand in the source, in its own language.
func (c *Checker) quotations(one claim, e evidence) string {
	for _, q := range one.quotes {
		if strings.Contains(squeeze(e.all), squeeze(q)) {
			continue
		}
		if e.segments[0].chinese != c.analyser.Language(q).Chinese() {
			continue // a translation
		}
		return fmt.Sprintf("the passage does not say %q", q)
	}
	return ""
}

// squeeze leaves the letters and digits.
func squeeze(folded string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 && (r < '0' || r > '9' && r < 'a' || r > 'z') || strings.ContainsRune("，。、；：！？「」『』“”‘’《》（）…—·", r) {
			return -1
		}
		return r
	}, folded)
}

// named: every name must stand somewhere in the sources.
func (c *Checker) named(one claim, e evidence) (string, error) {
	for _, part := range one.clauses {
		for _, name := range part.names {
			if found, err := c.mentions(e.all, name); err != nil || !found {
				return fmt.Sprintf("the passage does not name %q", name), err
			}
		}
	}
	return "", nil
}

// rest finds the segment that each clause rests on: of those that say nearly as
// much of it as the best one, the one with most of its numbers and names. A
// number that stands in none of them belongs to something else.
func (c *Checker) rest(one claim, e *evidence, s Statement, sources []Source) (string, error) {
	for _, part := range one.clauses {
		ranked := c.rank(part, one.chinese, e.segments, s, sources)
		best, err := c.richest(part, ranked)
		if err != nil {
			return "", err
		}
		for _, q := range part.quantities {
			if has(best, q) {
				continue
			}
			if !slices.ContainsFunc(ranked, func(s segment) bool { return has(s, q) }) {
				return fmt.Sprintf("no passage has %v%s", q.value, q.unit), nil
			}
			if !slices.ContainsFunc(ranked, func(s segment) bool { return s.score >= nearEnough*ranked[0].score && has(s, q) }) {
				return fmt.Sprintf("%v%s belongs to something else", q.value, q.unit), nil
			}
			if slices.ContainsFunc(best.quantities, q.rivals) {
				return fmt.Sprintf("the passage has another number for %v%s", q.value, q.unit), nil
			}
		}
		e.best = append(e.best, best)
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

// placed: a name must stand with what is said of it, and not with something
// else that has a name of its own there.
func (c *Checker) placed(one claim, e evidence, sources []Source) (string, error) {
	for i, part := range one.clauses {
		here := e.best[i].folded
		for _, name := range part.names {
			found, err := c.mentions(here, name)
			if err != nil {
				return "", err
			}
			if found {
				continue
			}
			other, err := c.stranger(e.best[i], one)
			if err != nil {
				return "", err
			}
			if other != "" {
				return fmt.Sprintf("the passage says that of %q, not of %q", other, name), nil
			}
		}
	}
	return "", nil
}

// stranger is a name in a segment that a claim does not have, or empty.
func (c *Checker) stranger(s segment, one claim) (string, error) {
	var names []string
	if s.chinese {
		known, err := c.analyser.Names(s.text)
		if err != nil {
			return "", err
		}
		for _, t := range known {
			names = append(names, t.Term)
		}
	} else {
		found, err := c.capitals(s.text)
		if err != nil {
			return "", err
		}
		names = found
	}
	claimed := c.analyser.Fold(one.text)
	for _, name := range names {
		if found, err := c.mentions(claimed, name); err != nil || !found {
			return name, err
		}
	}
	return "", nil
}

// agrees: a clause must not deny what the segment says, nor say its opposite;
// both together are the same again.
func (c *Checker) agrees(one claim, e evidence) string {
	for i, part := range one.clauses {
		here, share := c.closest(part, one.chinese, e.best[i])
		mine, unsure := denies(part.folded)
		theirs, unsureThere := denies(here)
		denied := mine != theirs && !unsure && !unsureThere && share >= sureOf
		what, opposed := contradicts(part.folded, here)
		if denied && !opposed {
			_, opposed = contradicts(part.folded, e.best[i].folded)
		}
		switch {
		case opposed && mine == theirs:
			return "it says " + what
		case denied && !opposed && mine:
			return "it denies what the passage says"
		case denied && !opposed:
			return "the passage denies it"
		}
	}
	return ""
}

// sureOf is the share of a clause's words from which on a part of a sentence is
// surely the one that speaks of the same.
const sureOf = 0.25

// closest is the part between commas of a segment that has most of a clause,
// folded, and how much that is.
func (c *Checker) closest(part clause, chinese bool, s segment) (piece string, share float64) {
	query := part.query
	if chinese != s.chinese {
		query = part.cross
	}
	most := -1.0
	piece = s.folded
	for _, text := range c.parts(s.text) {
		_, covered := c.words.Score(query, text)
		worth, folded := covered, c.analyser.Fold(text)
		inner := segment{quantities: quantities(folded)}
		for _, q := range part.quantities {
			if has(inner, q) {
				worth += 0.3
			}
		}
		if worth > most {
			piece, share, most = folded, covered, worth
		}
	}
	return piece, share
}

// enough: the words of a claim, or their translations, must stand in its
// evidence, and its meaning be near.
func (c *Checker) enough(one claim, e evidence, near func(int, int) float64) string {
	share, closest := c.measure(one, e, near)
	if !borneOut(share, closest, near != nil, one.chinese != e.segments[0].chinese) {
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

func borneOut(share, closest float64, vectors, foreign bool) bool {
	if !vectors {
		return share >= 0.3 || foreign && share >= 0.15
	}
	return share+closest >= 0.6
}
