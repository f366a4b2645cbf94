package handoff

import (
	"context"
	"fmt"

	"footnote/bot/render"
	"footnote/bot/rest"
	"footnote/bot/texts"
	"footnote/bot/wire"
)

// asked returns the question of a public answer, as far as the bot can read it, and who
// asked it.
func (c *Caller) asked(ctx context.Context, i *wire.Interaction, answer *wire.Message) (question, asker string) {
	asker = answer.Interaction.User.ID
	if question = render.Quoted(answer.Content); question != "" && asker != "" {
		return question, asker
	}
	if first := c.firstPart(i, answer); first != "" && first != answer.ID {
		if got, err := c.message(ctx, i, first); err == nil {
			answer = got
		}
	}
	if said := render.Quoted(answer.Content); said != "" {
		question = said
	}
	if m := c.Conversation.Referenced(ctx, answer); m != nil {
		asker = m.Author.ID
		if question == "" {
			question = c.Conversation.Question(m)
		}
	}
	return question, asker
}

// message fetches a message of the interaction's channel.
func (c *Caller) message(ctx context.Context, i *wire.Interaction, id string) (*wire.Message, error) {
	var m wire.Message
	if err := c.Send.REST.Do(ctx, rest.Request{Method: "GET", Path: wire.MessagePath(i.Channel, id), Out: &m}); err != nil {
		return nil, fmt.Errorf("the answer that somebody is called to: %w", err)
	}
	return &m, nil
}

// firstPart returns the id of the first message of a public answer, which the button under
// the last message holds. It is empty if the answer has only one message.
func (c *Caller) firstPart(i *wire.Interaction, last *wire.Message) string {
	for _, row := range last.Components {
		for _, b := range row.Components {
			kind, payload, err := c.Signer.Read(i.Scope(), b.CustomID)
			if err != nil || kind != render.KindTakeAway {
				continue
			}
			if _, parts := c.Signer.TakenAway(payload, ""); len(parts) > 0 {
				return parts[0]
			}
		}
	}
	return ""
}

// withLink returns the answer with a link to the call in place of the button that was
// pressed.
func (c *Caller) withLink(i *wire.Interaction, t *texts.Texts, address string) wire.Outgoing {
	m := wire.Text(i.Message.Content, 0)
	for _, row := range i.Message.Components {
		for n, b := range row.Components {
			if kind, _, err := c.Signer.Read(i.Scope(), b.CustomID); err == nil && kind == render.KindHandoff {
				row.Components[n] = wire.Link(t.SeeCall, address)
			}
		}
		m.Components = append(m.Components, wire.Buttons(row.Components...)...)
	}
	return m
}
