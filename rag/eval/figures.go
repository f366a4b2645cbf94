package eval

import (
	"slices"

	"footnote/rag"
)

// AnswerFigures counts cases with evidence.
type AnswerFigures struct {
	Name        string `json:"name"`
	Questions   int    `json:"questions"`
	First       int    `json:"first"` // as sure or unsure, like the next two
	Shown       int    `json:"shown"`
	Alone       int    `json:"alone"`
	Wrong       int    `json:"wrong"`          // answered as sure, without the needed evidence
	InPart      int    `json:"wrong_in_part"`  // of Wrong: with some of the evidence
	UnsureShown int    `json:"unsure_shown"`   // of Shown: as unsure
	Unsure      int    `json:"unsure_without"` // answered as unsure, without the needed evidence
	Refused     int    `json:"refused"`
	Top3        int    `json:"refused_top3"` // of Refused: with the evidence in the best three passages
	Top5        int    `json:"refused_top5"`
}

func (f *AnswerFigures) add(r Result) {
	f.Questions++
	f.First += one(r.First)
	f.Shown += one(r.Shown)
	f.Alone += one(r.Alone)
	f.Wrong += one(r.Outcome == OutcomeWrong)
	f.InPart += one(r.Outcome == OutcomeWrong && r.InPart)
	f.UnsureShown += one(r.Outcome == OutcomeClose)
	f.Unsure += one(r.Outcome == OutcomeMissed)
	refused := r.Outcome == OutcomeRefused
	f.Refused += one(refused)
	f.Top3 += one(refused && r.Rank > 0 && r.Rank <= 3)
	f.Top5 += one(refused && r.Rank > 0)
}

// RefusalFigures counts cases that must be refused.
type RefusalFigures struct {
	Name      string `json:"name"`
	Questions int    `json:"questions"`
	Refused   int    `json:"refused"`
	Unsure    int    `json:"unsure"`
	Answered  int    `json:"answered"` // as sure
}

func (f *RefusalFigures) add(r Result) {
	f.Questions++
	f.Refused += one(r.Outcome == OutcomeRefused)
	f.Unsure += one(r.Outcome == OutcomeMissed)
	f.Answered += one(r.Outcome == OutcomeAnswered)
}

// IntentFigures counts cases that are not questions about the text of an article.
type IntentFigures struct {
	Name      string `json:"name"`
	Questions int    `json:"questions"`
	Handled   int    `json:"handled"`
	Unquoted  int    `json:"without_footnote"`
}

func (f *IntentFigures) add(r Result) {
	f.Questions++
	f.Handled += one(r.Outcome == OutcomeHandled)
	f.Unquoted += one(len(r.Quotes) == 0)
}

// TierFigures counts tiers.
type TierFigures struct {
	Name      string `json:"name"`
	Questions int    `json:"questions"`
	Sure      int    `json:"sure"`
	Unsure    int    `json:"unsure"`
	Refused   int    `json:"refused"`
	None      int    `json:"none"`
}

func (f *TierFigures) add(r Result) {
	f.Questions++
	f.Sure += one(r.Tier == rag.TierSure)
	f.Unsure += one(r.Tier == rag.TierUnsure)
	f.Refused += one(r.Tier == rag.TierRefused)
	f.None += one(r.Tier == "")
}

// PoliteFigures counts questions with politeness around them, and those that it changed.
type PoliteFigures struct {
	Wrapping  string   `json:"wrapping"`
	Questions int      `json:"questions"`
	Changed   int      `json:"changed"` // whose tier changed
	IDs       []string `json:"ids"`     // of the changed ones
}

// politeness counts by wrapping, with the total last. It returns nil if no question was
// wrapped.
func politeness(wrapped []Wrapped) (all []PoliteFigures) {
	sum := PoliteFigures{Wrapping: "all", IDs: []string{}}
	for _, w := range wrapped {
		i := slices.IndexFunc(all, func(f PoliteFigures) bool { return f.Wrapping == w.Wrapping })
		if i < 0 {
			i = len(all)
			all = append(all, PoliteFigures{Wrapping: w.Wrapping, IDs: []string{}})
		}
		for _, f := range []*PoliteFigures{&all[i], &sum} {
			f.Questions++
			if w.Changed() {
				f.Changed++
				f.IDs = append(f.IDs, w.ID)
			}
		}
	}
	if len(wrapped) == 0 {
		return nil
	}
	return append(all, sum)
}
