// Package approval holds back the answers of the channels that a server has chosen until
// one of its helpers has sent, edited or dropped them. Helpers are the members who hold the
// server's helper role or may manage the server.
//
// The package does not find answers. A waiting answer is kept encrypted, under a key
// derived from the bot's token, until a helper has decided, for at most a day.
package approval

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"footnote/bot/render"
	"footnote/bot/render/markdown"
	"footnote/bot/rest"
	"footnote/bot/subject"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library"
	"footnote/library/access"
	"footnote/library/citation"
	"footnote/library/store"
	"footnote/rag"
)

// Notes stores the waiting answers. [store.Library] implements it.
type Notes interface {
	AddNote(ctx context.Context, n store.Note) (first bool, err error)
	Note(ctx context.Context, scope store.Scope, kind, id string) (store.Note, bool, error)
	ChangeNote(ctx context.Context, scope store.Scope, kind, id string, change func(*store.Note) bool) (bool, error)
	DropNote(ctx context.Context, scope store.Scope, kind, id string) (bool, error)
	Notes(ctx context.Context, kind string, before time.Time) ([]store.Note, error)
}

// kind is the kind of the notes that hold waiting answers.
const kind = "answer"

// A Desk keeps the answers that wait for a decision.
type Desk struct {
	Send      *wire.Sender
	Signer    render.Signer
	Subjects  *subject.Finder
	Notes     Notes
	Texts     *texts.Catalog
	Citations *citation.Recorder // records what sent answers rest on
	// Within reports whether a channel is one of the listed ones or a thread below one.
	Within func(ctx context.Context, channel string, listed []string) bool
	Log    *slog.Logger

	seal sealer
}

// New returns a desk like d that encrypts with a key derived from the bot's token.
func New(d Desk, token string) (*Desk, error) {
	var err error
	d.seal, err = newSealer(token)
	return &d, err
}

// Covers reports whether helpers look at the answers of a channel first.
func (d *Desk) Covers(ctx context.Context, s library.Settings, channel string) bool {
	return d.Within(ctx, channel, s.Approve)
}

// Bars reports whether a member may do nothing but ask in this channel, because helpers
// look at what the bot says there first and the member is not one of them.
func (d *Desk) Bars(ctx context.Context, i *wire.Interaction, s library.Settings) bool {
	return len(s.Approve) > 0 && i.Guild != "" && !isHelper(i, s) && d.inCoveredChannel(ctx, i, s)
}

// inCoveredChannel reports whether an interaction happened where helpers look at answers first.
// Discord is asked about the channel only if the interaction does not describe it.
func (d *Desk) inCoveredChannel(ctx context.Context, i *wire.Interaction, s library.Settings) bool {
	if i.Place.Type == 0 && i.Place.Parent == "" {
		return d.Covers(ctx, s, i.Channel)
	}
	return slices.Contains(s.Approve, i.Channel) || wire.IsThread(i.Place.Type) && slices.Contains(s.Approve, i.Place.Parent)
}

// isHelper reports whether a member is a helper.
func isHelper(i *wire.Interaction, s library.Settings) bool {
	return i.Manages() || i.Holds(s.Helpers)
}

// LookedAt returns what the bot says in place of an answer that waits.
func LookedAt(q render.Question, s library.Settings, private bool) wire.Outgoing {
	text := q.Texts.LookedAt
	switch {
	case s.Desk == "":
		return q.Say(q.Texts.NoDesk)
	case s.Helpers != "":
		text = fmt.Sprintf(q.Texts.LookedAtBy, s.Helpers)
	}
	if private {
		text += q.Texts.PrivateLater
	}
	return q.Say("-# " + text)
}

// A Waiting is an answer to be handed to the helpers.
type Waiting struct {
	render.Question
	Event     string            // id of the interaction or message that asked
	Channel   string            // id of the channel in which it was asked
	Reply     string            // id of the message that the answer replies to; empty for none
	Said      string            // id of the message that says that the answer waits; empty for none
	Private   *wire.Interaction // interaction of a private question; nil if everybody sees the answer
	Unasked   bool
	Article   []byte // code of the article that was asked about
	Viewer    access.Viewer
	Answer    string // text with footnote marks
	Footnotes []rag.Footnote
	Parts     []wire.Outgoing
}

// Hand hands an answer to the helpers. Repeated calls for one event hand it over once.
func (d *Desk) Hand(ctx context.Context, s library.Settings, w Waiting) error {
	it := newItem(w, s.Desk, time.Now())
	data, err := d.seal.close(it, w.Scope, w.Event)
	if err != nil {
		return err
	}
	first, err := d.Notes.AddNote(ctx, store.Note{Scope: w.Scope, Kind: kind, ID: w.Event, By: d.Signer.PersonCode(w.Asker), At: it.At, Data: data})
	if err != nil {
		return fmt.Errorf("an answer that waits cannot be kept: %w", err)
	}
	if !first && d.shown(ctx, w) { // an earlier process showed it and was killed right after
		return nil
	}
	return d.offer(ctx, it, w.Scope, w.Event)
}

