package wire

import (
	"context"
	"time"

	"footnote/bot/rest"
)

// acknowledgeWithin is how long Discord waits for the first response to an interaction.
const acknowledgeWithin = 3 * time.Second

// Respond sends the first response to an interaction. An error is logged already; it tells
// the caller not to go on.
func (s *Sender) Respond(ctx context.Context, i *Interaction, m Outgoing) error {
	return s.acknowledge(ctx, i, response{respondMessage, &m})
}

// Choose offers values for the option that somebody is filling in.
func (s *Sender) Choose(ctx context.Context, i *Interaction, offered []Choice) error {
	return s.acknowledge(ctx, i, response{respondChoices, choicesGiven{offered}})
}

// DeferUpdate acknowledges a press of a button whose message will be edited.
func (s *Sender) DeferUpdate(ctx context.Context, i *Interaction) error {
	return s.acknowledge(ctx, i, response{Type: respondDeferredUpdate})
}

// acknowledge sends the first response. If Discord refuses it, nothing is acknowledged yet,
// so acknowledge sends an explanation instead; the error is then an [*explainedError].
func (s *Sender) acknowledge(ctx context.Context, i *Interaction, r response) error {
	ctx, cancel := context.WithTimeout(ctx, acknowledgeWithin)
	defer cancel()
	err := s.callback(ctx, i, r)
	f := refusalOf(err)
	if f == nil || f.reason == reasonLate || i.Texts == nil {
		return err
	}
	plain := Text(f.text(i.Texts), Ephemeral)
	if s.callback(ctx, i, response{respondMessage, &plain}) == nil {
		return &explainedError{err}
	}
	return err
}

// An explainedError is a refusal that the asker has been told of.
type explainedError struct{ error }

func (e *explainedError) Unwrap() error { return e.error }

func (s *Sender) callback(ctx context.Context, i *Interaction, r response) error {
	began := time.Now()
	err := s.REST.Do(ctx, rest.Request{Method: "POST", Path: callbackPath(i), Body: r})
	if rest.Code(err) == codeAcknowledged {
		err = nil // the response to an earlier try was lost
	}
	s.observer.Confirmed(time.Since(began))
	if err != nil {
		reason := reasonUnreachable
		if f := refusalOf(err); f != nil {
			reason = f.reason
		}
		s.observer.Undelivered("acknowledge", reason)
		s.log.WarnContext(ctx, "an interaction could not be acknowledged", "reason", reason, "id", i.ID, "error", err, "after", time.Since(began))
	}
	return err
}
