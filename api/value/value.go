// Package value defines the JSON values that --json prints and the API returns. Fields are only
// ever added.
package value

import (
	"time"

	"footnote/corpus"
	"footnote/corpus/link"
	"footnote/rag"
	"footnote/rag/index"
	"footnote/rag/intent"
	"footnote/rag/sentence"
)

// A Passage is a passage that was found.
type Passage struct {
	Rank    int     `json:"rank"`
	Score   float64 `json:"score"`
	Article string  `json:"article"` // ID
	Passage int     `json:"passage"` // number within the article, from 0
	Start   int     `json:"start"`   // byte offsets into the cleaned text
	End     int     `json:"end"`
	Text    string  `json:"text"`
	Section string  `json:"section"`
	Title   string  `json:"title"`              // of the article
	Page    int     `json:"page,omitempty"`     // of the best sentence, from 1, if the article has pages
	At      string  `json:"position,omitempty"` // of the best sentence, as people look it up: "p. 3", "row 7", "slide 2", "cell 4", "1:02:03"
	URL     string  `json:"url,omitempty"`      // of a web page, with a fragment that opens it at the best sentence
	// ReadAt is when the text of a library article was read.
	ReadAt time.Time `json:"read_at,omitzero"`
	SeenBy string    `json:"read_from_picture_by,omitempty"` // name of the model, if the page is a picture
	Best   Best      `json:"best"`
}

// Found is the result of a search, best passage first.
type Found struct {
	Query    string    `json:"query"`
	Passages []Passage `json:"passages"`
	TookMS   float64   `json:"took_ms"`
}

// NewFound returns the value of a search result.
func NewFound(query string, hits []index.Hit, took time.Duration) Found {
	return Found{query, Passages(hits), Milliseconds(took)}
}

// Best is the best-matching sentence of a passage.
type Best struct {
	Start int     `json:"start"`
	End   int     `json:"end"`
	Text  string  `json:"text"`
	Score float64 `json:"score"`
}

// An Answer is the answer to a question, or a refusal.
type Answer struct {
	Question   string          `json:"question"`
	Answer     string          `json:"answer"`
	Intent     intent.Kind     `json:"intent"`
	Tier       rag.Tier        `json:"tier"`      // sure, unsure, refused, or fixed (by a person); empty if nothing was asked about the articles
	Abstained  bool            `json:"abstained"` // whether the tier is refused
	Reason     string          `json:"reason"`
	Mode       rag.Mode        `json:"mode"`
	Model      string          `json:"model"`
	Confidence float64         `json:"confidence"`
	Footnotes  []Footnote      `json:"footnotes"`
	Nearest    []Passage       `json:"nearest"`
	Degraded   string          `json:"degraded"`
	TookMS     float64         `json:"took_ms"`
	Statements *rag.Statements `json:"statements,omitempty"` // of a language model
	Usage      *Usage          `json:"usage,omitempty"`
	Cached     bool            `json:"cached,omitempty"`
	// Conflict means that the articles disagree: the answer contains all that they say, and the
	// tier is unsure.
	Conflict bool   `json:"conflict,omitempty"`
	Fixed    *Fixed `json:"fixed,omitempty"` // author and date of a fixed answer
	// Suggestions are questions that the articles answer; only with help and greetings.
	Suggestions []string `json:"suggestions,omitempty"`
}

// Fixed says who fixed an answer, and when. No article contains the answer.
type Fixed struct {
	Author string    `json:"author"`           // the author's name at that time; empty means whoever ran the program
	Former bool      `json:"former,omitempty"` // the author's data has been deleted since
	At     time.Time `json:"at"`
}

// Usage is what the language model used for an answer.
type Usage struct {
	InputTokens  int     `json:"input_tokens"`
	OutputTokens int     `json:"output_tokens"`
	Cost         float64 `json:"cost"`
}

// A Footnote is a sentence that a statement rests on.
type Footnote struct {
	N       int    `json:"n"`
	Article string `json:"article"`
	Passage int    `json:"passage"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Quote   string `json:"quote"`
	Section string `json:"section"`
	Title   string `json:"title"`
	Page    int    `json:"page,omitempty"`
	At      string `json:"position,omitempty"`
	URL     string `json:"url,omitempty"` // of a web page, with a fragment that opens it at the sentence
	// ReadAt is when the text of a library article was read.
	ReadAt time.Time `json:"read_at,omitzero"`
	SeenBy string    `json:"read_from_picture_by,omitempty"` // name of the model, if the page is a picture

	Cells []sentence.Cell `json:"cells,omitempty"` // of a row whose table has a header
}

// Passages returns the values of passages, best first.
func Passages(hits []index.Hit) []Passage {
	out := make([]Passage, len(hits))
	for i, h := range hits {
		e := h.Extent()
		best := Best{h.Best.Start, h.Best.End, h.Article.Quote(h.Best.Span), h.Best.Score}
		out[i] = Passage{i + 1, h.Score, h.Article.ID, h.Passage, e.Start, e.End, h.Text(), h.Section(), h.Article.Title, h.Article.PageAt(h.Best.Start), h.Article.At(h.Best.Start).String(), link.To(h.Article, h.Best.Span).Address, readAt(h.Article), h.Article.SeenAt(h.Best.Start), best}
	}
	return out
}

// NewAnswer returns the value of an answer that took the given time, with questions to ask
// next.
func NewAnswer(a rag.Answer, next []string, took time.Duration) Answer {
	j := Answer{Question: a.Question, Answer: a.Text, Tier: a.Tier, Intent: a.Intent, Abstained: a.Abstained(), Reason: a.Reason, Mode: a.Mode, Model: a.Model,
		Confidence: a.Confidence, Footnotes: newFootnotes(a.Footnotes), Nearest: Passages(a.Nearest), Degraded: a.Degraded, TookMS: Milliseconds(took), Cached: a.Cached, Conflict: a.Conflict, Suggestions: next}
	if a.Fixed != nil {
		j.Fixed = &Fixed{a.Fixed.Author, a.Fixed.Former, a.Fixed.At.UTC()}
	}
	if a.Mode == rag.ModeLLM || a.Degraded != "" {
		j.Statements = &a.Statements
		j.Usage = &Usage{a.Usage.InputTokens, a.Usage.OutputTokens, a.Usage.Cost}
	}
	return j
}

func readAt(a *corpus.Article) time.Time {
	if a.Read.IsZero() {
		return time.Time{}
	}
	return a.Read.UTC()
}

func newFootnotes(all []rag.Footnote) []Footnote {
	notes := make([]Footnote, len(all))
	for i, f := range all {
		notes[i] = Footnote{f.Number, f.Article.ID, f.Passage, f.Start, f.End, f.Quote, f.Section(), f.Article.Title, f.Article.PageAt(f.Start), f.Article.At(f.Start).String(), link.To(f.Article, f.Span).Address, readAt(f.Article), f.Article.SeenAt(f.Start), sentence.CellsIn(f.Article, f.Passage, f.Span)}
	}
	return notes
}

// Milliseconds converts a duration to milliseconds, with three decimals.
func Milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
