package rehearsal

import (
	"fmt"
	"strings"

	"footnote/cmd/footnote/internal/questions"
	"footnote/cmd/footnote/internal/term"
)

// A Summary counts results.
type Summary struct {
	Questions int  `json:"questions"`
	Asked     int  `json:"asked"` // fewer than Questions if interrupted
	Answer    int  `json:"answer"`
	Unsure    int  `json:"unsure"`
	Silent    int  `json:"silent"`
	Reply     int  `json:"reply"`
	Expected  int  `json:"as_expected"`
	Failed    int  `json:"not_as_expected"`
	Free      int  `json:"nothing_expected"`
	Cut       bool `json:"interrupted,omitempty"`

	Statuses map[Status]int `json:"changes,omitempty"` // since the answers were kept
}

// Summarize counts the results; questions is the number of questions in the file.
func Summarize(results []Result, questions int) Summary {
	s := Summary{Questions: questions, Asked: len(results), Cut: len(results) < questions}
	for _, r := range results {
		s.count(r)
	}
	return s
}

func (s *Summary) count(r Result) {
	switch r.Outcome {
	case questions.Answer:
		s.Answer++
	case questions.Unsure:
		s.Unsure++
	case questions.Silent:
		s.Silent++
	default:
		s.Reply++
	}
	switch {
	case r.Failed():
		s.Failed++
	case r.Expected != nil:
		s.Expected++
	default:
		s.Free++
	}
	if r.Change != nil {
		if s.Statuses == nil {
			s.Statuses = map[Status]int{}
		}
		s.Statuses[r.Change.Status]++
	}
}

// Gone returns the number of kept answers that are gone.
func (s Summary) Gone() int { return s.Statuses[Gone] }

// below is the indentation of details below a question. It has to be part of the format string,
// because runs of spaces in arguments are collapsed.
const below = "                   "

// Line formats a result for a person: its outcome, whether that was expected, and the question;
// below these, what was expected instead.
func Line(r Result) *term.Page {
	var out term.Page
	out.Line("%-7s %-10s %s", r.Outcome, verdict(r), name(r))
	if r.Failed() {
		out.Line(below+"expected: %s", expected(r))
		if len(r.Missing) > 0 && r.Text != "" {
			out.Line(below+"shown: %s", r.Text)
		}
	}
	return &out
}

func verdict(r Result) string {
	switch {
	case r.Failed():
		return "unexpected"
	case r.Expected != nil:
		return "expected"
	}
	return "-"
}

// name returns a question, preceded by its ID unless the question begins with it.
func name(r Result) string {
	if r.ID == "" || strings.HasPrefix(r.Question, r.ID) {
		return r.Question
	}
	return r.ID + ": " + r.Question
}

// expected describes what was expected of a result.
func expected(r Result) string {
	var parts []string
	if len(r.Expect) > 0 {
		parts = append(parts, strings.Join(r.Expect, " or "))
	}
	if len(r.Words) > 0 {
		var words []string
		for _, w := range r.Words {
			words = append(words, fmt.Sprintf("“%s”", w))
		}
		parts = append(parts, "to show "+strings.Join(words, " and "))
	}
	return strings.Join(parts, ", ")
}

// Text formats the counts for a person.
func (s Summary) Text() *term.Page {
	var out term.Page
	if s.Cut {
		out.Line("ended after %d of %d questions", s.Asked, s.Questions)
	}
	line := fmt.Sprintf("%s: %d answer, %d unsure, %d silent", counted(s.Asked, "question"), s.Answer, s.Unsure, s.Silent)
	if s.Reply > 0 {
		line += fmt.Sprintf(", %d a reply to what is no question about the articles", s.Reply)
	}
	out.Line("%s", line)
	if s.Expected+s.Failed > 0 {
		line := fmt.Sprintf("%d as expected, %d not", s.Expected, s.Failed)
		if s.Free > 0 {
			line += fmt.Sprintf(", %d of which nothing is expected", s.Free)
		}
		out.Line("%s", line)
	}
	if len(s.Statuses) > 0 {
		var parts []string
		for _, status := range []Status{Same, Changed, Weaker, Gone, Gained, New} {
			if n := s.Statuses[status]; n > 0 {
				parts = append(parts, fmt.Sprintf("%d %s", n, status))
			}
		}
		out.Line("since the answers were kept: %s", strings.Join(parts, ", "))
	}
	return &out
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
