// Package conflict finds articles that give different values for what is asked: different
// numbers, amounts, dates or times of day of the same thing. Neither value is the answer then.
//
// Two sentences disagree if a judge takes both for an answer; if the values in the clauses
// that answer are of one kind and differ, also after conversion of units and rounding; and if
// nothing in their words says that they speak of different things: another year, name,
// edition, kind or condition.
package conflict

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag/decide"
	"footnote/rag/expect"
	"footnote/rag/index"
)

// A Sentence is a sentence of a passage.
type Sentence struct {
	index.Ref
	corpus.Span
}

// A Finder finds sentences that disagree with an answer.
type Finder struct {
	Judge decide.Judge
	Index *index.Index
}

const (
	// searchDepth is how many passages are searched for sentences of other articles.
	searchDepth = 5
	// answerFrom is the log odds, by the judge, from which on a sentence counts as an answer
	// too.
	answerFrom = -1.0
	// coverageMargin is how much less of the question's words the other sentence, with its
	// headings, may have.
	coverageMargin = .6
)

// Find returns the sentences of other articles that give another value for what is asked than
// chosen, the first statement of a sure answer: the best one of each article, best first; at
// most two.
func (f Finder) Find(ctx context.Context, q index.Query, chosen Sentence, passages []decide.Passage, found []index.Hit) (rivals []Sentence, err error) {
	wanted := wantedOf(q.Folded)
	if wanted == expect.Anything || f.Judge == nil || !isAnswer(passages, chosen) {
		return nil, nil
	}
	own := f.setting(chosen)
	var hits []index.Hit
	for _, h := range found[:min(len(found), searchDepth)] {
		if h.Article.ID != chosen.Article.ID && !slices.ContainsFunc(hits, func(o index.Hit) bool { return o.Article.ID == h.Article.ID }) && len(f.rivals(q, wanted, own, h)) > 0 {
			hits = append(hits, h)
		}
	}
	if len(hits) == 0 {
		return nil, nil
	}
	passages, err = decide.ReadAll(ctx, f.Judge, f.Index, q, hits)
	if err != nil {
		return nil, err
	}
	for _, p := range passages {
		if len(rivals) < maxRivals {
			if best, ok := f.best(p, f.rivals(q, wanted, own, p.Hit)); ok {
				rivals = append(rivals, best)
			}
		}
	}
	return rivals, nil
}

// isAnswer reports whether the judge takes a sentence for an answer.
func isAnswer(passages []decide.Passage, s Sentence) bool {
	for _, p := range passages {
		if p.Article.ID != s.Article.ID || p.Passage != s.Passage {
			continue
		}
		for i, one := range p.Sentences {
			if p.Answers != nil && one.Start < s.End && s.Start < one.End && p.Answers[i] >= answerFrom {
				return true
			}
		}
	}
	return false
}

// measured matches questions for a number that package expect does not know.
var measured = doc.Pattern(`几\p{Han}|多[大高长重远快深宽贵久厚]|\bhow (?:wide|deep|thick|large|long|heavy|hot|cold)\b`)

// howLong matches questions for a duration that package expect does not know.
var howLong = doc.Pattern(`多少(?:年|个月|个?星期|周|天|个?小时|分钟)(?:$|[^份代])`)

func wantedOf(question string) expect.Kind {
	kind := expect.Of(question).Kind
	if howLong().MatchString(question) {
		return expect.Duration
	}
	if kind == expect.Anything && measured().MatchString(question) {
		return expect.Number
	}
	return kind
}

// maxRivals is the largest number of disagreeing sentences that Find returns.
const maxRivals = 2

// best returns the one of some sentences of a passage, given by index, that answers best, if
// it answers.
func (f Finder) best(p decide.Passage, some []int) (s Sentence, ok bool) {
	if len(some) == 0 || p.Answers == nil {
		return s, false
	}
	i := slices.MaxFunc(some, func(a, b int) int { return cmp.Compare(p.Answers[a], p.Answers[b]) })
	return Sentence{p.Ref, p.Sentences[i].Span}, p.Answers[i] >= answerFrom && p.Answers[i] >= slices.Max(p.Answers)-1
}

