package eval

import (
	"math"
	"slices"
	"strings"
	"time"

	"footnote/corpus"
	"footnote/rag"
	"footnote/rag/decide"
	"footnote/rag/index"
	"footnote/rag/intent"
)

// CaseDepth is how many passages are searched for the evidence of a case.
const CaseDepth = 5

// A Result is the result of a case. A file has one per line, to compare two runs.
type Result struct {
	ID         string          `json:"id"`
	Article    string          `json:"article"`
	Language   string          `json:"lang"`
	Kind       string          `json:"kind"`
	Question   string          `json:"question"`
	Understood string          `json:"understood,omitempty"` // if the engine understood another question: that question
	Outcome    Outcome         `json:"outcome"`
	Tier       rag.Tier        `json:"tier"`
	Intent     intent.Kind     `json:"intent"`
	Confidence float64         `json:"confidence"`
	Evidence   decide.Evidence `json:"evidence"`
	First      bool            `json:"first"`   // the first statement has evidence
	Shown      bool            `json:"shown"`   // the answer has the needed evidence
	Alone      bool            `json:"alone"`   // and every statement has some
	InPart     bool            `json:"in_part"` // the answer has some of the evidence, but all is needed
	Rank       int             `json:"rank"`    // how many of the best passages it takes to have the needed evidence; 0 means more than [CaseDepth]
	Text       string          `json:"text"`
	Quotes     []string        `json:"quotes"`

	Wrapped     string   `json:"wrapped,omitempty"` // the question with politeness around it
	WrappedTier rag.Tier `json:"wrapped_tier,omitempty"`

	class class
}

// An Outcome is the result of a case in a word.
type Outcome string

const (
	// Outcomes of cases with evidence.
	OutcomeShown   Outcome = "shown"        // as sure
	OutcomeClose   Outcome = "shown unsure" // as unsure
	OutcomeMissed  Outcome = "unsure"       // something else, as unsure
	OutcomeWrong   Outcome = "wrong"        // something else, as sure
	OutcomeRefused Outcome = "refused"
	// An outcome of cases that must be refused; these may also be refused or unsure.
	OutcomeAnswered Outcome = "answered" // as sure
	// Outcomes of intents.
	OutcomeHandled   Outcome = "handled"
	OutcomeUnhandled Outcome = "not handled"
)

// Grade judges an answer to a case. hits are the best passages found for it, best first.
func (c Case) Grade(a rag.Answer, hits []index.Hit, article *corpus.Article) Result {
	r := Result{ID: c.ID, Article: c.Article, Language: c.Language, Kind: c.Kind, Question: c.Question, Tier: a.Tier, Intent: a.Intent,
		Confidence: math.Round(a.Confidence*1e4) / 1e4, Evidence: a.Evidence, Rank: c.rank(hits), Text: a.Text, Quotes: []string{}, class: c.class()}
	if a.Question != c.Question {
		r.Understood = a.Question
	}
	for _, f := range a.Footnotes {
		r.Quotes = append(r.Quotes, f.Quote)
	}
	said := statements(a)
	n := c.shown(said)
	r.Shown = c.enough(n)
	r.InPart = n > 0 && !r.Shown
	r.First = len(said) > 0 && c.holds(said[0])
	r.Alone = r.Shown && !slices.ContainsFunc(said, func(s string) bool { return !c.holds(s) })
	r.Outcome = c.outcome(r, a, article)
	return r
}

func (c Case) outcome(r Result, a rag.Answer, article *corpus.Article) Outcome {
	nothing := a.Abstained() || len(a.Footnotes) == 0 && a.Tier == ""
	switch class := c.class(); {
	case class == intents && c.handled(r, a, article):
		return OutcomeHandled
	case class == intents:
		return OutcomeUnhandled
	case class == answers && r.Shown && a.Tier == rag.TierUnsure:
		return OutcomeClose
	case class == answers && r.Shown:
		return OutcomeShown
	case nothing:
		return OutcomeRefused
	case a.Tier == rag.TierUnsure:
		return OutcomeMissed
	case class == answers:
		return OutcomeWrong
	}
	return OutcomeAnswered
}

// rank returns how many of the best passages it takes to have the needed evidence, or 0 if all
// of them do not have it. The heading of a passage counts as part of it.
func (c Case) rank(hits []index.Hit) int {
	var texts []string
	for i, h := range hits {
		texts = append(texts, plain(h.Section()), plain(h.Text()))
		if c.enough(c.shown(texts)) {
			return i + 1
		}
	}
	return 0
}

// Unfound returns the evidence that is not in the article.
func (c Case) Unfound(article *corpus.Article) (missing []string) {
	text := plain(article.Text)
	for _, e := range c.Evidence {
		if !strings.Contains(text, plain(e)) {
			missing = append(missing, e)
		}
	}
	return missing
}

// mostSummary is the largest number of footnotes of a summary.
const mostSummary = 8

var (
	socialIntents  = []intent.Kind{intent.Greeting, intent.Thanks, intent.Laughter, intent.Abuse, intent.Identity, intent.Help}
	requestIntents = []intent.Kind{intent.Request, intent.Injection}
)

// handled reports whether the engine recognised what kind of message a case is, and gave what
// it asks for.
func (c Case) handled(r Result, a rag.Answer, article *corpus.Article) bool {
	if strings.TrimSpace(a.Text) == "" {
		return false
	}
	switch c.Kind {
	case "social":
		return slices.Contains(socialIntents, a.Intent) && len(a.Footnotes) == 0
	case "request", "injection":
		return slices.Contains(requestIntents, a.Intent) && len(a.Footnotes) == 0
	case "summary":
		n := len(a.Footnotes)
		return !a.Abstained() && n >= 1 && n <= mostSummary && (r.Shown || names(a, article.Title) || quotesLead(a))
	}
	if !c.Answerable {
		return len(a.Footnotes) == 0
	}
	return !a.Abstained() && (r.Shown || c.expected(a, article))
}

// expected reports whether an answer says what Expect asks for.
func (c Case) expected(a rag.Answer, article *corpus.Article) bool {
	word, _, _ := strings.Cut(c.Expect, " ")
	switch strings.Trim(word, ":") {
	case "title":
		return names(a, article.Title)
	case "author":
		return names(a, article.Author)
	case "date":
		_, given, _ := strings.Cut(c.Expect, ":")
		return slices.ContainsFunc(append(datesOf(given), datesOf(article.Published)...), func(d string) bool { return names(a, d) })
	}
	return false
}

// names reports whether wanted, which must not be empty, is in an answer.
func names(a rag.Answer, wanted string) bool {
	wanted = plain(wanted)
	return wanted != "" && slices.ContainsFunc(statements(a), func(s string) bool { return strings.Contains(s, wanted) })
}

// quotesLead reports whether a footnote quotes the first passage.
func quotesLead(a rag.Answer) bool {
	return slices.ContainsFunc(a.Footnotes, func(f rag.Footnote) bool { return f.Passage == 0 })
}

// datesOf returns the ways to write a date of the form 2006-01-02. Any other date is returned
// as it is.
func datesOf(date string) []string {
	date = strings.TrimSpace(date)
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return []string{date}
	}
	return []string{date, t.Format("2006年1月2日"), t.Format("January 2, 2006"), t.Format("2 January 2006"), t.Format("Jan 2, 2006"), t.Format("2006/1/2")}
}
