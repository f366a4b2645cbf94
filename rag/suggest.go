package rag

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"footnote/rag/lexical"
)

// MaxSuggestion is how many characters a suggested question has at most: what a
// button of Discord holds.
const MaxSuggestion = 80

// A suggestion is a question that the articles may answer.
type suggestion struct {
	question string
	from     Ref // the passage that it was made of
	checked  atomic.Bool
	works    atomic.Bool // it was asked, and answered from that passage
}

// suggestions are made of an article when they are first wanted, in each
// language of a reader, and checked one by one. A change of the articles ends
// them all: what one article alone answered, another may answer now. The zero
// value is ready.
type suggestions struct {
	mu      sync.Mutex
	changes uint64 // of the index when they were made
	all     map[suggested][]*suggestion
}

type suggested struct {
	article  *holding
	language lexical.Language
}

// Suggest returns up to n questions to ask next, in the language of the
// question that was answered. Each has been asked already and is answered by
// the articles, from what stands near to what the answer rests on. The error is
// that of the embedder or of ctx; what was found before it is there.
func (e *Engine) Suggest(ctx context.Context, a Answer, n int) ([]string, error) {
	language := e.index.analyser.Language(a.Question)
	said := a.Question + "\n"
	for _, f := range a.Footnotes {
		said += f.Quote + "\n"
	}
	var chosen []string
	taken := map[Ref]bool{}
	for _, near := range e.whereabouts(a) {
		all := slices.Clone(e.candidates(near.held, language))
		slices.SortStableFunc(all, func(a, b *suggestion) int {
			return cmp.Compare(distance(a.from, near), distance(b.from, near))
		})
		for _, s := range all {
			if len(chosen) == n {
				return chosen, nil
			}
			if taken[s.from] || slices.Contains(chosen, s.question) || e.answers(a, said, s.question) {
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

// whereabouts are a passage of each of a few articles: those that an answer
// rests on most or that came nearest, then the first ones.
func (e *Engine) whereabouts(a Answer) []Ref {
	var near []Ref
	add := func(r Ref) {
		if len(near) < suggestFrom && !slices.ContainsFunc(near, func(other Ref) bool { return other.Article == r.Article }) {
			near = append(near, r)
		}
	}
	for _, f := range a.Footnotes {
		add(f.Ref)
	}
	for _, h := range a.Nearest {
		add(h.Ref)
	}
	for _, r := range e.index.beginnings(suggestFrom) {
		add(r)
	}
	return near
}

// beginnings are the first passages of the first n articles.
func (x *Index) beginnings(n int) []Ref {
	x.mu.RLock()
	defer x.mu.RUnlock()
	var all []Ref
	for _, h := range x.order[:min(n, len(x.order))] {
		if len(h.numbers) > 0 {
			all = append(all, x.at[h.numbers[0]])
		}
	}
	return all
}

// answers reports whether a question asks for what an answer says already.
func (e *Engine) answers(a Answer, said, question string) bool {
	_, share := e.index.words.Score(e.index.words.Query(question), said)
	return a.Question == question || share >= repeated
}

func distance(a, b Ref) int { return max(a.Passage-b.Passage, b.Passage-a.Passage) }

// works asks a suggested question, once.
func (e *Engine) works(ctx context.Context, s *suggestion) (bool, error) {
	if s.checked.Load() {
		return s.works.Load(), nil
	}
	u, err := e.weigh(ctx, s.question)
	if err != nil {
		return false, err
	}
	s.works.Store(u.answerable() && slices.ContainsFunc(u.hits[:min(len(u.hits), 2)], func(h Hit) bool { return h.Ref == s.from }))
	s.checked.Store(true)
	return s.works.Load(), nil
}

func (e *Engine) candidates(article *holding, l lexical.Language) []*suggestion {
	changes := e.index.changes()
	e.suggestions.mu.Lock()
	defer e.suggestions.mu.Unlock()
	if e.suggestions.all == nil || e.suggestions.changes != changes {
		e.suggestions.all, e.suggestions.changes = map[suggested][]*suggestion{}, changes
	}
	key := suggested{article, l}
	all, known := e.suggestions.all[key]
	if !known {
		all = article.suggest(e.index.analyser, l)
		e.suggestions.all[key] = all
	}
	return all
}

// suggest makes questions of the passages: for the numbers that they give,
// where question and article are in the same language, and what they name in
// quotation marks.
func (h *holding) suggest(analyser *lexical.Analyser, l lexical.Language) []*suggestion {
	p := phrasesIn(l)
	var all []*suggestion
	seen := map[string]bool{}
	for i, passage := range h.article.Passages {
		for _, span := range passage.Sentences {
			for _, q := range questions(h.article.Quote(span), analyser, l, p) {
				if !seen[q] && utf8.RuneCountInString(q) <= MaxSuggestion {
					seen[q] = true
					all = append(all, &suggestion{question: q, from: Ref{h.article, i, h}})
				}
			}
		}
	}
	return all
}

var (
	// 2022年我国數據產量為8.1ZB: what stands before the verb, from the last mark
	// on, is what has the number.
	quantityIn = map[bool]*regexp.Regexp{
		true:  regexp.MustCompile(`([^，,。；;：:、「」『』《》“”\s（(]{4,24}?)(?:總共|总共|總計|总计|合計|合计|已經|已经|已|就|多|共|高|僅|仅|只)?(?:為|为|達到|达到|達|达|超過|超过|約|约)(?:了)?[約约]?[0-9][0-9.,]*`),
		false: regexp.MustCompile(`(?i)\b(the (?:[a-z][\w-]* ){1,6}?)(?:is|was|reached|exceeded|rose to|amounts to|amounted to) (?:about |over |nearly )?[$€£]?[0-9]`),
	}
	named = regexp.MustCompile(`[「“《]([^「」“”《》。，,]{2,16})[」”》]`)
)

// questions asks for what a sentence says.
func questions(sentence string, analyser *lexical.Analyser, l lexical.Language, p phrases) []string {
	var all []string
	language := analyser.Language(sentence)
	if language.Chinese() == l.Chinese() {
		for _, m := range quantityIn[l.Chinese()].FindAllStringSubmatch(sentence, -1) {
			all = append(all, p.howMuch(strings.TrimSpace(m[1])))
		}
	}
	for _, m := range named.FindAllStringSubmatch(sentence, -1) {
		all = append(all, p.whatAbout(m[1]))
	}
	return all
}
