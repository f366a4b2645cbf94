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

// CaseDepth is how many passages are looked through for the evidence of a case.
const CaseDepth = 5

// A Result is what became of a case, one line of a file that two runs are
// compared by.
type Result struct {
	ID         string          `json:"id"`
	Article    string          `json:"article"`
	Language   string          `json:"lang"`
	Kind       string          `json:"kind"`
	Question   string          `json:"question"`
	Understood string          `json:"understood,omitempty"` // the question, where it was taken for another
	Outcome    Outcome         `json:"outcome"`
	Tier       rag.Tier        `json:"tier"`
	Intent     intent.Kind     `json:"intent"`
	Confidence float64         `json:"confidence"`
	Evidence   decide.Evidence `json:"evidence"`
	First      bool            `json:"first"`   // evidence stands in the first statement
	Shown      bool            `json:"shown"`   // as much of it as is needed stands in the answer
	Alone      bool            `json:"alone"`   // and every statement has some
	InPart     bool            `json:"in_part"` // some of it, of which all is needed
	Rank       int             `json:"rank"`    // so many of the best passages hold as much as is needed; 0: more than [CaseDepth]
	Text       string          `json:"text"`
	Quotes     []string        `json:"quotes"`

	Wrapped     string   `json:"wrapped,omitempty"` // the question with politeness around it
	WrappedTier rag.Tier `json:"wrapped_tier,omitempty"`

	class class
}

// An Outcome is what became of a case, in a word.
type Outcome string

const (
	// Of cases with evidence.
	OutcomeShown   Outcome = "shown"        // as sure
	OutcomeClose   Outcome = "shown unsure" // as unsure
	OutcomeMissed  Outcome = "unsure"       // something else, as unsure
	OutcomeWrong   Outcome = "wrong"        // something else, as sure
	OutcomeRefused Outcome = "refused"
	// Of cases that are to be refused; refused and unsure are among those above.
	OutcomeAnswered Outcome = "answered" // as sure
	// Of intents.
	OutcomeHandled   Outcome = "handled"
	OutcomeUnhandled Outcome = "not handled"
)

// Grade judges an answer to a case, given the best passages that were found for
// it, best first, and the article.
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

// rank is how many of the best passages hold as much of the evidence as is needed,
// 0 if all of them do not. The heading of a passage counts as a part of it.
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

// Unfound is the evidence that does not stand in the article.
func (c Case) Unfound(article *corpus.Article) (missing []string) {
	text := plain(article.Text)
	for _, e := range c.Evidence {
		if !strings.Contains(text, plain(e)) {
			missing = append(missing, e)
		}
	}
	return missing
}

// Of a summary.
const mostSummary = 8 // footnotes

var (
	socialIntents  = []intent.Kind{intent.Greeting, intent.Thanks, intent.Laughter, intent.Abuse, intent.Identity, intent.Help}
	requestIntents = []intent.Kind{intent.Request, intent.Injection}
)

// handled reports whether a case was taken for what it is, and got what it asks
// for.
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

// names reports whether what is not empty stands in an answer.
func names(a rag.Answer, wanted string) bool {
	wanted = plain(wanted)
	return wanted != "" && slices.ContainsFunc(statements(a), func(s string) bool { return strings.Contains(s, wanted) })
}

// quotesLead reports whether a footnote stands in the first passage.
func quotesLead(a rag.Answer) bool {
	return slices.ContainsFunc(a.Footnotes, func(f rag.Footnote) bool { return f.Passage == 0 })
}

// datesOf are the ways to write a date of the form 2006-01-02; another is written
// as it is.
func datesOf(date string) []string {
	date = strings.TrimSpace(date)
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return []string{date}
	}
	return []string{date, t.Format("2006年1月2日"), t.Format("January 2, 2006"), t.Format("2 January 2006"), t.Format("Jan 2, 2006"), t.Format("2006/1/2")}
}
