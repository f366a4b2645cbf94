package insight

import (
	"footnote/rag"
	"footnote/rag/fixed"
)

// Outcomes of questions that got an answer, as logs, metrics and stored questions name them.
const (
	OutcomeRefused    = "refused"
	OutcomeUnsure     = "unsure"
	OutcomeFixed      = "fixed"      // by a person
	OutcomeSocial     = "social"     // small talk, or a task that Footnote does not do
	OutcomeDegraded   = "degraded"   // by sentences of the articles, because the model failed
	OutcomeWritten    = "written"    // by a model
	OutcomeExtractive = "extractive" // by sentences of the articles
)

// OutcomeOf returns the outcome of a question that got this answer.
func OutcomeOf(a rag.Answer) string {
	switch {
	case a.Abstained():
		return OutcomeRefused
	case a.Tier == rag.TierUnsure:
		return OutcomeUnsure
	case a.Tier == fixed.Tier:
		return OutcomeFixed
	case a.Tier == "":
		return OutcomeSocial
	case a.Degraded != "":
		return OutcomeDegraded
	case a.Mode == rag.ModeLLM:
		return OutcomeWritten
	}
	return OutcomeExtractive
}
