// Package insight reports on the questions of a scope: how many were answered, which found no
// answer and why, and which have one now.
//
// A [Recorder] counts the outcomes of every server's questions, without any text. The questions
// themselves are stored only if the server's settings say so, and only for as long. [Make] turns
// both into a report. A [Checker] asks unanswered questions again when the articles have changed.
package insight

import (
	"encoding/json"
	"math"
	"slices"

	"footnote/corpus"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/decide"
	"footnote/rag/index"
	"footnote/rag/intent"
)

// A Trace says how a question was answered. It is stored as JSON. It refers to articles by id and
// to sentences by position, so that it holds no text of an article that is erased later.
type Trace struct {
	Understood string          `json:"understood,omitempty"` // the question as it was understood, if that differs from its wording
	Continues  bool            `json:"continues,omitempty"`  // it follows up on somebody else's question, which is not stored, so that alone it may mean something else
	Intent     intent.Kind     `json:"intent"`
	Tier       rag.Tier        `json:"tier"`
	Mode       rag.Mode        `json:"mode,omitempty"`
	Confidence float64         `json:"confidence"` // probability that the articles answer, 0..1
	Evidence   decide.Evidence `json:"evidence"`
	Found      []Found         `json:"found,omitempty"` // the passages that the decision was based on, best first
	Only       bool            `json:"only,omitempty"`  // the question was about a single article
}

// Found is a passage that was found for a question.
type Found struct {
	Article string   `json:"article"` // its ID
	Passage int      `json:"passage"` // its number in the article, from 0
	Start   int      `json:"start"`   // of its best sentence, as a byte offset in the article's text
	End     int      `json:"end"`
	Score   float64  `json:"score"`           // of retrieval by words and vectors; higher is better
	Cosine  float64  `json:"cosine"`          // of the question and the passage, -1..1
	Judge   *float64 `json:"judge,omitempty"` // the judge's probability that the passage answers; nil if the judge has not read it
	Cited   bool     `json:"cited,omitempty"` // the answer cites it
}

// TraceOf returns the trace of an answer. question is its original wording.
func TraceOf(question string, a rag.Answer) Trace {
	t := Trace{Intent: a.Intent, Tier: a.Tier, Mode: a.Mode, Confidence: a.Confidence, Evidence: a.Evidence}
	if a.Question != question {
		t.Understood = a.Question
	}
	for _, p := range a.Evidence.Read {
		f := found(p.Hit)
		if p.Answers != nil {
			probability := Probability(p.Whole)
			f.Judge = &probability
		}
		t.add(f)
	}
	for _, h := range a.Nearest {
		t.add(found(h))
	}
	for _, n := range a.Footnotes {
		t.cite(n.Ref, n.Span)
	}
	return t
}

// Probability converts log odds to a probability.
func Probability(odds float64) float64 { return 1 / (1 + math.Exp(-odds)) }

func found(h index.Hit) Found {
	return Found{Article: h.Article.ID, Passage: h.Passage, Start: h.Best.Start, End: h.Best.End, Score: h.Score, Cosine: h.Cosine}
}

// at returns the index of a passage in t.Found, or -1.
func (t *Trace) at(article string, passage int) int {
	return slices.IndexFunc(t.Found, func(f Found) bool { return f.Article == article && f.Passage == passage })
}

func (t *Trace) add(f Found) {
	if t.at(f.Article, f.Passage) < 0 {
		t.Found = append(t.Found, f)
	}
}

// cite records that the answer cites a sentence of a passage.
func (t *Trace) cite(r index.Ref, s corpus.Span) {
	t.add(Found{Article: r.Article.ID, Passage: r.Passage, Start: s.Start, End: s.End})
	t.Found[t.at(r.Article.ID, r.Passage)].Cited = true
}

// traceOf reads the trace of a kept question. Questions of early versions have no trace but a
// word for how they were answered.
func traceOf(q store.Asked) Trace {
	var t Trace
	if json.Unmarshal(q.Trace, &t) == nil && t.Intent != "" {
		return t
	}
	t = Trace{Intent: intent.Question}
	switch q.Outcome {
	case OutcomeRefused:
		t.Tier = rag.TierRefused
	case OutcomeUnsure:
		t.Tier = rag.TierUnsure
	case OutcomeExtractive, OutcomeWritten, OutcomeDegraded:
		t.Tier = rag.TierSure
	}
	return t
}

// TierOf returns the tier of a kept question's answer. It is empty if the articles were not asked
// or answering failed.
func TierOf(q store.Asked) rag.Tier { return traceOf(q).Tier }

// isGap reports whether the articles were asked and gave no sure answer.
func (t Trace) isGap() bool {
	return (t.Tier == rag.TierRefused || t.Tier == rag.TierUnsure) && ofArticles(t.Intent)
}

// ofArticles reports whether an intent is a question to the articles, not small talk or a request
// to the bot.
func ofArticles(k intent.Kind) bool {
	return k != "" && k != intent.Request && k != intent.Injection && k.Reply("") == ""
}
