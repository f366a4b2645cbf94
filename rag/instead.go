package rag

import (
	"slices"
	"strings"

	"footnote/rag/extract"
)

// An instead is what stands in for what a model should have written: as a whole, or
// below what it wrote.
type instead struct {
	answer     Answer
	statements []extract.Statement
}

// degrade finishes an answer with something in place of what the model should have
// written, and says why.
func (s *stream) degrade(plain instead, why string) (Answer, error) {
	if !s.shown() {
		a := plain.answer
		a.Degraded, a.Usage, a.Statements = why, s.answer.Usage, s.answer.Statements
		return a, s.emit(a.Text)
	}
	a := s.finish()
	a.Degraded = why
	further := slices.DeleteFunc(slices.Clone(plain.statements), s.cites)
	if len(further) == 0 {
		return a, nil
	}
	err := s.quote(&a, further)
	return a, err
}

// cites reports whether a sentence has a footnote already.
func (s *stream) cites(c extract.Statement) bool {
	return slices.ContainsFunc(s.answer.Footnotes, func(f Footnote) bool { return f.Article == c.Article && f.Span == c.Span })
}

// quote adds sentences of the articles below what the model wrote.
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
