package rag

import (
	"cmp"
	"context"
	"hash/fnv"
	"io"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"

	"footnote/corpus"
	"footnote/rag/index"
	"footnote/rag/intent"
	"footnote/rag/lexical"
	"footnote/rag/suggest"
)

// A suggestion is a question that the articles may answer.
type suggestion struct {
	question string
	from     index.Ref                   // the passage that it was made of
	sentence corpus.Span                 // what of it answers
	least    float64                     // the share of that, 0..1, that an answer must show
	asked    atomic.Pointer[index.Query] // the question, once it is checked
	checked  atomic.Bool
	works    atomic.Bool // it was asked, and answered from there
}

// suggestions are made of an article when they are first asked for, in each
// language of a reader, and checked one by one. A change of the articles ends
// them all: what one article alone answered, another may answer now. The zero
// value is ready.
type suggestions struct {
	mu      sync.Mutex
	version uint64 // of the index when they were made
	all     map[suggestionsKey][]*suggestion
}

type suggestionsKey struct {
	article  *corpus.Article
	language lexical.Language
}

const (
	// repeatedShare is the share of the words of a question from which on it was
	// answered already.
	repeatedShare = 0.7
	// sharedShare is the share of them from which on a question is the one that was
	// asked, where that has all of its words from it.
	sharedShare = 0.4
	// alikeFrom is the cosine of two questions from which on they ask for the same.
	alikeFrom = 0.9
	// suggestFrom is how many articles are looked through for suggestions.
	suggestFrom = 3
	// mostChecks is how many suggestions are asked for one answer. What is found
	// out is remembered for the next one.
	mostChecks = 8

	suggestedAtOnce = 100 // articles whose suggestions are kept, with their texts

	// fewest is how many questions there are to ask next, if possible.
	fewest = 2
	// After one question or another, a suggestion is put back by less than so many
	// passages.
	shuffle = 10
)

// Suggest returns up to n questions to ask next, in the language of the reply to the
// question that was answered: first those that are made of what stands near to what the
// answer rests on, others after other questions. Each has been asked already and is
// surely answered by the sentence that it was made of. Where these are too few,
// there are questions about the article as a whole, which it always answers. The
// error is that of the embedder or of ctx; what was found before it is there.
func (e *Engine) Suggest(ctx context.Context, a Answer, n int) ([]string, error) {
	language := e.Language(a.Question)
	chosen, err := e.suggestSure(ctx, a, language, n)
	for _, q := range e.general(ctx, a, language, min(n, fewest)-len(chosen)) {
		if len(chosen) < n && q != a.Question {
			chosen = append(chosen, q)
		}
	}
	return chosen, err
}

// general are questions about the article that an answer rests on, each with an
// answer of its own, but for what was just answered. The last one says shorter what
// the first says: it is for where there is little else. Among several articles, such
// a question would not say which one it means.
func (e *Engine) general(ctx context.Context, a Answer, language lexical.Language, enough int) []string {
	places := e.places(ctx, a)
	if len(places) == 0 {
		return nil
	}
	var all []string
	about, article := suggest.AboutArticle(language), places[0].Article
	if len(e.index.Articles()) > 1 { // which of them is this one?
		if a.Intent != intent.Articles {
			all = append(all, about.Articles)
		}
		return all
	}
	if a.Intent != intent.Summary {
		all = append(all, about.About)
	}
	if article.Author != "" && a.Intent != intent.Author {
		all = append(all, about.Author)
	}
	if article.Published != "" && a.Intent != intent.Date {
		all = append(all, about.Date)
	}
	if len(all) < enough && !strings.Contains(a.Question, about.Short) {
		all = append(all, about.Short)
	}
	return all
}

// suggestSure finds suggestions that work.
func (e *Engine) suggestSure(ctx context.Context, a Answer, language lexical.Language, n int) ([]string, error) {
	asked, err := e.read(ctx, a.Question)
	if err != nil {
		return nil, err
	}
	said := a.Question + "\n"
	for _, f := range a.Footnotes {
		said += f.Quote + "\n"
	}
	var chosen []string
	taken := map[corpus.Span]bool{}
	checks := 0
	for _, place := range e.places(ctx, a) {
		for _, s := range e.inTurn(a, place, language) {
			if len(chosen) == n {
				return chosen, nil
			}
			known := s.checked.Load()
			if !known && checks == mostChecks || taken[s.sentence] || a.shows(s) || slices.ContainsFunc(chosen, s.isLike) || e.isRepeated(s.question, a.Question, said) {
				continue
			}
			if !known {
				checks++
			}
			works, err := e.works(ctx, s)
			if err != nil {
				return chosen, err
			}
			if works && s.nearness(asked) < alikeFrom {
				chosen = append(chosen, s.question)
				taken[s.sentence] = true
			}
		}
	}
	return chosen, nil
}

// inTurn are the suggestions of an article, the nearer ones rather first, in another
// order after another question.
func (e *Engine) inTurn(a Answer, place index.Ref, l lexical.Language) []*suggestion {
	all := slices.Clone(e.suggestionsOf(place.Article, l))
	turn := make(map[*suggestion]int, len(all))
	for _, s := range all {
		turn[s] = distance(s.from, place) + int(hash(a.Question+"\n"+s.question)%shuffle)
	}
	slices.SortStableFunc(all, func(s, o *suggestion) int { return cmp.Compare(turn[s], turn[o]) })
	return all
}

