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
	fewest = 3 // sentences of a summary where nobody says how many
	most   = 6
	// maxSentences is how many are given where more are asked for.
	maxSentences = 12
	// A sentence is left out where this share of its words stands in one before it,
	// or where the two vectors are this near.
	repeatedShare  = 0.7
	repeatedCosine = 0.93
)

// errGone is that an article was removed from the index meanwhile.
var errGone = errors.New("the article is no longer there")

// Summary is the title of an article and the sentences that carry its parts best,
// in the order of the article: as many as asked for, at most 12, or three to six
// where sentences is 0. The index must have the article.
func Summary(ctx context.Context, x *index.Index, a *corpus.Article, sentences int) (Reply, error) {
	s, candidates, err := summarise(ctx, x, a)
	if err != nil {
		return Reply{}, err
	}
	return s.reply(candidates, sentences), nil
}

// SummaryOf is a summary of what an article says of a subject; of all of it, where
// that is what its title says, or "". ok is false where no sentence that can be shown
// has the words of the subject.
func SummaryOf(ctx context.Context, x *index.Index, a *corpus.Article, subject string, sentences int) (r Reply, ok bool, err error) {
	s, candidates, err := summarise(ctx, x, a)
	if err != nil {
		return Reply{}, false, err
	}
	if subject != "" && x.Words().Coverage(subject, a.Title) < wholly {
		candidates = s.about(subject, candidates)
	}
	return s.reply(candidates, sentences), len(candidates) > 0, nil
}

// summarise finds what may stand in a summary.
func summarise(ctx context.Context, x *index.Index, a *corpus.Article) (summariser, []candidate, error) {
	all := read(x, a)
	if len(all) == 0 {
		return summariser{}, nil, errGone
	}
	s := summariser{index: x, article: a, chinese: mostlyChinese(x.Analyser(), all)}
	return s, s.candidates(parts(a, all)), ctx.Err()
}

// about leaves the candidates that have the words of a subject, or whose part is
// called so and which are understood by themselves, and counts their parts anew.
func (s *summariser) about(subject string, all []candidate) []candidate {
	words := s.index.Words()
	var kept []candidate
	part, before := -1, -1
	for _, c := range all {
		if words.Coverage(subject, c.text) < wholly &&
			(words.Coverage(subject, c.title) < wholly || dangles(c.text) || points().MatchString(c.text)) {
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
	chinese bool // most of its sentences are in Chinese
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

// A candidate is a sentence that may stand in a summary.
type candidate struct {
	sentence
	part  int    // which, from 0
	title string // of the part
	score float64
}

// candidates are the sentences that can be shown by themselves, in order, with
// how well each stands for its part and for the whole.
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

// shareOfTitles is how much of the article's title a sentence says, 0..1, and of
// its part's, which half of it says well enough.
func (s *summariser) shareOfTitles(one sentence, p part) float64 {
	words := s.index.Words()
	share := words.Coverage(s.article.Title, one.text)
	if p.title != "" && p.title != s.article.Title {
		share += min(1, 2*words.Coverage(p.title, one.text))
	}
	return share
}

// usable leaves out the parts that are not what the article is about and, of the
// others, what cannot be shown by itself or is in another language than the
// article. Where too little is left, more of it counts.
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
