package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"footnote/bot/render"
	"footnote/bot/said"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/corpus/doc"
	"footnote/corpus/fetch"
	"footnote/internal/clock"
	"footnote/library"
	"footnote/library/store"
	"footnote/library/subscription"
)

// additions adds articles to libraries, and shows the progress.
type additions struct {
	send    *wire.Sender
	signer  render.Signer
	jobs    *said.Jobs
	library interface {
		Promise(ctx context.Context, j store.Job) (*library.Addition, error)
		Pending(ctx context.Context) ([]*library.Addition, error)
		Cancel(ctx context.Context, scope store.Scope, id int64) (bool, error)
	}
	updates *subscription.Updater // fetches pages again; nil does not
	life    *lifetime
	texts   *texts.Catalog
	log     *slog.Logger
}

// ofOptions adds what the options of /library add name.
func (h *additions) ofOptions(ctx context.Context, i *wire.Interaction, t *texts.Texts) {
	h.add(ctx, i, t, func(ctx context.Context) ([]store.Job, error) { return h.jobs.InOptions(ctx, i) })
}

// ofMessage adds what a message has, by the message command.
func (h *additions) ofMessage(ctx context.Context, i *wire.Interaction, t *texts.Texts) {
	m := i.Data.Resolved.Messages[i.Data.Target]
	h.add(ctx, i, t, func(ctx context.Context) ([]store.Job, error) { return h.jobs.InMessage(ctx, &m, i.Guild, i.Channel) })
}

// add adds what a member named, and shows the progress in a message that everybody
// sees: the bot can change that for longer than the 15 minutes of a command.
func (h *additions) add(ctx context.Context, i *wire.Interaction, t *texts.Texts, named func(context.Context) ([]store.Job, error)) {
	r, _ := h.send.Defer(ctx, i, 0).(*wire.InteractionReply)
	if r == nil {
		return
	}
	if h.send.Deliver(ctx, r, wire.Text(t.Adding, 0)) != nil { // only then has the message an id
		return
	}
	jobs, err := named(ctx)
	switch {
	case h.life.cut.Err() != nil:
		h.send.CutOff(ctx, r, t, "")
		return
	case err != nil:
		h.send.Deliver(ctx, r, wire.Text(notAdded(t, err), 0))
		return
	}
	var additions []*library.Addition
	for _, j := range jobs {
		j.Scope, j.By, j.Locale, j.Channel, j.Message = i.Scope(), h.signer.PersonCode(i.Asker()), i.Locale, i.Channel, r.Shown()
		a, err := h.library.Promise(ctx, j)
		if err != nil {
			h.send.Deliver(ctx, r, wire.Text(notAdded(t, err), 0))
			return
		}
		additions = append(additions, a)
	}
	h.follow(h.life.stopping, additions, r, t, h.repeat(ctx, i, t, jobs)) // what is not over then, the next run goes on with
}

// repeat has the pages that are added be fetched again as often as the member chose, and
// says so.
func (h *additions) repeat(ctx context.Context, i *wire.Interaction, t *texts.Texts, jobs []store.Job) (said string) {
	chosen := i.Text(wire.OptionEvery)
	if chosen == "" || h.updates == nil {
		return ""
	}
	said = t.Repeated[""]
	for _, j := range jobs {
		if j.Data != nil {
			continue
		}
		said = t.Repeated[chosen]
		if err := h.updates.Repeat(ctx, i.Scope(), j.Source, wire.Every(chosen)); err != nil {
			h.log.Info("a page cannot be fetched again", "error", err)
			said = render.CannotRepeat(t, err)
		}
	}
	return said
}