func hash(s string) uint64 {
	h := fnv.New64a()
	io.WriteString(h, s) // never fails
	return h.Sum64()
}

// places are a passage of each of a few articles: of those that an answer rests
// on most or that came nearest, then of the first ones.
func (e *Engine) places(ctx context.Context, a Answer) []index.Ref {
	var places []index.Ref
	add := func(r index.Ref) {
		if len(places) < suggestFrom && !slices.ContainsFunc(places, func(p index.Ref) bool { return p.Article == r.Article }) {
			places = append(places, r)
		}
	}
	for _, f := range a.Footnotes {
		add(f.Ref)
	}
	for _, h := range a.Nearest {
		add(h.Ref)
	}
	articles := e.index.Articles()
	for _, article := range articles[:min(suggestFrom, len(articles))] {
		if first, ok := e.index.At(ctx, article.ID, 0); ok {
			add(first)
		}
	}
	return places
}

func distance(a, b index.Ref) int { return max(a.Passage-b.Passage, b.Passage-a.Passage) }

// works asks a suggested question, once.
func (e *Engine) works(ctx context.Context, s *suggestion) (bool, error) {
	if s.checked.Load() {
		return s.works.Load(), nil
	}
	read, err := e.read(ctx, s.question)
	if err != nil {
		return false, err
	}
	found, err := e.assess(ctx, read)
	if err != nil {
		return false, err
	}
	a, err := e.extractive(found, read.Language, func(string) error { return nil })
	if err != nil {
		return false, err
	}
	s.asked.Store(&read)
	s.works.Store(s.isAnswer(a))
	s.checked.Store(true)
	return s.works.Load(), nil
}

// isRepeated reports a question that says again what was asked, or asks for what was
// said.
func (e *Engine) isRepeated(question, asked, said string) bool {
	coverage := e.index.Words().Coverage
	share := coverage(question, asked)
	return share >= sharedShare && coverage(asked, question) >= repeatedShare || coverage(question, said) >= repeatedShare
}

// nearness is the cosine of two questions, this one checked; 0 without an embedder.
func (s *suggestion) nearness(asked index.Query) float64 {
	sum := 0.0
	if vector := s.asked.Load().Vector; len(vector) == len(asked.Vector) {
		for i, x := range vector {
			sum += float64(x) * float64(asked.Vector[i])
		}
	}
	return sum
}

// shows reports whether an answer quotes what answers a suggestion, too.
func (a Answer) shows(s *suggestion) bool {
	return slices.ContainsFunc(a.Footnotes, func(f Footnote) bool {
		return f.Article == s.from.Article && f.Start <= s.sentence.Start && s.sentence.End <= f.End
	})
}

// isLike reports a question that differs in a number alone: what happened in 2017.
func (s *suggestion) isLike(question string) bool {
	words := func(r rune) rune {
		if unicode.IsDigit(r) {
			return -1
		}
		return r
	}
	return strings.Map(words, s.question) == strings.Map(words, question)
}

// isAnswer reports whether the first statement of an answer shows, from its beginning
// on, what the question was made of, and the answer little else.
func (s *suggestion) isAnswer(a Answer) bool {
	if a.Tier != TierSure || len(a.Footnotes) == 0 || strings.HasSuffix(a.Text, "…") {
		return false
	}
	length := s.sentence.End - s.sentence.Start
	before, after := 0, 0
	for _, f := range a.Footnotes {
		if f.Article != s.from.Article {
			return false
		}
		before += max(0, min(f.End, s.sentence.Start)-f.Start)
		after += max(0, f.End-max(f.Start, s.sentence.End))
	}
	first := a.Footnotes[0]
	shown := min(first.End, s.sentence.End) - s.sentence.Start
	return first.Start <= s.sentence.Start && float64(shown) >= s.least*float64(length) && before <= length/3 && after <= length
}

// suggestionsOf are those of an article in a language, made if they are not
// there yet.
func (e *Engine) suggestionsOf(article *corpus.Article, l lexical.Language) []*suggestion {
	version := e.index.Version()
	e.suggestions.mu.Lock()
	defer e.suggestions.mu.Unlock()
	if e.suggestions.all == nil || e.suggestions.version != version || len(e.suggestions.all) >= suggestedAtOnce {
		e.suggestions.all, e.suggestions.version = map[suggestionsKey][]*suggestion{}, version
	}
	key := suggestionsKey{article, l}
	all, known := e.suggestions.all[key]
	if !known {
		all = e.makeSuggestions(article, l)
		e.suggestions.all[key] = all
	}
	return all
}

// makeSuggestions makes none of an article that has gone.
func (e *Engine) makeSuggestions(article *corpus.Article, l lexical.Language) []*suggestion {
	var all []*suggestion
	for _, q := range suggest.Questions(article, l, e.index.Analyser()) {
		from, ok := e.index.Passage(article, q.Passage)
		if !ok {
			return nil
		}
		all = append(all, &suggestion{question: q.Text, from: from, sentence: q.Sentence, least: q.Least})
	}
	return all
}
