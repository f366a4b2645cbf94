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
	from     int // the passage that it was made of
	checked  atomic.Bool
	works    atomic.Bool // it was asked, and answered from that passage
}

// suggestions are made of the articles when they are first wanted, in each
// language of a reader, and checked one by one. The zero value is ready.
type suggestions struct {
	mu  sync.Mutex
	all map[lexical.Language][]*suggestion
}

// Suggest returns up to n questions to ask next, in the language of the
// question that was answered. Each has been asked already and is answered by
// the articles, from what stands near to what the answer rests on. The error is
// that of the embedder or of ctx; what was found before it is there.
func (e *Engine) Suggest(ctx context.Context, a Answer, n int) ([]string, error) {
	near, used := e.whereabouts(a)
	all := slices.Clone(e.candidates(e.index.analyser.Language(a.Question)))
	slices.SortStableFunc(all, func(a, b *suggestion) int {
		return cmp.Compare(distance(a.from, near), distance(b.from, near))
	})
	var chosen []string
	taken := map[int]bool{}
	for _, s := range all {
		if len(chosen) == n {
			break
		}
		if taken[s.from] || e.answers(a, used, s.question) {
			continue
		}
		if !s.checked.Load() {
			works, err := e.works(ctx, s)
			if err != nil {
				return chosen, err
			}
			s.works.Store(works)
			s.checked.Store(true)
		}
		if s.works.Load() {
			chosen = append(chosen, s.question)
			taken[s.from] = true
		}
	}
	return chosen, nil
}

// whereabouts are the passage that an answer rests on most, and what it says.
func (e *Engine) whereabouts(a Answer) (passage int, text string) {
	if len(a.Footnotes) > 0 {
		passage = a.Footnotes[0].number
	} else if len(a.Nearest) > 0 {
		passage = a.Nearest[0].number
	}
	for _, f := range a.Footnotes {
		text += f.Quote + "\n"
	}
	return passage, a.Question + "\n" + text
}

// answers reports whether a question asks for what an answer says already.
func (e *Engine) answers(a Answer, said, question string) bool {
	_, share := e.index.words.Score(e.index.words.Query(question), said)
	return a.Question == question || share >= repeated
}

func distance(a, b int) int { return max(a-b, b-a) }

// works asks a suggested question.
func (e *Engine) works(ctx context.Context, s *suggestion) (bool, error) {
	u, err := e.weigh(ctx, s.question)
	if err != nil || !u.answerable() {
		return false, err
	}
	return slices.ContainsFunc(u.hits[:min(len(u.hits), 2)], func(h Hit) bool { return h.number == s.from }), nil
}

func (e *Engine) candidates(l lexical.Language) []*suggestion {
	e.suggestions.mu.Lock()
	defer e.suggestions.mu.Unlock()
	if e.suggestions.all == nil {
		e.suggestions.all = map[lexical.Language][]*suggestion{}
	}
	all, known := e.suggestions.all[l]
	if !known {
		all = e.index.suggest(l)
		e.suggestions.all[l] = all
	}
	return all
}

// suggest makes questions of the passages: for the numbers that they give,
// where question and article are in the same language, and what they name in
// quotation marks.
func (x *Index) suggest(l lexical.Language) []*suggestion {
	p := phrasesIn(l)
	var all []*suggestion
	seen := map[string]bool{}
	for number, ref := range x.passages {
		for _, span := range ref.Article.Passages[ref.Passage].Sentences {
			for _, q := range questions(ref.Article.Quote(span), x.analyser, l, p) {
				if !seen[q] && utf8.RuneCountInString(q) <= MaxSuggestion {
					seen[q] = true
					all = append(all, &suggestion{question: q, from: number})
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