// rivals returns the sentences of a passage, by index, that give another value than a sentence
// of another article does.
func (f Finder) rivals(q index.Query, wanted expect.Kind, own setting, h index.Hit) (all []int) {
	coverage := f.Index.Words().Coverage(q.Text, own.title+"\n"+own.plain)
	for i, s := range h.Sentences {
		other := f.setting(Sentence{h.Ref, s.Span})
		if f.Index.Words().Coverage(q.Text, other.title+"\n"+other.plain) < coverage-coverageMargin {
			continue
		}
		x, y := asked(q.Folded, wanted, own.sentence), asked(q.Folded, wanted, other.sentence)
		own.clause, other.clause, own.head, other.head, own.before, other.before = x.text, y.text, x.head(), y.head(), x.before, y.before
		if disagree(x.values, y.values) && !apart(q.Folded, wanted, own, other) {
			all = append(all, i)
		}
	}
	return all
}

func (f Finder) setting(s Sentence) setting {
	fold, a := f.Index.Analyser().Fold, s.Article
	title := a.Title + "\n" + a.Sections[a.Passages[s.Passage].Section].Title
	plain := a.Quote(s.Span)
	return setting{sentence: fold(plain), above: fold(title), plain: plain, title: title}
}

// disagree reports whether two clauses give different values of the same kind.
func disagree(x, y []value) bool {
	related := func(all, others []value) (some []value) {
		for _, v := range all {
			if slices.ContainsFunc(others, func(o value) bool { return v.same(o) || v.rivals(o) }) {
				some = append(some, v)
			}
		}
		return some
	}
	x, y = related(x, y), related(y, x)
	if len(x) != len(y) || len(x) == 0 {
		return false // one of them says more
	}
	own := func(all, others []value) bool {
		return slices.ContainsFunc(all, func(v value) bool { return !slices.ContainsFunc(others, v.same) })
	}
	return own(x, y) && own(y, x)
}

// A clause is a part of a sentence, folded, with its values.
type clause struct {
	text   string
	before string // the sentence up to the end of the clause
	values []value
}

var parting = doc.Pattern(`[，,；;。、]\s?|\s(?:and|but|while|which)\s`)

// head returns what stands before the first value.
func (c clause) head() string {
	if len(c.values) == 0 {
		return ""
	}
	return strings.TrimSpace(c.text[:c.values[0].at])
}

// asked returns the clause that has values and shares most with the question.
func asked(question string, wanted expect.Kind, sentence string) (best clause) {
	pairs := pairsOf(question)
	most := -1
	for _, c := range clausesOf(sentence) {
		values := valuesOf(c, wanted)
		if len(values) == 0 || ofOther(question, c) {
			continue
		}
		shared := 0
		for p := range pairsOf(c) {
			if pairs[p] {
				shared++
			}
		}
		if shared > most {
			most, best = shared, clause{c, sentence[:strings.Index(sentence, c)+len(c)], values}
		}
	}
	return best
}

// clausesOf splits a sentence at punctuation and conjunctions, but not at the commas in
// numbers.
func clausesOf(sentence string) (all []string) {
	begin := 0
	for _, m := range parting().FindAllStringIndex(sentence, -1) {
		if sentence[m[0]] == ',' && m[1] < len(sentence) && sentence[m[1]] >= '0' && sentence[m[1]] <= '9' && m[0] > 0 && sentence[m[0]-1] >= '0' && sentence[m[0]-1] <= '9' {
			continue
		}
		all = append(all, sentence[begin:m[0]])
		begin = m[1]
	}
	return append(all, sentence[begin:])
}

// pairsOf returns the pairs of neighbouring Chinese characters of a folded text, and the first
// four letters of its longer Latin words.
func pairsOf(text string) map[string]bool {
	all := map[string]bool{}
	runes := []rune(text)
	for i := 0; i+1 < len(runes); i++ {
		if runes[i] > 0x2e80 && runes[i+1] > 0x2e80 {
			all[string(runes[i:i+2])] = true
		}
	}
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return r > 0x2e80 || !('a' <= r && r <= 'z') }) {
		if len(w) > 3 {
			all[w[:4]] = true
		}
	}
	return all
}
