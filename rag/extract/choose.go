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

// A Request says what sentences are chosen for.
type Request struct {
	Folded   string            // the question, folded
	Passages []decide.Passage  // the passages found for it, best first
	Compared []*corpus.Article // the articles that it compares; usually none
	Sure     bool              // the best passages surely answer
	Said     string            // a previous answer that must not be repeated; usually ""
	// Passage returns a passage of an article, or false if it is gone.
	Passage func(article *corpus.Article, passage int) (index.Ref, bool)
	// Fold returns a text as it is matched, and Terms its terms.
	Fold  func(text string) string
	Terms func(text string) []lexical.Token
	// Coverage returns the share, 0..1, of the words of one text that another has.
	Coverage func(of, in string) float64
}

const (
	// MaxStatements is the largest number of statements that are chosen.
	MaxStatements = 3
)

const (
	// furtherMargin is how far the score of a further sentence may be below that of the best
	// one, so that it is at least a quarter as likely to be the best answer. If no sentence
	// surely answers, furtherUnsureMargin applies: a twelfth.
	furtherMargin       = 1.3
	furtherUnsureMargin = 2.5
	// furtherShare applies without a judge: a further sentence must score at least this share
	// of the way from the worst sentence to the best. Cosines are never near 0.
	furtherShare = 0.7
	// repeatedShare is the share of a sentence's words in an earlier one from which on it says
	// nothing new.
	repeatedShare = 0.7
)

// A candidate is a sentence that may answer the question.
type candidate struct {
	index.Ref
	corpus.Span
	sentence int     // its index in the passage
	score    float64 // higher is better
}

// A chooser chooses sentences for one request.
type chooser struct {
	Request
	several bool // the question asks for several things
	names   bool // the question asks for a name
	meaning bool // the question asks what something is, which a table row does not say
	judged  bool
	all     []candidate // best first
}

// Choose returns the statements that answer best, best first. If articles are compared, the
// best statement of each comes before the others. asked means that there is a single statement
// which is the reply itself: the article asks the same question, as a list of frequently asked
// questions does, or the answer was looked up in a table.
func Choose(r Request) (chosen []Statement, asked bool) {
	c := newChooser(r)
	if len(r.Compared) == 0 {
		if reply, ok := c.articleReply(); ok && !c.repeats(reply, nil) {
			return []Statement{reply}, true
		}
		if row, ok := c.lookedUp(); ok && !c.repeats(row, nil) {
			return []Statement{row}, true
		}
		if list, ok := c.list(); ok && !c.repeats(list, nil) {
			return []Statement{list}, false
		}
	}
	for _, article := range r.Compared { // the same statement about another article is not a repetition
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

// add adds statements from the candidates that match, best first, up to more of them or
// MaxStatements in all.
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

// candidates returns the sentences of the passages, best first.
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
		return best-at.score <= furtherUnsureMargin
	}
	return best-at.score <= furtherMargin
}

// HasSaid reports whether the previous answer has a statement.
func (r Request) HasSaid(s Statement) bool {
	return r.Said != "" && strings.Contains(r.Said, oneLine(s.Article.Quote(s.Lines[0])))
}

// repeatedWords is the minimum share of a question's words in a sentence of the previous answer
// for that sentence to answer the question, too.
const repeatedWords = 0.2

// Repeats reports whether all statements were in the previous answer, said, and have hardly a
// word of a question that does not refer to it.
func (r Request) Repeats(question, said string, all []Statement) bool {
	r.Said = said
	return !slices.ContainsFunc(all, func(s Statement) bool {
		return !r.HasSaid(s) || r.Coverage(question, s.Article.Quote(s.Span)) >= repeatedWords
	})
}

// repeats reports whether a statement was in the previous answer, or says the same as one
// already chosen.
func (c *chooser) repeats(s Statement, chosen []Statement) bool {
	if c.HasSaid(s) {
		return true
	}
	return slices.ContainsFunc(chosen, func(before Statement) bool {
		overlap := s.Article == before.Article && s.Start < before.End && before.Start < s.End
		return overlap || c.Coverage(s.Article.Quote(s.Span), before.Article.Quote(before.Span)) >= repeatedShare
	})
}

// statement turns a candidate into a statement that stands by itself: a question becomes its
// reply, a lead-in comes with what it leads to. It returns false if there is no such
// statement.
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
			return c.withLeadIn(at, items), true
		}
	case sentence.Heading:
		if items := sentence.Items(at.Article, at.Passage, at.sentence); len(items) > 0 && c.several {
			return list(at.Ref, at.Span, items), true
		}
		return c.below(at)
	}
	return Statement{}, false
}

// below returns the best sentence under a heading.
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

// after returns the next sentence in the passage.
func (c *chooser) after(at candidate) (candidate, bool) {
	i := slices.IndexFunc(c.all, func(o candidate) bool {
		return o.Article == at.Article && o.Passage == at.Passage && o.sentence == at.sentence+1
	})
	if i < 0 {
		return candidate{}, false
	}
	return c.all[i], true
}
