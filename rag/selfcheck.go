package rag

import (
	"context"
	"errors"
	"strings"
	"time"

	"footnote/rag/prompt"
	"footnote/rag/selfcheck"
)

const (
	// selfCheckTimeout bounds how long a reader waits for the model's word on what it
	// wrote: after that the judge's stands.
	selfCheckTimeout = 20 * time.Second
	// maxReplied is how many bytes of a short reply are read.
	maxReplied = 6400
)

// selfCheck asks the model about the statements that the judge is not sure of.
// Where it fails, the verdicts stay as they are.
func (w *writer) selfCheck(ctx context.Context, s *stream) {
	many := w.index.Many()
	m, asked, err := selfcheck.Question(w.prompts, s.held, func(source int) prompt.Passage {
		return prompt.Passage{Heading: heading(s.refs[source], many), Text: s.refs[source].Told()}
	})
	if err != nil || !asked {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, selfCheckTimeout)
	defer cancel()
	text, used, err := w.replied(ctx, m, selfcheck.MaxTokens)
	s.answer.Usage = used.plus(s.answer.Usage) // which says how the answer ended
	if err == nil {
		selfcheck.Settle(s.held, text)
	}
}

// replied is the short reply of the model to a question that is not the reader's.
func (w *writer) replied(ctx context.Context, m prompt.Message, tokens int) (string, Generated, error) {
	var text strings.Builder
	used, err := w.Generator.Generate(ctx, Prompt{System: m.System, User: m.User, MaxTokens: tokens, Discard: text.Reset}, func(delta string) error {
		if text.WriteString(delta); text.Len() > maxReplied {
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return text.String(), used, err
}

// omit marks the place where something was left out.
func (s *stream) omit() {
	if len(s.held) > 0 {
		s.held = append(s.held, selfcheck.Held{})
		return
	}
	s.omitted = true
}

// release shows or leaves out what was held, by the verdicts.
func (s *stream) release() error {
	held := s.held
	if s.astray() {
		s.strayed, held = true, nil
	}
	s.held = nil
	for _, h := range held {
		switch {
		case h.Omitted():
			s.omit()
		case !h.Verdict.Supported:
			s.drop(h.Piece.Text)
		default:
			if err := s.present(h.Piece, h.Verdict); err != nil {
				return err
			}
		}
	}
	return nil
}
