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
	from     index.Ref                   // the passage that the question was made from
	sentence corpus.Span                 // the sentence there that answers it
	least    float64                     // the share of that sentence, 0..1, that an answer must show
	asked    atomic.Pointer[index.Query] // the analysed question, once it is checked
	checked  atomic.Bool                 // the question has been asked
	works    atomic.Bool                 // and the sentence answers it
}

// suggestions caches the suggestions of articles by article and reader's language. They are
// made when first asked for, and checked one by one. A change of the index drops them all,
// since a question that one article answered may now have another answer. The zero value is
// ready to use.
type suggestions struct {
	mu      sync.Mutex
	version uint64 // of the index when the suggestions were made
	all     map[suggestionsKey][]*suggestion
}

type suggestionsKey struct {
	article  *corpus.Article
	language lexical.Language
}

const (
	// repeatedShare is the share of a question's words from which on it counts as already
	// answered.
	repeatedShare = 0.7
	// sharedShare is the share of a suggestion's words from which on it counts as the question
	// that was asked, if it also covers that question's words.
	sharedShare = 0.4
	// alikeFrom is the cosine of two questions from which on they ask for the same thing.
	alikeFrom = 0.9
	// suggestFrom is how many articles suggestions are taken from.
	suggestFrom = 3
	// mostChecks is how many new suggestions are checked for one answer. The results are
	// remembered.
	mostChecks = 8

	suggestedAtOnce = 100 // how many articles and languages have cached suggestions

	// fewest is how many questions Suggest returns at least, if there are that many.
	fewest = 2
	// shuffle is the range of the shift, in passages, that varies the order of suggestions
	// from question to question.
	shuffle = 10
)

// Suggest returns up to n questions to ask next, in the language of the reply to the answered
// question. First come questions made from passages near those that the answer rests on, in an
// order that varies with the question. Each of them has been asked already and is surely
// answered by the sentence it was made from. If these are too few, general questions about the
// article follow. An error comes from the embedder, the judge or ctx; the questions found
// before it are returned too.
func (e *Engine) Suggest(ctx context.Context, a Answer, n int) ([]string, error) {
	language := cmp.Or(a.Language, e.Language(a.Question))
	chosen, err := e.suggestSure(ctx, a, language, n)
	for _, q := range e.general(ctx, a, language, min(n, fewest)-len(chosen)) {
		if len(chosen) < n && q != a.Question {
			chosen = append(chosen, q)
		}
	}
	return chosen, err
}

// general returns questions about the article that an answer rests on, without the one that
// was just answered. The last one is a shorter form of the first, used only if there are fewer
// than enough. With several articles, such a question would not say which one it means.
func (e *Engine) general(ctx context.Context, a Answer, language lexical.Language, enough int) []string {
	places := e.places(ctx, a)
	if len(places) == 0 {
		return nil
	}
	var all []string
	about, article := suggest.AboutArticle(language), places[0].Article
	if len(e.index.Articles()) > 1 { // the question would not say which article it means
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

// suggestSure returns suggestions that were checked and are surely answered.
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

// inTurn returns the suggestions of an article, near ones roughly first. The order varies with
// the question.
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

// places returns one passage from each of up to suggestFrom articles: those that the answer
// rests on or that came nearest, then the first ones of the index.
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

// works reports whether a suggested question is answered by its sentence. It asks the question
// only once.
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

// isRepeated reports whether a question repeats the one that was asked, or asks for what was
// already said.
func (e *Engine) isRepeated(question, asked, said string) bool {
	coverage := e.index.Words().Coverage
	share := coverage(question, asked)
	return share >= sharedShare && coverage(asked, question) >= repeatedShare || coverage(question, said) >= repeatedShare
}

// nearness returns the cosine of two questions, s being checked; 0 without an embedder.
func (s *suggestion) nearness(asked index.Query) float64 {
	sum := 0.0
	if vector := s.asked.Load().Vector; len(vector) == len(asked.Vector) {
		for i, x := range vector {
			sum += float64(x) * float64(asked.Vector[i])
		}
	}
	return sum
}

// shows reports whether an answer already quotes the sentence that answers a suggestion.
func (a Answer) shows(s *suggestion) bool {
	return slices.ContainsFunc(a.Footnotes, func(f Footnote) bool {
		return f.Article == s.from.Article && f.Start <= s.sentence.Start && s.sentence.End <= f.End
	})
}

// isLike reports whether two questions differ only in a number, such as a year.
func (s *suggestion) isLike(question string) bool {
	words := func(r rune) rune {
		if unicode.IsDigit(r) {
			return -1
		}
		return r
	}
	return strings.Map(words, s.question) == strings.Map(words, question)
}

// isAnswer reports whether the first statement of an answer shows enough of the sentence that
// the question was made from, beginning with its start, and the whole answer little else.
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

// suggestionsOf returns the suggestions of an article in a language, and makes them if they
// are not cached.
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

// makeSuggestions makes the suggestions of an article; none if it has left the index.
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