// offer shows an answer to the helpers. If Discord refuses that, the answer stops waiting;
// if Discord cannot be reached, the answer is shown later.
func (d *Desk) offer(ctx context.Context, it item, scope store.Scope, event string) error {
	err := d.show(ctx, &it, scope, event)
	switch {
	case wire.IsRefused(err):
		if _, err := d.Notes.DropNote(context.WithoutCancel(ctx), scope, kind, event); err != nil {
			d.Log.WarnContext(ctx, "an answer that the helpers could not be shown could not be deleted", "id", event, "error", err)
		}
		return fmt.Errorf("the helpers cannot be shown an answer: %w", err)
	case err != nil:
		d.Log.WarnContext(ctx, "the helpers could not be shown an answer; it is shown to them later", "id", event, "error", err)
		return nil
	}
	_, err = d.change(ctx, scope, event, func(kept *item) bool {
		kept.Desk, kept.Header, kept.Last = it.Desk, it.Header, it.Last
		return true
	})
	return err
}

// shown reports whether the helpers see an answer already.
func (d *Desk) shown(ctx context.Context, w Waiting) bool {
	note, ok, err := d.Notes.Note(ctx, w.Scope, kind, w.Event)
	if err != nil || !ok {
		return false
	}
	it, err := d.seal.open(note)
	return err == nil && it.Last != ""
}

// show posts an answer for the helpers: the question, and below it the answer with the
// buttons.
func (d *Desk) show(ctx context.Context, it *item, scope store.Scope, event string) (err error) {
	t := d.Texts.ForLocale(it.Locale)
	if it.Header == "" {
		if it.Header, err = d.post(ctx, it.Desk, event+".h", wire.Text(it.header(t), 0)); err != nil {
			return err
		}
		if _, err := d.change(ctx, scope, event, func(kept *item) bool { kept.Header = it.Header; return true }); err != nil {
			return err // no button is shown before the header is stored
		}
	}
	for n, p := range it.Parts {
		m := p.outgoing()
		m.Components = []wire.Row{}
		if n == len(it.Parts)-1 {
			m.Components = append(d.sources(scope, p), d.buttons(scope, t, event)...)
		}
		if it.Last, err = d.post(ctx, it.Desk, fmt.Sprintf("%s.%d", event, n), m); err != nil {
			return err
		}
	}
	return nil
}

// header returns the message that stands above an answer in the helpers' channel.
func (it *item) header(t *texts.Texts) string {
	header := fmt.Sprintf(t.ToApprove, it.Asker, it.Channel) + "\n" + quoted(it.Question)
	if it.Private != nil {
		header += "\n-# " + t.ToApprovePrivate
	}
	if it.Unasked {
		header += "\n-# " + t.ToApproveUnasked
	}
	return header
}

// post sends a message, at most once per nonce, and returns its id.
func (d *Desk) post(ctx context.Context, channel, nonce string, m wire.Outgoing) (id string, err error) {
	var made wire.Message
	m.Nonce, m.OneNonce = nonce, true
	err = d.Send.REST.Do(ctx, rest.Request{Method: "POST", Path: wire.MessagesPath(channel), Body: m, Files: m.Files(), Out: &made})
	return made.ID, err
}

// What a button does; write belongs to the window that the edit button opens.
const (
	send  byte = 's'
	edit  byte = 'e'
	drop  byte = 'd'
	write byte = 'w'
)

// buttons returns the buttons with which a helper decides.
func (d *Desk) buttons(scope store.Scope, t *texts.Texts, event string) []wire.Row {
	button := func(does byte, label string, style int) wire.Button {
		b := d.Signer.Button(scope, render.KindApprove, payload(does, event), label)
		b.Style = style
		return b
	}
	return wire.Buttons(button(send, t.Send, wire.StyleSuccess), button(edit, t.EditIt, wire.StyleSecondary), button(drop, t.Drop, wire.StyleDanger))
}

func payload(does byte, event string) []byte {
	return append([]byte{does}, render.PersonBytes(event)...)
}

// sources returns the row with the button for the passages of an answer, or nil if it has
// none.
func (d *Desk) sources(scope store.Scope, p part) []wire.Row {
	for _, row := range p.Rows {
		for _, b := range row {
			if kind, _, err := d.Signer.Read(scope, b.CustomID); err == nil && kind == render.KindSources {
				return wire.Buttons(b)
			}
		}
	}
	return nil
}

// maxQuoted is how much of a question stands above its answer, in UTF-16 units.
const maxQuoted = 1200

// quoted returns a question as a quotation, with its markup escaped.
func quoted(question string) string {
	return markdown.Quote(markdown.Short(markdown.Escape(markdown.Clean(question)), maxQuoted))
}

// Advice returns what to add to the confirmation of a settings command, or an empty text.
func Advice(i *wire.Interaction, t *texts.Texts, s library.Settings) string {
	var id string
	switch {
	case !i.Value("approve", &id) && !i.Value(wire.OptionDesk, &id):
		return ""
	case s.Desk == "":
		return "\n" + t.ChooseDesk
	}
	return "\n" + fmt.Sprintf(t.DeskIsSeen, s.Desk)
}
