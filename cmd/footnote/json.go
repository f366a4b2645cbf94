package main

import (
	"fmt"
	"time"

	"footnote/rag"
	"footnote/rag/index"
	"footnote/rag/intent"
	"footnote/rag/sentence"
)

// The values of --json. Fields are only ever added.

type passageJSON struct {
	Rank    int      `json:"rank"`
	Score   float64  `json:"score"`
	Article string   `json:"article"` // ID
	Passage int      `json:"passage"` // number within the article, from 0
	Start   int      `json:"start"`   // byte offsets into the cleaned text
	End     int      `json:"end"`
	Text    string   `json:"text"`
	Section string   `json:"section"`
	Title   string   `json:"title"`              // of the article
	Page    int      `json:"page,omitempty"`     // of its best sentence, from 1, where the article has pages
	At      string   `json:"position,omitempty"` // of it, as people look it up: "p. 3", "row 7", "slide 2", "cell 4", "1:02:03"
	Best    bestJSON `json:"best"`
}

type bestJSON struct {
	Start int     `json:"start"`
	End   int     `json:"end"`
	Text  string  `json:"text"`
	Score float64 `json:"score"`
}

type answerJSON struct {
	Question   string          `json:"question"`
	Answer     string          `json:"answer"`
	Intent     intent.Kind     `json:"intent"`
	Tier       rag.Tier        `json:"tier"`      // sure, unsure or refused; empty where nothing was asked of the articles
	Abstained  bool            `json:"abstained"` // the tier is refused
	Reason     string          `json:"reason"`
	Mode       rag.Mode        `json:"mode"`
	Model      string          `json:"model"`
	Confidence float64         `json:"confidence"`
	Footnotes  []footnoteJSON  `json:"footnotes"`
	Nearest    []passageJSON   `json:"nearest"`
	Degraded   string          `json:"degraded"`
	TookMS     float64         `json:"took_ms"`
	Statements *rag.Statements `json:"statements,omitempty"` // of a model
	Usage      *usageJSON      `json:"usage,omitempty"`
	Cached     bool            `json:"cached,omitempty"`
	// Suggestions are questions that have an answer, below help and greetings.
	Suggestions []string `json:"suggestions,omitempty"`
}

// usageJSON is what an answer took of a language model.
type usageJSON struct {
	InputTokens  int     `json:"input_tokens"`
	OutputTokens int     `json:"output_tokens"`
	Cost         float64 `json:"cost"`
}

type footnoteJSON struct {
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

	Cells []sentence.Cell `json:"cells,omitempty"` // of a row whose table has a head
}

func passagesJSON(hits []index.Hit) []passageJSON {
	out := make([]passageJSON, len(hits))
	for i, h := range hits {
		e := h.Extent()
		best := bestJSON{h.Best.Start, h.Best.End, h.Article.Quote(h.Best.Span), h.Best.Score}
		out[i] = passageJSON{i + 1, h.Score, h.Article.ID, h.Passage, e.Start, e.End, h.Text(), h.Section(), h.Article.Title, h.Article.PageAt(h.Best.Start), h.Article.At(h.Best.Start).String(), best}
	}
	return out
}

func newAnswerJSON(a rag.Answer, next []string, took time.Duration) answerJSON {
	notes := make([]footnoteJSON, len(a.Footnotes))
	for i, f := range a.Footnotes {
		notes[i] = footnoteJSON{f.Number, f.Article.ID, f.Passage, f.Start, f.End, f.Quote, f.Section(), f.Article.Title, f.Article.PageAt(f.Start), f.Article.At(f.Start).String(), sentence.CellsIn(f.Article, f.Passage, f.Span)}
	}
	j := answerJSON{Question: a.Question, Answer: a.Text, Tier: a.Tier, Intent: a.Intent, Abstained: a.Abstained(), Reason: a.Reason, Mode: a.Mode, Model: a.Model,
		Confidence: a.Confidence, Footnotes: notes, Nearest: passagesJSON(a.Nearest), Degraded: a.Degraded, TookMS: milliseconds(took), Cached: a.Cached, Suggestions: next}
	if a.Mode == rag.ModeLLM || a.Degraded != "" {
		j.Statements = &a.Statements
		j.Usage = &usageJSON{a.Usage.InputTokens, a.Usage.OutputTokens, a.Usage.Cost}
	}
	return j
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// written adds to an error of printing what failed.
func written(err error) error {
	if err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	return nil
}
