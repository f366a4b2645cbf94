package decide

import (
	"math"
	"strings"

	"footnote/rag/index"
	"footnote/rag/lexical"
	"footnote/rag/sentence"
)

// Evidence is how much the articles seem to answer a question. Each feature is a number of
// about -1 to 1; higher is better.
type Evidence struct {
	Passage  float64 `json:"passage"`  // BM25 of the best passage divided by the IDF of the question
	Sentence float64 `json:"sentence"` // share of the question's IDF in the best single sentence
	Together float64 `json:"together"` // share of the question's IDF in the best three passages together
	Known    float64 `json:"known"`    // share of the question's IDF that the articles know at all
	Content  float64 `json:"content"`  // how much the question asks about: 1 - e^(-IDF/20)
	Names    float64 `json:"names"`    // share of the question's numbers and Latin names in the best three passages; 1 if it has none
	Near     float64 `json:"near"`     // cosine of the best passage; 0 without vectors
	Nearest  float64 `json:"nearest"`  // cosine of the nearest sentence of the best three passages
	Margin   float64 `json:"margin"`   // score of the best passage minus the mean of the next ones

	Foreign bool `json:"foreign"` // question and best passage are in different languages

	Judged bool    `json:"judged"` // a judge has read the passages
	Odds   float64 `json:"odds"`   // mean log odds, by the judge, of the two passages that answer best
	Top    float64 `json:"top"`    // log odds that the best sentence answers, plus half those of its passage
	First  float64 `json:"first"`  // log odds that this sentence is the best one

	// Read are the passages that the evidence was taken from, best first.
	Read []Passage `json:"-"`
}

// Passages is how many passages evidence by words and vectors is taken from.
const Passages = 3

// contentScale is the IDF of a question of about three words.
const contentScale = 20

// NewEvidence gathers evidence from the passages found for a question, best first. It returns
// an error only if the built-in dictionary cannot be read.
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
		Read:    hits,
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

// unrelated is the approximate score, by cosines, of a passage about something else.
const unrelated = 0.45

// margin returns by how much the best hit exceeds the others. If there is only one, it exceeds
// the score of an unrelated passage.
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

// namesFound returns the share of the question's numbers and Latin words that the text has, or
// 1 if the question has none. In an English question only words with digits count. Such words
// are the same in every language.
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
