package rag

import (
	"slices"
	"strings"

	"footnote/rag/lexical"
	"footnote/rag/reply"
	"footnote/rag/selfcheck"
	"footnote/rag/verify"
)

// A statement that a model writes is judged, and shown, held or left out. It is left
// out unjudged if it states nothing, repeats what only the model was told, or is in
// a language that the reader did not ask in.

const (
	// maxName is how many terms a name in Latin letters has at most.
	maxName = 5
	// maxReply is how many terms a statement has at most that says something only
	// together with the question.
	maxReply = 6
)

// judgePending judges the statements that came before the first footnote, which
// may stand for them too. Where none came at all, any passage may bear them out.
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

// judge shows a statement if a passage bears it out, or holds it.
func (s *stream) judge(p verify.Piece, cites []int) error {
	v, err := s.reading.Check(s.ctx, s.inContext(p.Text), cites)
	if err != nil {
		return err
	}
	if !v.Supported {
		s.drop(p.Text)
		return nil
	}
	if s.inContext(p.Text) != p.Text { // a fragment has a footnote only for words of its own
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
	if s.waits() {
		return nil
	}
	return s.release()
}

// waits reports whether what is held must wait for the model's own word, or for a
// statement that answers.
func (s *stream) waits() bool {
	return s.checks && slices.ContainsFunc(s.held, func(h selfcheck.Held) bool { return h.Verdict.Unsettled }) || s.astray()
}

// astray reports that nothing that is shown or held answers a question of which that
// is in doubt.
func (s *stream) astray() bool {
	return s.answers != nil && len(s.held) > 0 && !s.shown() && !slices.ContainsFunc(s.held, func(h selfcheck.Held) bool { return h.Verdict.Supported && h.Answers })
}

// drop leaves a statement out.
func (s *stream) drop(text string) {
	s.answer.Statements.Dropped++
	s.saidInWords = s.saidInWords || reply.Doubts(text)
	s.omit()
}

// inOtherLanguage reports whether a statement is in another language than the
// question: what the reader may not be able to read is no answer. In a Chinese
// answer a name may stand alone in Latin letters.
func (s *stream) inOtherLanguage(text string) bool {
	analyser := s.verifier.index.Analyser()
	language := analyser.Language(text)
	if language == lexical.Other || s.language == lexical.Other || language.Chinese() == s.language.Chinese() {
		return false
	}
	return language.Chinese() || len(analyser.Tokens(text)) > maxName
}

// inContext is a statement as it is meant: what is as short as 238個。 says
// something only together with the question.
func (s *stream) inContext(text string) string {
	if len(s.verifier.index.Analyser().Tokens(text)) > maxReply {
		return text
	}
	return strings.TrimRight(s.answer.Question, "?？ ") + " " + text
}
