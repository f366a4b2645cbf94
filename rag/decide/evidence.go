package decide

import (
	"math"
	"strings"

	"footnote/rag/index"
	"footnote/rag/lexical"
	"footnote/rag/sentence"
)

// Evidence is what speaks for the articles answering a question. Every feature
// is a number of -1 to 1 or so, higher is better.
type Evidence struct {
	Passage  float64 `json:"passage"`  // BM25 of the best passage over the IDF of the question
	Sentence float64 `json:"sentence"` // share of the question's IDF in the best single sentence
	Together float64 `json:"together"` // share of it in the best three passages together
	Known    float64 `json:"known"`    // share of it that the articles know at all
	Content  float64 `json:"content"`  // how much the question asks about: 1 - e^(-IDF/20)
	Names    float64 `json:"names"`    // share of its numbers and Latin names in the best three passages; 1 if it has none
	Near     float64 `json:"near"`     // cosine of the best passage, 0 without vectors
	Nearest  float64 `json:"nearest"`  // cosine of the nearest sentence of the best three passages
	Margin   float64 `json:"margin"`   // score of the best passage over the mean of the next ones

	Foreign bool `json:"foreign"` // question and best passage are in different languages

	Judged bool    `json:"judged"` // a judge has read the passages
	Odds   float64 `json:"odds"`   // mean of the two passages that answer best, by it
	Top    float64 `json:"top"`    // log odds that the best sentence answers, and half those of its passage
	First  float64 `json:"first"`  // log odds that it is the best one
}

// Passages is how many passages evidence is taken from by their words and
// vectors.
const Passages = 3

// contentScale is the IDF of a question of some three words.
const contentScale = 20

// NewEvidence gathers what the passages of a question, best first, have to say
// for answering it. The only error is that the built-in dictionary cannot be read.
func NewEvidence(x *index.Index, q index.Query, hits []Passage) (Evidence, error) {
	q, err := q.Refreshed()
	if err != nil || len(hits) == 0 || q.Bare() { // a bare question asks about nothing
		return Evidence{}, err
	}
	foreign := q.Foreign(hits[0].Ref)
	words := q.Words(foreign)
	e := Evidence{
		Known:   words.Known,
		Content: 1 - math.Exp(-words.Mass/contentScale),
		Near:    hits[0].Cosine,
		Margin:  margin(hits),
		Foreign: foreign,
	}
	if hits[0].Answers != nil {
		e.Judged, e.Odds = true, odds(hits)
		e.Top, e.First = lead(hits)
	}
	var together strings.Builder
	for _, h := range hits[:min(len(hits), Passages)] {
		together.WriteString(h.Told())
		together.WriteByte('\n')
		e.Nearest = max(e.Nearest, h.SentenceCosine)
		for i := range h.Sentences {
			_, coverage := x.Words().Score(words, sentence.Told(h.Article, h.Passage, i))
			e.Sentence = max(e.Sentence, coverage)
		}
	}
	_, e.Together = x.Words().Score(words, together.String())
	e.Names = namesFound(x.Analyser(), q, together.String())
	if words.Mass > 0 {
		e.Passage = hits[0].BestWords / words.Mass
	}
	return e, nil
}

// unrelated is about what a passage on something else scores by its cosines.
const unrelated = 0.45

// margin is how far the best hit is ahead of the others, or of what another
// would have had.
func margin(hits []Passage) float64 {
	if len(hits) == 1 && hits[0].Cosine != 0 {
		return hits[0].Score - unrelated
	}
	if len(hits) < 2 {
		return 0
	}
	sum := 0.0
	for _, h := range hits[1:] {
		sum += h.Score
	}
	return hits[0].Score - sum/float64(len(hits)-1)
}

// namesFound is the share of the question's numbers and, unless it is in English,
// its Latin words that the text has, 1 where there are none. They stand in the
// text as they are, in whatever language.
func namesFound(analyser *lexical.Analyser, q index.Query, text string) float64 {
	has := map[string]bool{}
	for _, t := range analyser.Tokens(text) {
		has[t.Term] = true
	}
	asked, found := 0.0, 0.0
	for _, t := range analyser.Tokens(q.Text) {
		if t.Term[0] >= 0x80 || !q.Language.Chinese() && !strings.ContainsAny(t.Term, "0123456789") {
			continue
		}
		asked++
		if has[t.Term] {
			found++
		}
	}
	if asked == 0 {
		return 1
	}
	return found / asked
}
