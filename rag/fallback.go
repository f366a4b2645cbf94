package rag

import (
	"slices"
	"strings"

	"footnote/rag/extract"
)

// A fallback replaces what a model should have written: the whole answer, or statements added
// below what it wrote.
type fallback struct {
	answer     Answer
	statements []extract.Statement
}

// degrade finishes an answer with the fallback, and says why in Answer.Degraded.
func (s *stream) degrade(plain fallback, why string) (Answer, error) {
	if !s.shown() {
		a := plain.answer
		a.Degraded, a.Usage, a.Statements = why, s.answer.Usage, s.answer.Statements
		return a, s.emit(a.Text)
	}
	a := s.finish()
	a.Degraded = why
	further := slices.DeleteFunc(slices.Clone(plain.statements), s.isCited)
	if len(further) == 0 {
		return a, nil
	}
	err := s.quote(&a, further)
	return a, err
}

// isCited reports whether the answer already has a footnote for a sentence.
func (s *stream) isCited(c extract.Statement) bool {
	return slices.ContainsFunc(s.answer.Footnotes, func(f Footnote) bool { return f.Article == c.Article && f.Span == c.Span })
}

// quote appends sentences of the articles to what the model wrote.
func (s *stream) quote(a *Answer, chosen []extract.Statement) error {
	var out strings.Builder
	out.WriteString("\n\n" + s.phrases.quoted)
	for _, c := range chosen {
		n := len(a.Footnotes) + 1
		a.Footnotes = append(a.Footnotes, newFootnote(n, c.Ref, c.Span))
		out.WriteString("\n" + line(c, n))
	}
	a.Text += out.String()
	return s.emit(out.String())
}
