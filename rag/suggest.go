package rag

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag/decide"
	"footnote/rag/index"
	"footnote/rag/lexical"
)

// repeatedShare is the share of the words of a question from which on it was
// answered already.
const repeatedShare = 0.7

// MaxSuggestion is how many characters a suggested question has at most: what a
// button of Discord holds.
const MaxSuggestion = 80

// A suggestion is a question that the articles may answer.
type suggestion struct {
	question string
	from     index.Ref // the passage that it was made of
	checked  atomic.Bool
	works    atomic.Bool // it was asked, and answered from that passage
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

// Suggest returns up to n questions to ask next, in the language of the
// question that was answered. Each has been asked already and is answered by
// the articles, from what stands near to what the answer rests on. The error is
// that of the embedder or of ctx; what was found before it is there.
func (e *Engine) Suggest(ctx context.Context, a Answer, n int) ([]string, error) {
	language := e.index.Analyser().Language(a.Question)
	said := a.Question + "\n"
	for _, f := range a.Footnotes {
		said += f.Quote + "\n"
	}
	var chosen []string
	taken := map[index.Ref]bool{}
	for _, near := range e.places(a) {
		all := slices.Clone(e.suggestionsOf(near.Article, language))
		slices.SortStableFunc(all, func(a, b *suggestion) int {
			return cmp.Compare(distance(a.from, near), distance(b.from, near))
		})
		for _, s := range all {
			if len(chosen) == n {
				return chosen, nil
			}
			answered := s.question == a.Question || e.index.Words().Coverage(s.question, said) >= repeatedShare
			if answered || taken[s.from] || slices.Contains(chosen, s.question) {
				continue
			}
			works, err := e.works(ctx, s)
			if err != nil {
				return chosen, err
			}
			if works {
				chosen = append(chosen, s.question)
				taken[s.from] = true
			}
		}
	}
	return chosen, nil
}

// suggestFrom is how many articles are looked through for suggestions.
const suggestFrom = 3

// places are a passage of each of a few articles: of those that an answer rests
// on most or that came nearest, then of the first ones.
func (e *Engine) places(a Answer) []index.Ref {
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
		if first, ok := e.index.Passage(article.ID, 0); ok {
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
	q, err := e.read(ctx, s.question)
	if err != nil {
		return false, err
	}
	a, err := e.assess(ctx, q)
	if err != nil {
		return false, err
	}
	s.works.Store(a.answerable() && slices.ContainsFunc(a.passages[:min(len(a.passages), 2)], func(h decide.Passage) bool { return h.Ref == s.from }))
	s.checked.Store(true)
	return s.works.Load(), nil
}

// suggestionsOf are those of an article in a language, made if they are not
// there yet.
func (e *Engine) suggestionsOf(article *corpus.Article, l lexical.Language) []*suggestion {
	version := e.index.Version()
	e.suggestions.mu.Lock()
	defer e.suggestions.mu.Unlock()
	if e.suggestions.all == nil || e.suggestions.version != version {
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

// makeSuggestions makes questions of the passages: for the numbers that they
// give, where question and article are in the same language, and for what they
// name in quotation marks. It makes none of an article that has gone.
func (e *Engine) makeSuggestions(article *corpus.Article, l lexical.Language) []*suggestion {
	var all []*suggestion
	seen := map[string]bool{}
	for i, passage := range article.Passages {
		from, ok := e.index.Passage(article.ID, i)
		if !ok {
			return nil
		}
		for _, span := range passage.Sentences {
			for _, q := range e.questionsAbout(article.Quote(span), l) {
				if !seen[q] && utf8.RuneCountInString(q) <= MaxSuggestion {
					seen[q] = true
					all = append(all, &suggestion{question: q, from: from})
				}
			}
		}
	}
	return all
}

var (
	// 2022年我國數據產量為8.1ZB: what stands before the verb, from the last mark
	// on, is what has the number.
	chineseQuantity = doc.Pattern(`([^，,。；;：:、「」『』《》“”\s（(]{4,24}?)(?:總共|总共|總計|总计|合計|合计|已經|已经|已|就|多|共|高|僅|仅|只)?(?:為|为|達到|达到|達|达|超過|超过|約|约)(?:了)?[約约]?[0-9][0-9.,]*`)
	englishQuantity = doc.Pattern(`(?i)\b(the (?:[a-z][\w-]* ){1,6}?)(?:is|was|reached|exceeded|rose to|amounts to|amounted to) (?:about |over |nearly )?[$€£]?[0-9]`)
	quotedName      = doc.Pattern(`[「“《]([^「」“”《》。，,]{2,16})[」”》]`)
)

// questionsAbout asks for what a sentence says, in a language.
func (e *Engine) questionsAbout(sentence string, l lexical.Language) []string {
	p := phrasesIn(l)
	quantity := englishQuantity
	if l.Chinese() {
		quantity = chineseQuantity
	}
	var all []string
	if e.index.Analyser().Language(sentence).Chinese() == l.Chinese() {
		for _, m := range quantity().FindAllStringSubmatch(sentence, -1) {
			all = append(all, p.howMuch(strings.TrimSpace(m[1])))
		}
	}
	for _, m := range quotedName().FindAllStringSubmatch(sentence, -1) {
		all = append(all, p.whatAbout(m[1]))
	}
	return all
}
