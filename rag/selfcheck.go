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
	// selfCheckTimeout limits how long a reader waits for the self-check. After that the
	// judge's verdicts stand.
	selfCheckTimeout = 20 * time.Second
	// maxReplied is the length limit of a short reply, in bytes.
	maxReplied = 6400
)

// selfCheck asks the model about the statements that the judge is not sure of. If it fails,
// the judge's verdicts stand.
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
	s.answer.Usage = used.plus(s.answer.Usage) // with s.answer's own finish
	if err == nil {
		selfcheck.Settle(s.held, text)
	}
}

// replied returns the model's short reply to a prompt of the engine's own, which no reader
// sees.
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

// omit records that something was left out at this place.
func (s *stream) omit() {
	if len(s.held) > 0 {
		s.held = append(s.held, selfcheck.Held{})
		return
	}
	s.omitted = true
}

// release shows or drops the held statements, as their verdicts say.
func (s *stream) release() error {
	held := s.held
	if s.offQuestion() {
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
