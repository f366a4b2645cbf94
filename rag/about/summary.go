package about

import (
	"context"
	"errors"
	"slices"
	"strings"

	"footnote/corpus"
	"footnote/rag/index"
	"footnote/rag/lexical"
)

const (
	fewest = 3 // sentences of a summary, if the reader gives no number
	most   = 6
	// maxSentences is the largest number of sentences of a summary.
	maxSentences = 12
	// A sentence is left out if this share of its words is in an earlier one, or if the cosine
	// of their vectors is at least this.
	repeatedShare  = 0.7
	repeatedCosine = 0.93
)

// errGone means that the article has been removed from the index.
var errGone = errors.New("the article is no longer there")

// Summary returns the title of an article and the sentences that best represent its parts, in
// the order of the article: as many as asked for, at most 12, or three to six if sentences is
// 0. The index must have the article.
func Summary(ctx context.Context, x *index.Index, a *corpus.Article, sentences int) (Reply, error) {
	s, candidates, err := summarise(ctx, x, a)
	if err != nil {
		return Reply{}, err
	}
	return s.reply(candidates, sentences), nil
}

// SummaryOf summarises what an article says about a subject. If the subject is "" or the
// article's title, it summarises the whole article. ok is false if no sentence that can be
// shown has the words of the subject.
func SummaryOf(ctx context.Context, x *index.Index, a *corpus.Article, subject string, sentences int) (r Reply, ok bool, err error) {
	s, candidates, err := summarise(ctx, x, a)
	if err != nil {
		return Reply{}, false, err
	}
	if subject != "" && x.Words().Coverage(subject, a.Title) < allWordsFrom {
		candidates = s.about(subject, candidates)
	}
	return s.reply(candidates, sentences), len(candidates) > 0, nil
}

// summarise finds the candidates for a summary.
func summarise(ctx context.Context, x *index.Index, a *corpus.Article) (summariser, []candidate, error) {
	all := read(x, a)
	if len(all) == 0 {
		return summariser{}, nil, errGone
	}
	s := summariser{index: x, article: a, chinese: mostlyChinese(x.Analyser(), all)}
	return s, s.candidates(parts(a, all)), ctx.Err()
}

// about keeps the candidates that have the words of a subject, or whose part is named after it
// if they can be understood by themselves. It renumbers their parts.
func (s *summariser) about(subject string, all []candidate) []candidate {
	words := s.index.Words()
	var kept []candidate
	part, before := -1, -1
	for _, c := range all {
		if words.Coverage(subject, c.text) < allWordsFrom &&
			(words.Coverage(subject, c.title) < allWordsFrom || dangles(c.text) || points().MatchString(c.text)) {
			continue
		}
		if c.part != before {
			part, before = part+1, c.part
		}
		c.part = part
		kept = append(kept, c)
	}
	return kept
}

func (s *summariser) reply(candidates []candidate, sentences int) Reply {
	reply := Reply{Lead: name(s.article)}
	last := -1
	for _, c := range s.choose(candidates, sentences) {
		reply.Statements = append(reply.Statements, s.statement(c, c.part == last))
		last = c.part
	}
	return reply
}

// A summariser chooses sentences of one article.
type summariser struct {
	index   *index.Index
	article *corpus.Article
	chinese bool // most of the sentences are in Chinese
}

func mostlyChinese(a *lexical.Analyser, all []sentence) bool {
	balance := 0
	for _, s := range all {
		switch {
		case kindOf(s) != prose:
		case a.Language(s.text).Chinese():
			balance++
		default:
			balance--
		}
	}
	return balance > 0
}

// A candidate is a sentence that may be part of a summary.
type candidate struct {
	sentence
	part  int    // number of the part, from 0
	title string // of the part
	score float64
}

// candidates returns the sentences that can be shown by themselves, in order, with a score of
// how well each represents its part and the article.
func (s *summariser) candidates(parts []part) []candidate {
	usable := s.usable(parts)
	central := centrality(s.index.Analyser(), usable)
	var all []candidate
	for i, p := range usable {
		for j, one := range p.sentences {
			score := central[len(all)] + forTitle*s.shareOfTitles(one, p) + bonus(one, p, i, j)
			if i == 0 && strings.HasPrefix(one.text, s.article.Title) && !announces().MatchString(one.text) && !defines().MatchString(one.text) {
				score += forDefining
			}
			all = append(all, candidate{one, i, p.title, score})
		}
	}
	return all
}

// shareOfTitles returns the share of the words of the article's title that a sentence has,
// plus the share of those of its part's heading, doubled but at most 1.
func (s *summariser) shareOfTitles(one sentence, p part) float64 {
	words := s.index.Words()
	share := words.Coverage(s.article.Title, one.text)
	if p.title != "" && p.title != s.article.Title {
		share += min(1, 2*words.Coverage(p.title, one.text))
	}
	return share
}

// usable leaves out parts that are not about the article's subject, and sentences that cannot
// be shown by themselves or are in another language than the article. If too little remains,
// it becomes less strict.
func (s *summariser) usable(parts []part) []part {
	inside := slices.DeleteFunc(slices.Clone(parts), func(p part) bool { return outside().MatchString(p.title) })
	if kept := s.usableOf(inside, true); count(kept) >= fewest {
		return kept
	}
	for _, strict := range []bool{true, false} {
		if kept := s.usableOf(parts, strict); len(kept) > 0 {
			return kept
		}
	}
	return parts
}

func count(parts []part) int {
	n := 0
	for _, p := range parts {
		n += len(p.sentences)
	}
	return n
}

func (s *summariser) usableOf(parts []part, strict bool) []part {
	var kept []part
	for _, p := range parts {
		some := part{title: p.title}
		for _, one := range p.sentences {
			if s.shown(one, strict) {
				some.sentences = append(some.sentences, one)
			}
		}
		if len(some.sentences) > 0 {
			kept = append(kept, some)
		}
	}
	return kept
}

func (s *summariser) shown(one sentence, strict bool) bool {
	switch kindOf(one) {
	case prose, notice:
	case label:
		if strict {
			return false
		}
	default:
		return false
	}
	return !strict || s.index.Analyser().Language(one.text).Chinese() == s.chinese
}
