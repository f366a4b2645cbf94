package extract

import (
	"cmp"
	"slices"
	"strings"

	"footnote/corpus"
	"footnote/rag/decide"
	"footnote/rag/index"
	"footnote/rag/lexical"
	"footnote/rag/sentence"
)

// A Request is what sentences are chosen for.
type Request struct {
	Folded   string            // the question, as it is matched
	Passages []decide.Passage  // that were found for it, best first
	Compared []*corpus.Article // the articles that it compares; mostly none
	Sure     bool              // the best of them answer
	Said     string            // what is not to be said again; mostly empty
	// Passage is a passage of an article, false where it has gone.
	Passage func(article *corpus.Article, passage int) (index.Ref, bool)
	// Fold writes a text as it is matched, Terms takes it apart.
	Fold  func(text string) string
	Terms func(text string) []lexical.Token
	// Coverage is the share, 0..1, of the words of one text that another has.
	Coverage func(of, in string) float64
}

const (
	// MaxStatements is how many statements are chosen at most.
	MaxStatements = 3
)

const (
	// further is how far the score of a further sentence may be below that of the best
	// one: it is a quarter as likely to be the one that answers best. Where nothing is
	// sure to answer, furtherUnsure counts, a twelfth.
	further       = 1.3
	furtherUnsure = 2.5
	// furtherShare is the share that a further sentence must stand as far above the
	// worst one as the best does, where nobody judged. Cosines are never near 0.
	furtherShare = 0.7
	// A sentence of which this share of the words stands in one before says nothing
	// new.
	repeatedShare = 0.7
)

// A candidate is a sentence that may answer the question.
type candidate struct {
	index.Ref
	corpus.Span
	sentence int     // of the passage
	score    float64 // higher is better
}

// A chooser chooses for one request.
type chooser struct {
	Request
	several bool // the question asks for several things
	names   bool // it asks for a name
	meaning bool // it asks what something is, which no row of a table says
	judged  bool
	all     []candidate // best first
}

// Choose chooses the statements that answer best, best first. Where articles are
// compared, the best of each of these comes before the others. asked is that an
// article asks the very question, as a list of frequent questions does, or that it is
// looked up in a table: the one statement is the reply.
func Choose(r Request) (chosen []Statement, asked bool) {
	c := newChooser(r)
	if len(r.Compared) == 0 {
		if reply, ok := c.replied(); ok && !c.repeats(reply, nil) {
			return []Statement{reply}, true
		}
		if row, ok := c.lookedUp(); ok && !c.repeats(row, nil) {
			return []Statement{row}, true
		}
		if list, ok := c.list(); ok && !c.repeats(list, nil) {
			return []Statement{list}, false
		}
	}
	for _, article := range r.Compared { // what is said alike of another article is no repetition
		chosen = c.add(chosen, 1, func(a candidate) bool { return a.Article == article }, nil)
	}
	return c.add(chosen, MaxStatements, func(candidate) bool { return true }, c.repeats), false
}

func newChooser(r Request) *chooser {
	return &chooser{
		Request: r, several: forSeveral(r.Folded), names: asksForName().MatchString(r.Folded),
		meaning: forMeaning(r.Folded),
		judged:  len(r.Passages) > 0 && r.Passages[0].Answers != nil, all: candidates(r),
	}
}

// add adds statements made of the candidates that match, best first, up to a
// number more or up to the most in all.
func (c *chooser) add(chosen []Statement, more int, match func(candidate) bool, repeats func(Statement, []Statement) bool) []Statement {
	before := len(chosen)
	for _, at := range c.all {
		if len(chosen) == MaxStatements || len(chosen)-before == more || len(chosen) > 0 && repeats != nil && !c.near(at) {
			break
		}
		if !match(at) {
			continue
		}
		s, ok := c.statement(at)
		if ok && (repeats == nil || !repeats(s, chosen)) {
			chosen = append(chosen, s)
		}
	}
	return chosen
}

// candidates are the sentences of passages, best first.
func candidates(r Request) []candidate {
	var all []candidate
	for _, p := range r.Passages {
		for i, score := range p.Scores {
			all = append(all, candidate{Ref: p.Ref, Span: p.Sentences[i].Span, sentence: i, score: score})
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	return all
}

// near reports whether a further sentence answers about as well as the best one.
func (c *chooser) near(at candidate) bool {
	best, worst := c.all[0].score, c.all[len(c.all)-1].score
	switch {
	case !c.judged:
		return at.score-worst >= furtherShare*(best-worst)
	case !c.Sure:
		return best-at.score <= furtherUnsure
	}
	return best-at.score <= further
}

// HasSaid reports whether a statement is among what is not to be said again.
func (r Request) HasSaid(s Statement) bool {
	return r.Said != "" && strings.Contains(r.Said, oneLine(s.Article.Quote(s.Lines[0])))
}

// repeats reports whether a statement says what one that was chosen says.
func (c *chooser) repeats(s Statement, chosen []Statement) bool {
	if c.HasSaid(s) {
		return true
	}
	return slices.ContainsFunc(chosen, func(before Statement) bool {
		overlap := s.Article == before.Article && s.Start < before.End && before.Start < s.End
		return overlap || c.Coverage(s.Article.Quote(s.Span), before.Article.Quote(before.Span)) >= repeatedShare
	})
}

// statement makes a candidate one that stands by itself: what asks is followed to
// its reply, what leads to something to that. It is false where nothing comes of it.
func (c *chooser) statement(at candidate) (Statement, bool) {
	switch sentence.KindOf(at.Article, at.Passage, at.sentence) {
	case sentence.Statement:
		return c.whole(at), true
	case sentence.TableRow:
		return c.whole(at), !c.meaning
	case sentence.Question:
		return c.reply(at)
	case sentence.Item:
		if c.several {
			if leadIn, items, ok := sentence.ListAround(at.Article, at.Passage, at.sentence); ok {
				return list(at.Ref, leadIn, items), true
			}
		}
		return c.whole(at), true
	case sentence.LeadIn, sentence.Label:
		if items := sentence.Items(at.Article, at.Passage, at.sentence); len(items) > 0 {
			return c.led(at, items), true
		}
	case sentence.Heading:
		if items := sentence.Items(at.Article, at.Passage, at.sentence); len(items) > 0 && c.several {
			return list(at.Ref, at.Span, items), true
		}
		return c.below(at)
	}
	return Statement{}, false
}

// below is the sentence under a heading that answers best.
func (c *chooser) below(at candidate) (Statement, bool) {
	var best Statement
	found, score := false, 0.0
	for next, ok := c.after(at); ok; next, ok = c.after(next) {
		kind := sentence.KindOf(next.Article, next.Passage, next.sentence)
		if kind == sentence.Heading {
			break
		}
		if kind != sentence.Statement && kind != sentence.Item && kind != sentence.TableRow || found && next.score <= score {
			continue
		}
		best, found, score = c.whole(next), true, next.score
	}
	return best, found
}

// after is the sentence after one in its passage.
func (c *chooser) after(at candidate) (candidate, bool) {
	i := slices.IndexFunc(c.all, func(o candidate) bool {
		return o.Article == at.Article && o.Passage == at.Passage && o.sentence == at.sentence+1
	})
	if i < 0 {
		return candidate{}, false
	}
	return c.all[i], true
}
