package approval

import (
	"context"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"time"

	"footnote/bot/render"
	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library"
	"footnote/library/store"
)

// deciding is how long sending or dropping an answer may take after a helper's press. A
// decision that takes longer belongs to a process that was killed.
const deciding = time.Minute

// answerField names the field of the window in which an answer is edited.
const answerField = "answer"

// Press handles the press of a button under an answer, and the text of the window that the
// edit button opens.
func (d *Desk) Press(ctx context.Context, i *wire.Interaction, t *texts.Texts, s library.Settings, payload []byte) {
	if len(payload) != 9 {
		d.Send.Respond(ctx, i, wire.Text(t.Stale, wire.Ephemeral))
		return
	}
	if !isHelper(i, s) {
		d.Send.Respond(ctx, i, wire.Text(t.HelpersDecide, wire.Ephemeral))
		return
	}
	does, event := payload[0], strconv.FormatUint(binary.BigEndian.Uint64(payload[1:]), 10)
	switch {
	case does == edit:
		d.open(ctx, i, t, event)
		return
	case does == write && strings.TrimSpace(markdown.Clean(i.Written(answerField))) == "":
		d.Send.Respond(ctx, i, wire.Text(t.NothingWritten, wire.Ephemeral))
		return
	}
	ctx, cancel := context.WithTimeout(ctx, wire.TokenLife)
	defer cancel()
	if d.Send.DeferUpdate(ctx, i) != nil {
		return
	}
	it, refusal := d.claim(ctx, i, t, event)
	if refusal != "" {
		d.tell(ctx, i, refusal+d.unsent(i, t))
		return
	}
	if it.Last == "" && i.Message != nil { // the answer is posted, but its message id is not stored yet
		it.Last = i.Message.ID
	}
	begun := it.Sent != nil
	if err := d.decide(ctx, i, &it, does, event); err != nil {
		d.Log.WarnContext(ctx, "an answer that somebody decided about was not sent", "id", event, "error", err)
		if _, err := d.change(context.WithoutCancel(ctx), i.Scope(), event, func(it *item) bool { it.By = ""; return true }); err != nil {
			d.Log.WarnContext(ctx, "an answer could not be released for another decision; nobody can decide about it for a minute", "id", event, "error", err)
		}
		d.tell(ctx, i, fmt.Sprintf(t.NotSent, d.explain(err, t))+d.unsent(i, t))
	} else if lost := d.unsent(i, t); begun && lost != "" {
		d.tell(ctx, i, strings.TrimSpace(lost))
	}
}

// open opens the window in which a helper edits an answer.
func (d *Desk) open(ctx context.Context, i *wire.Interaction, t *texts.Texts, event string) {
	note, ok, err := d.Notes.Note(ctx, i.Scope(), kind, event)
	var it item
	if ok {
		it, err = d.seal.open(note)
	}
	switch {
	case err != nil:
		d.Log.WarnContext(ctx, "an answer that waits cannot be read", "id", event, "error", err)
		d.Send.Respond(ctx, i, wire.Text(t.Failed, wire.Ephemeral))
	case !ok:
		d.Send.Respond(ctx, i, wire.Text(t.ApprovalOver, wire.Ephemeral))
	case markdown.Length(it.Answer) > wire.MaxWritten:
		d.Send.Respond(ctx, i, wire.Text(t.TooLongToEdit, wire.Ephemeral))
	default:
		d.Send.Open(ctx, i, wire.Window{
			CustomID: d.Signer.ID(i.Scope(), render.KindApprove, payload(write, event)), Title: t.EditTitle,
			Fields: []wire.Field{{ID: answerField, Label: t.EditField, About: t.EditAbout, Value: it.Answer, Most: wire.MaxWritten, Long: true}},
		})
	}
}

// claim reserves an answer for the helper who pressed. If it cannot, it returns the reason.
func (d *Desk) claim(ctx context.Context, i *wire.Interaction, t *texts.Texts, event string) (claimed item, refusal string) {
	other, got, err := claimed.reserve(ctx, d, i.Scope(), event, i.Asker())
	switch {
	case err != nil:
		d.Log.WarnContext(ctx, "an answer that waits cannot be read", "id", event, "error", err)
		return claimed, t.Failed
	case other != "":
		return claimed, fmt.Sprintf(t.BeingDecided, other)
	case !got:
		return claimed, t.ApprovalOver
	}
	return claimed, ""
}

// reserve reads an answer into it and reserves it for one helper, unless another helper is
// deciding about it: then other is that helper's id. got reports whether the answer was
// reserved.
func (it *item) reserve(ctx context.Context, d *Desk, scope store.Scope, event, by string) (other string, got bool, err error) {
	got, err = d.change(ctx, scope, event, func(kept *item) bool {
		if other = ""; kept.By != "" && time.Since(kept.Since) < deciding {
			other = kept.By
			return false
		}
		kept.By, kept.Since = by, time.Now()
		*it = *kept
		return true
	})
	return other, got, err
}

// decide sends, edits or drops an answer, and tells the helpers.
func (d *Desk) decide(ctx context.Context, i *wire.Interaction, it *item, does byte, event string) error {
	theirs := d.Texts.ForLocale(it.Locale)
	said := ""
	it.resolve(ctx, d)
	if does == drop && !it.complete() {
		said = fmt.Sprintf(theirs.DroppedBy, i.Asker())
		if err := d.deny(ctx, it, event, theirs.Dropped, theirs); err != nil {
			d.Log.InfoContext(ctx, "somebody could not be told that there is no answer", "id", event, "error", err)
			said += theirs.AskerNotTold
		} else if !it.Unasked {
			said += theirs.AskerTold
		}
	} else {
		sent, err := d.chosen(ctx, i, it, theirs)
		if err != nil {
			return err
		}
		if !sent.edited && it.Sent == nil { // an edited text was checked against the present articles
			switch there, err := d.Subjects.There(ctx, it.Viewer, it.articles()); {
			case err != nil:
				return err
			case !there:
				return errBaseless
			}
		}
		address, err := d.deliver(ctx, i, it, event, theirs, sent)
		if err != nil {
			return err
		}
		if said = fmt.Sprintf(theirs.SentBy, it.Sent.By, address); it.Private != nil {
			said = fmt.Sprintf(theirs.SentPrivately, it.Sent.By)
		}
		if sent.edited {
			said += theirs.EditedAndSent
		}
		if it.doubtful() {
			said += theirs.PerhapsLost
		}
	}
	if _, err := d.Notes.DropNote(context.WithoutCancel(ctx), i.Scope(), kind, event); err != nil {
		d.Log.WarnContext(ctx, "an answer that was decided about could not be deleted; it is kept for a day", "id", event, "error", err)
	}
	d.close(ctx, i.Scope(), it, theirs, said)
	return nil
}

// unsent returns the text that a helper wrote in the window and nobody has seen, so that it
// is not lost.
func (d *Desk) unsent(i *wire.Interaction, t *texts.Texts) string {
	const most = 1500
	written := i.Written(answerField)
	if strings.TrimSpace(written) == "" {
		return ""
	}
	return "\n" + fmt.Sprintf(t.NotEdited, markdown.Quote(markdown.Short(markdown.Escape(written), most)))
}

// tell shows a text to the person who pressed.
func (d *Desk) tell(ctx context.Context, i *wire.Interaction, text string) {
	if err := d.Send.Continue(i, wire.Ephemeral).Add(ctx, wire.Text(text, 0)); err != nil {
		d.Log.InfoContext(ctx, "a person could not be told", "id", i.ID, "error", err)
	}
}
