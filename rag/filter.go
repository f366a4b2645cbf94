package rag

import (
	"slices"
	"strings"

	"footnote/rag/lexical"
	"footnote/rag/reply"
	"footnote/rag/selfcheck"
	"footnote/rag/verify"
)

// Each statement that a model writes is judged, and then shown, held or dropped. It is dropped
// without judgement if it states nothing, repeats the instructions, or is not in the language
// of the question.

const (
	// maxName is the largest number of terms in a name in Latin letters.
	maxName = 5
	// maxReply is the number of terms up to which a statement is a fragment, which needs the
	// question to mean something.
	maxReply = 6
)

// judgePending judges the statements that came before the first citation. That citation may
// cover them too, so they are checked against cites; without any, against every passage.
func (s *stream) judgePending(cites []int) error {
	pending := s.pending
	s.pending = nil
	for _, p := range pending {
		if err := s.judge(p, cites); err != nil {
			return err
		}
	}
	return nil
}

// judge checks a statement against the passages it cites, and drops it, holds it or shows it.
func (s *stream) judge(p verify.Piece, cites []int) error {
	v, err := s.reading.Check(s.ctx, s.inContext(p.Text), cites)
	if err != nil {
		return err
	}
	if !v.Supported {
		s.drop(p.Text)
		return nil
	}
	if s.inContext(p.Text) != p.Text { // a fragment needs support for its own words, not only for the question's
		if own, err := s.reading.sources.HasWords(p.Text, v.Support); err != nil || !own {
			return err
		}
	}
	h := selfcheck.Held{Piece: p, Meant: s.inContext(p.Text), Verdict: v, Answers: true}
	if s.answers != nil && !s.shown() {
		if h.Answers, err = s.answers(s.ctx, p.Text); err != nil {
			return err
		}
	}
	s.held = append(s.held, h)
	if s.mustWait() {
		return nil
	}
	return s.release()
}

// mustWait reports whether the held statements must wait: for the model's self-check, or for a
// statement that answers the question.
func (s *stream) mustWait() bool {
	return s.checks && slices.ContainsFunc(s.held, func(h selfcheck.Held) bool { return h.Verdict.Unsettled }) || s.offQuestion()
}

// offQuestion reports that the statements shown or held so far do not answer the question. It
// is always false if no such check is needed (s.answers is nil).
func (s *stream) offQuestion() bool {
	return s.answers != nil && len(s.held) > 0 && !s.shown() && !slices.ContainsFunc(s.held, func(h selfcheck.Held) bool { return h.Verdict.Supported && h.Answers })
}

// drop leaves a statement out of the answer.
func (s *stream) drop(text string) {
	s.answer.Statements.Dropped++
	s.saidInWords = s.saidInWords || reply.Doubts(text)
	s.omit()
}

// inOtherLanguage reports whether a statement is in another language than the question, which
// the reader may not understand. A Chinese answer may still contain a name alone in Latin
// letters.
func (s *stream) inOtherLanguage(text string) bool {
	analyser := s.verifier.index.Analyser()
	language := analyser.Language(text)
	if language == lexical.Other || s.language == lexical.Other || language.Chinese() == s.language.Chinese() {
		return false
	}
	return language.Chinese() || len(analyser.Tokens(text)) > maxName
}

// inContext returns a statement with the context it needs: a fragment such as 238個。 is put
// after the question.
func (s *stream) inContext(text string) string {
	if len(s.verifier.index.Analyser().Tokens(text)) > maxReply {
		return text
	}
	return strings.TrimRight(s.answer.Question, "?？ ") + " " + text
}
