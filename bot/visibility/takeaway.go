package visibility

import (
	"context"
	"log/slog"

	"footnote/bot/render"
	"footnote/bot/rest"
	"footnote/bot/texts"
	"footnote/bot/wire"
)

// A Remover removes public answers.
type Remover struct {
	Send   *wire.Sender
	Signer render.Signer
	Log    *slog.Logger
}

// TakeAway deletes all messages of an answer, for its asker and for members who may manage
// messages there.
func (r *Remover) TakeAway(ctx context.Context, i *wire.Interaction, t *texts.Texts, payload []byte) {
	theirs, parts := r.Signer.TakenAway(payload, i.Asker())
	if !theirs && !i.Moderates() {
		r.Send.Respond(ctx, i, wire.Text(t.NotYoursToRemove, wire.Ephemeral))
		return
	}
	ctx, cancel := context.WithTimeout(ctx, wire.TokenLife)
	defer cancel()
	if r.Send.DeferUpdate(ctx, i) != nil {
		return
	}
	for _, id := range parts { // the message with the button goes last, so that the button can be pressed again
		if id == i.Message.ID {
			continue
		}
		if err := r.delete(ctx, i, id); err != nil {
			r.reportFailure(ctx, i, t, err)
			return
		}
	}
	if err := r.Send.Continue(i, 0).Remove(ctx); err != nil {
		if err := r.delete(ctx, i, i.Message.ID); err != nil {
			r.reportFailure(ctx, i, t, err)
		}
	}
}

// delete deletes a message of the bot. It is no error if the message is gone.
func (r *Remover) delete(ctx context.Context, i *wire.Interaction, id string) error {
	err := r.Send.REST.Do(ctx, rest.Request{Method: "DELETE", Path: wire.MessagePath(i.Channel, id)})
	if wire.IsGone(err) {
		return nil
	}
	return err
}

// reportFailure says that an answer could not be removed.
func (r *Remover) reportFailure(ctx context.Context, i *wire.Interaction, t *texts.Texts, err error) {
	r.Log.WarnContext(ctx, "an answer could not be taken away", "id", i.ID, "error", err)
	if err := r.Send.Continue(i, wire.Ephemeral).Add(ctx, wire.Text(t.Stays, 0)); err != nil {
		r.Log.InfoContext(ctx, "a person could not be told", "id", i.ID, "error", err)
	}
}