// follow shows how additions go, one after another, until all are over; then,
// where something was added, it says after.
func (h *additions) follow(ctx context.Context, additions []*library.Addition, r wire.Reply, t *texts.Texts, after string) {
	var lines []string
	refused, done := false, false
	for _, a := range additions {
		last, err := a.Follow(ctx, func(p library.Progress) {
			if refused {
				return // what comes of it is told all the same
			}
			m := wire.Text(render.LastLines(append(lines[:len(lines):len(lines)], render.Progress(t, p))), 0)
			m.Components = h.signer.Cancel(a.Scope, t, a.ID)
			if err := r.Show(ctx, m); err != nil {
				h.log.Info("the progress of an addition cannot be shown", "error", err)
				refused = wire.IsRefused(err)
			}
			clock.Sleep(ctx, wire.EditEvery)
		})
		if err != nil {
			return
		}
		lines = append(lines, render.Outcome(t, last)...)
		done = done || last.Stage == library.StageDone
		if h.updates != nil {
			if err := h.updates.Took(h.life.cut, a.Scope, a.Source, last.Added); err != nil {
				h.log.Warn("what is fetched again cannot be kept", "error", err)
			}
		}
	}
	if done && after != "" {
		lines = append(lines, after)
	}
	// No later run knows of what is over, so it is said while the bot stops, too.
	h.send.Deliver(h.life.cut, r, wire.Text(render.LastLines(lines), 0))
}

// resume shows how the additions go on that an earlier run has promised, in the
// messages in which that run showed them.
func (h *additions) resume(ctx context.Context) {
	pending, err := h.library.Pending(ctx)
	if err != nil {
		h.log.Warn("cannot see what is to be added", "error", err)
		return
	}
	byMessage := map[string][]*library.Addition{}
	var order []string
	for _, a := range pending {
		if a.Channel == "" || a.Message == "" {
			continue
		}
		if byMessage[a.Message] == nil {
			order = append(order, a.Message)
		}
		byMessage[a.Message] = append(byMessage[a.Message], a)
	}
	for _, id := range order {
		h.goOn(ctx, byMessage[id])
	}
}

// goOn shows how additions go in the message in which others have shown it.
func (h *additions) goOn(ctx context.Context, all []*library.Addition) {
	if all[0].Channel == "" || all[0].Message == "" {
		return
	}
	t := h.texts.ForLocale(all[0].Locale)
	r := h.send.Resume(all[0].Channel, all[0].Message, t)
	h.life.Go(func() { h.follow(ctx, all, r, t, "") })
}

// cancelWithin bounds how long ending an addition may take.
const cancelWithin = 2 * time.Second

// cancel ends an addition, for members who may manage the server. The message that
// shows its progress then says so.
func (h *additions) cancel(ctx context.Context, i *wire.Interaction, t *texts.Texts, payload []byte) {
	if !i.Manages() {
		h.send.Respond(ctx, i, wire.Text(t.ManageOnly, wire.Ephemeral))
		return
	}
	ending, stop := context.WithTimeout(ctx, cancelWithin)
	defer stop()
	was, err := h.library.Cancel(ending, i.Scope(), render.Job(payload))
	switch {
	case err != nil:
		h.log.Warn("an addition cannot be cancelled", "error", err)
		h.send.Respond(ctx, i, wire.Text(t.Failed, wire.Ephemeral))
	case !was:
		h.send.Respond(ctx, i, wire.Text(t.Over, wire.Ephemeral))
	default:
		h.send.DeferUpdate(ctx, i)
	}
}

// notAdded says why something was not added that a command named.
func notAdded(t *texts.Texts, err error) string {
	switch {
	case errors.Is(err, said.ErrNothing):
		return fmt.Sprintf(t.FailedToAdd, t.NothingNamed)
	case errors.Is(err, said.ErrUnreadable):
		return fmt.Sprintf(t.FailedToAdd, t.NoLink)
	case errors.Is(err, said.ErrTooLarge):
		return fmt.Sprintf(t.FailedToAdd, t.TooBig)
	}
	return render.CannotAdd(t, err)
}

// blamed reports whether a file or the limits are why something cannot be read, which its
// asker can change.
func blamed(err error) bool {
	var limit *library.LimitError
	var unfit *doc.Error
	var unfetched *fetch.Error
	return errors.Is(err, said.ErrTooLarge) || errors.As(err, &limit) || errors.As(err, &unfit) || errors.As(err, &unfetched)
}

// unreadable says why what was to be asked about or checked cannot be read.
func unreadable(t *texts.Texts, err error) string {
	if errors.Is(err, said.ErrTooLarge) {
		return fmt.Sprintf(t.Unreadable, t.TooBig)
	}
	return fmt.Sprintf(t.Unreadable, render.Why(t, err))
}
