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

// extractive answers with the sentences of the articles that answer best, as the
// tier has it, or refuses in a language.
func (f *finder) extractive(found assessment, language lexical.Language, emit func(string) error) (Answer, error) {
	a := Answer{Question: found.question.Text, Intent: intent.Question, Tier: found.tier, Mode: ModeExtractive, Confidence: found.confidence, Evidence: found.evidence}
	if found.tier == TierRefused {
		a.refuse(found, language)
		return a, emit(a.Text)
	}
	var text strings.Builder
	if a.Tier == TierUnsure {
		text.WriteString(phrasesIn(language).unsure + "\n")
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

// request is what the statements of an answer are chosen for.
func (f *finder) request(found assessment) extract.Request {
	return extract.Request{
		Folded: found.question.Folded, Passages: found.passages, Compared: found.compared,
		Sure: found.tier == TierSure, Said: found.said, Fold: f.index.Analyser().Fold, Terms: f.index.Analyser().Tokens,
		Passage: f.index.Passage, Coverage: f.index.Words().Coverage,
	}
}

// refuse makes a refusal of an answer, in a language.
func (a *Answer) refuse(found assessment, language lexical.Language) {
	p := phrasesIn(language)
	a.Tier, a.Text, a.Reason = TierRefused, p.refusal, p.reasonNone
	a.Nearest = append([]index.Hit{}, found.found[:min(len(found.found), decide.Passages)]...)
	if len(a.Nearest) > 0 {
		a.Reason = p.reasonNear
	}
}

// line is a statement with the mark of its footnote.
func line(s extract.Statement, footnote int) string {
	return s.Text() + " [" + strconv.Itoa(footnote) + "]"
}
