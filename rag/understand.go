package rag

import (
	"context"
	"strings"

	"footnote/corpus"
)

// An understanding is a question made whole, with what was found for it.
type understanding struct {
	question   string
	hits       []Hit
	compared   []*corpus.Article // where the question compares articles: these, best first
	confidence float64
	threshold  float64 // from which on it is answered

	// For a model only: more passages, in the end found by other forms of the
	// question too, and the confidence as a share of the threshold, that of the
	// best form.
	wide []Hit
	hope float64
}

func (u understanding) answerable() bool { return u.confidence >= u.threshold }

// understand takes a question by itself and, where it leans on the one before
// or the articles do not answer it, together with that.
func (e *Engine) understand(ctx context.Context, q Question) (understanding, error) {
	alone, err := e.weigh(ctx, q.Text)
	enough := alone.threshold
	if leans(q.Text) {
		enough = surelyWhole
	}
	if err != nil || len(q.History) == 0 || alone.confidence >= enough {
		return alone, err
	}
	before := q.History[len(q.History)-1].Question
	whole := strings.TrimSpace(before) + " " + strings.TrimSpace(q.Text)
	if checkQuestion(whole) != nil {
		return alone, nil
	}
	together, err := e.weigh(ctx, whole)
	if err != nil || !together.answerable() {
		return alone, err
	}
	return together, nil
}

// surelyWhole is the confidence from which a question that sounds like a
// follow-up is answered by itself: 那2022年的數據產量呢 says it all.
const surelyWhole = 0.8

// leans reports whether a question says itself that it goes on from another:
// 那產量呢, what about exports.
func leans(question string) bool {
	question = strings.ToLower(strings.TrimSpace(question))
	for _, start := range []string{"那", "它", "他", "她", "這", "这", "其中", "and ", "what about", "how about", "then "} {
		if strings.HasPrefix(question, start) {
			return true
		}
	}
	return strings.HasSuffix(strings.TrimRight(question, "?？。! "), "呢")
}

func (e *Engine) weigh(ctx context.Context, question string) (understanding, error) {
	depth := AnswerDepth
	if e.writer != nil {
		depth = writeDepth
	}
	compares := e.compares(question)
	if compares {
		depth = compareDepth
	}
	found, err := e.retriever.Retrieve(ctx, question, depth)
	if err != nil {
		return understanding{}, err
	}
	u, err := e.judge(question, found[:min(len(found), AnswerDepth)])
	u.wide = found
	if err != nil || !compares {
		return u, err
	}
	return e.compare(u)
}

// judge says how likely the passages answer the question.
func (e *Engine) judge(question string, hits []Hit) (understanding, error) {
	evidence, err := e.index.Evidence(question, hits)
	if err != nil {
		return understanding{}, err
	}
	return e.decide(question, hits, evidence), nil
}

func (e *Engine) decide(question string, hits []Hit, evidence Evidence) understanding {
	m := e.calibration.For(e.index.model(), evidence.Foreign)
	return understanding{question: question, hits: hits, confidence: m.Confidence(evidence), threshold: m.Threshold}
}
