package verify

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
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
		func() (string, error) { return c.intruded(one, e), nil },
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

// intruded: a statement must not turn to the reader, or to the model.
func (c *Checker) intruded(one claim, e evidence) string {
	if said, yes := intrudes(c.analyser.Fold(one.text), e.all); yes {
		return fmt.Sprintf("no passage speaks of %q", said)
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
		here := e.best[i]
		piece := c.piece(part, one.chinese, here)
		for _, name := range part.names {
			found, err := c.mentions(piece.folded, name)
			if err != nil {
				return "", err
			}
			if found {
				continue
			}
			// In the same segment it may be the subject that goes on.
			inSegment, err := c.mentions(here.folded, name)
			if err != nil {
				return "", err
			}
			place, against := here, one.text
			if inSegment {
				place, against = piece, part.folded
			}
			other, err := c.stranger(place, against, e.named)
			if err != nil {
				return "", err
			}
			if other != "" && (!inSegment || c.after(here.folded, piece.folded, name)) {
				return fmt.Sprintf("the passage says that of %q, not of %q", other, name), nil
			}
		}
		if one.chinese == here.chinese {
			if what := c.borrowed(one, part, piece, e.segments); what != "" {
				return fmt.Sprintf("the passage says %q of something else", what), nil
			}
		}
	}
	return "", nil
}

// after reports whether a name stands in a segment only behind a piece of it,
// where it cannot be the subject of that piece.
func (c *Checker) after(segment, piece, name string) bool {
	at := strings.Index(segment, piece)
	if at < 0 {
		return false
	}
	before, err := c.mentions(segment[:at], name)
	return err == nil && !before
}

// piece is the part between commas of a segment that says most of what a clause
// says of its names.
func (c *Checker) piece(part clause, chinese bool, s segment) segment {
	best, most := s, -1.0
	for _, text := range c.parts(s.text) {
		one := segment{Place: s.Place, text: text, folded: c.analyser.Fold(text), chinese: s.chinese}
		one.quantities = quantities(one.folded)
		share := c.coverage(part, chinese, one)
		for _, q := range part.quantities {
			if has(one, q) {
				share += 0.1
			}
		}
		if share > most {
			best, most = one, share
		}
	}
	return best
}

// The limits of borrowed, as shares of the IDF: of the clause, what it has from
// another piece; of its own piece, what it leaves out; and of the other piece,
// what it does not take along.
const (
	borrowedShare = 0.1
	leftOutShare  = 0.2
	leftOverShare = 0.3
)

// borrowed is what a clause has from another piece of its source in place of
// what stands in the piece that it rests on, where the two pieces are built
// alike: A does x, B does y. It is empty where there is no such thing.
func (c *Checker) borrowed(one claim, part clause, piece segment, segments []segment) string {
	if part.query.Mass == 0 {
		return ""
	}
	own := c.terms(piece.text)
	claimed, clause := c.terms(one.text), c.terms(part.folded)
	if c.missing(piece.text, claimed) < leftOutShare {
		return ""
	}
	for _, s := range segments {
		if s.Source != piece.Source {
			continue
		}
		for _, text := range c.parts(s.text) {
			if text == piece.text {
				continue
			}
			other := c.terms(text)
			taken, alike, words := 0.0, false, ""
			for _, t := range part.query.Terms {
				pair := utf8.RuneCountInString(t.Term) > 1
				switch {
				case other[t.Term] && own[t.Term]:
					alike = alike || pair
				case other[t.Term] && pair && c.known(t.Term):
					taken += t.IDF
					words += t.Term + " "
				}
			}
			if alike && taken >= borrowedShare*part.query.Mass && c.missing(text, clause) >= leftOverShare {
				return strings.TrimSpace(words)
			}
		}
	}
	return ""
}

// known reports whether a term is a word: a number, one of Latin letters, or one
// that the dictionary has. Of two neighbouring characters most are none.
func (c *Checker) known(term string) bool {
	if term[0] < utf8.RuneSelf {
		return true
	}
	translations, err := c.analyser.Translations(term)
	return err == nil && len(translations) > 0
}

// missing is the share, 0..1, of a piece's words that a set of terms lacks.
func (c *Checker) missing(piece string, terms map[string]bool) float64 {
	q := c.words.Query(piece)
	if q.Mass == 0 {
		return 0
	}
	lacking := 0.0
	for _, t := range q.Terms {
		if !terms[t.Term] {
			lacking += t.IDF
		}
	}
	return lacking / q.Mass
}

func (c *Checker) terms(text string) map[string]bool {
	terms := map[string]bool{}
	for _, t := range c.analyser.Tokens(text) {
		terms[t.Term] = true
	}
	return terms
}

// stranger is a name in a segment that a text does not have, or empty.
func (c *Checker) stranger(s segment, text string, named map[string]bool) (string, error) {
	names, err := c.names(s.text, s.chinese, named)
	if err != nil {
		return "", err
	}
	claimed := c.analyser.Fold(text)
	for _, name := range names {
		if found, err := c.mentions(claimed, name); err != nil || !found {
			return name, err
		}
	}
	return "", nil
}

// agrees: a clause must not deny what the segment says, nor say its opposite;
// both together are the same again. Where several pieces of the segment may be
// the one that is meant, one that agrees is enough.
func (c *Checker) agrees(one claim, e evidence) string {
	for i, part := range one.clauses {
		reason := ""
		for _, p := range c.nearPieces(part, one.chinese, e.best[i]) {
			if reason = c.disagrees(part, p, e.best[i]); reason == "" {
				break
			}
		}
		if reason != "" {
			return reason
		}
	}
	return ""
}

func (c *Checker) disagrees(part clause, piece, whole segment) string {
	mine, unsure := denies(part.folded)
	theirs, unsureThere := denies(piece.folded)
	denied := mine != theirs && !unsure && !unsureThere && piece.score >= sureOf
	if what, more := overstates(part.folded, whole.folded); more && !mine && piece.score >= sureOf/2 {
		return "it says " + what
	}
	what, opposed := contradicts(part.folded, piece.folded)
	if denied && !opposed {
		_, opposed = contradicts(part.folded, whole.folded)
	}
	switch {
	case opposed && mine == theirs:
		return "it says " + what
	case denied && !opposed && mine:
		return "it denies what the passage says"
	case denied && !opposed:
		return "the passage denies it"
	}
	return ""
}

const (
	// sureOf is the share of a clause's words from which on a part of a sentence
	// is surely the one that speaks of the same.
	sureOf = 0.25
	// likewise is the share of the best piece's score that another one needs to
	// be taken for what is meant as well.
	likewise = 0.85
)

// nearPieces are the parts between commas of a segment that have most of a
// clause, the best first.
func (c *Checker) nearPieces(part clause, chinese bool, s segment) []segment {
	query := part.query
	if chinese != s.chinese {
		query = part.cross
	}
	var pieces []segment
	for _, text := range c.parts(s.text) {
		one := segment{Place: s.Place, text: text, folded: c.analyser.Fold(text), chinese: s.chinese}
		_, one.score = c.words.Score(query, text)
		pieces = append(pieces, one)
	}
	slices.SortStableFunc(pieces, func(a, b segment) int { return cmp.Compare(b.score, a.score) })
	return slices.DeleteFunc(pieces, func(p segment) bool { return p.score < likewise*pieces[0].score })
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
		return share >= 0.25 || foreign && share >= 0.2
	}
	if foreign {
		return share+closest >= 0.7
	}
	return share+closest >= 0.9
}
