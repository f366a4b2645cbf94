package rag

import (
	"strconv"
	"strings"

	"footnote/rag/decide"
	"footnote/rag/extract"
	"footnote/rag/index"
	"footnote/rag/intent"
	"footnote/rag/lexical"
)

// extractive answers with the sentences that were chosen, introduced as the tier requires, or
// refuses in the given language.
func (f *finder) extractive(found assessment, language lexical.Language, emit func(string) error) (Answer, error) {
	a := Answer{Question: found.question.Text, Intent: intent.Question, Tier: found.tier, Mode: ModeExtractive, Confidence: found.confidence, Evidence: found.evidence, Conflict: found.conflict}
	if found.tier == TierRefused {
		a.refuse(found, language)
		return a, emit(a.Text)
	}
	var text strings.Builder
	switch p := phrasesIn(language); {
	case a.Conflict:
		text.WriteString(p.disagree + "\n")
	case a.Tier == TierUnsure:
		text.WriteString(p.unsure + "\n")
	}
	for i, s := range found.statements {
		a.Footnotes = append(a.Footnotes, newFootnote(i+1, s.Ref, s.Span))
		if i > 0 {
			text.WriteString("\n")
		}
		text.WriteString(line(s, i+1))
	}
	a.Text = text.String()
	return a, emit(a.Text)
}

// request returns what [extract.Choose] needs to choose the statements of an answer.
func (f *finder) request(found assessment) extract.Request {
	return extract.Request{
		Folded: found.question.Folded, Passages: found.passages, Compared: found.compared,
		Sure: found.tier == TierSure, Said: found.said, Fold: f.index.Analyser().Fold, Terms: f.index.Analyser().Tokens,
		Passage: f.index.Passage, Coverage: f.index.Words().Coverage,
	}
}

// refuse turns an answer into a refusal in the given language.
func (a *Answer) refuse(found assessment, language lexical.Language) {
	p := phrasesIn(language)
	a.Tier, a.Text, a.Reason = TierRefused, p.refusal, p.reasonNone
	a.Nearest = append([]index.Hit{}, found.found[:min(len(found.found), decide.Passages)]...)
	if len(a.Nearest) > 0 {
		a.Reason = p.reasonNear
	}
}

// line returns the text of a statement, with its footnote mark.
func line(s extract.Statement, footnote int) string {
	return s.Text() + " [" + strconv.Itoa(footnote) + "]"
}
