package insight_test

import (
	"testing"

	"footnote/library/insight"
	"footnote/rag"
	"footnote/rag/fixed"
)

func TestOutcomeOf(t *testing.T) {
	for want, a := range map[string]rag.Answer{
		insight.OutcomeRefused:    {Tier: rag.TierRefused, Degraded: "the model failed"},
		insight.OutcomeUnsure:     {Tier: rag.TierUnsure, Mode: rag.ModeLLM},
		insight.OutcomeFixed:      {Tier: fixed.Tier},
		insight.OutcomeSocial:     {Mode: rag.ModeLLM},
		insight.OutcomeDegraded:   {Tier: rag.TierSure, Degraded: "the model failed"},
		insight.OutcomeWritten:    {Tier: rag.TierSure, Mode: rag.ModeLLM},
		insight.OutcomeExtractive: {Tier: rag.TierSure, Mode: rag.ModeExtractive},
	} {
		if got := insight.OutcomeOf(a); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
