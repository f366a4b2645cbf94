package value

import (
	"time"

	"footnote/rag"
)

// A Checked is the result of checking the sentences of a text against the articles.
type Checked struct {
	Claims []Claim `json:"claims"` // of a long text, only those at its beginning
	TookMS float64 `json:"took_ms"`
}

// A Claim is one sentence. Its finding is supported, unsure (the articles may support it, but
// the check is not certain), opposed (they say otherwise) or absent (they do not say).
type Claim struct {
	Text      string      `json:"text"`
	Finding   rag.Finding `json:"finding"`
	Footnotes []Footnote  `json:"footnotes"` // empty if the finding is absent; numbered consecutively across claims
}

// NewChecked returns the value of a checked text.
func NewChecked(claims []rag.Claim, took time.Duration) Checked {
	c := Checked{make([]Claim, len(claims)), Milliseconds(took)}
	for i, one := range claims {
		c.Claims[i] = Claim{one.Text, one.Finding, newFootnotes(one.Footnotes)}
	}
	return c
}
