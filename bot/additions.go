package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"footnote/bot/render"
	"footnote/bot/said"
	"footnote/bot/solved"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/corpus/doc"
	"footnote/corpus/fetch"
	"footnote/internal/clock"
	"footnote/internal/request"
	"footnote/library"
	"footnote/library/access"
	"footnote/library/store"
	"footnote/library/subscription"
)

// additions adds articles to libraries and shows their progress.
type additions struct {
	send    *wire.Sender
	signer  render.Signer
	jobs    *said.Jobs
	solved  *solved.Reader
	library interface {
		Promise(ctx context.Context, j store.Job) (*library.Addition, error)
		Pending(ctx context.Context) ([]*library.Addition, error)
		Cancel(ctx context.Context, scope store.Scope, id int64) (bool, error)
		Rules(ctx context.Context, scope store.Scope) (access.Rules, error)
	}
	updates *subscription.Updater // fetches pages again; nil for none
	life    *lifetime
	texts   *texts.Catalog
	log     *slog.Logger
}

// ofOptions adds what the options of /library add name.
func (h *additions) ofOptions(ctx context.Context, i *wire.Interaction, t *texts.Texts) {
	h.add(ctx, i, t, func(ctx context.Context) ([]store.Job, string, error) {
		jobs, err := h.jobs.InOptions(ctx, i)
		return jobs, "", err
	})
}

// ofMessage adds the content of a message, for the message command.
func (h *additions) ofMessage(ctx context.Context, i *wire.Interaction, t *texts.Texts) {
	m := i.Data.Resolved.Messages[i.Data.Target]
	h.add(ctx, i, t, func(ctx context.Context) ([]store.Job, string, error) { return h.solved.Jobs(ctx, i, t, &m) })
}

// add adds what a member named. It shows the progress in a public message: the bot can edit that
// for longer than the 15 minutes that an interaction's token lasts.
func (h *additions) add(ctx context.Context, i *wire.Interaction, t *texts.Texts, named func(context.Context) (jobs []store.Job, note string, err error)) {
	r, _ := h.send.Defer(ctx, i, 0).(*wire.InteractionReply)
	if r == nil {
		return
	}
	if h.send.Deliver(ctx, r, wire.Text(t.Adding, 0)) != nil { // only a delivered message has an id
		return
	}
	jobs, note, err := named(ctx)
	switch {
	case h.life.cut.Err() != nil:
		h.send.CutOff(ctx, r, t, "")
		return
	case err != nil:
		h.failed(ctx, err)
		h.send.Deliver(ctx, r, wire.Text(notAdded(t, err), 0))
		return
	}
	var additions []*library.Addition
	for _, j := range jobs {
		j.Scope, j.By, j.Locale, j.Channel, j.Message = i.Scope(), h.signer.PersonCode(i.Asker()), i.Locale, i.Channel, r.Shown()
		a, err := h.library.Promise(ctx, j)
		if err != nil {
			h.failed(ctx, err)
			h.send.Deliver(ctx, r, wire.Text(notAdded(t, err), 0))
			return
		}
		additions = append(additions, a)
	}
	h.follow(request.With(h.life.stopping, i.ID), additions, r, t, cmp.Or(note, h.repeat(ctx, i, t, jobs))) // the next run resumes what has not ended by then
}

// repeat schedules the added pages to be fetched again as often as the member chose, and returns
// what to tell the member about it.
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
			h.log.InfoContext(ctx, "a page cannot be fetched again", "error", err)
			said = render.CannotRepeat(t, err)
		}
	}
	return said
}

// follow shows the progress of additions, one after another, until all have ended. If something was
// added, the last text ends with after.
func (h *additions) follow(ctx context.Context, additions []*library.Addition, r wire.Reply, t *texts.Texts, after string) {
	var lines []string
	refused, done := false, false
	for _, a := range additions {
		last, err := a.Follow(ctx, func(p library.Progress) {
			if refused {
				return // the outcome is delivered all the same
			}
			m := wire.Text(render.LastLines(append(lines[:len(lines):len(lines)], render.Progress(t, p))), 0)
			m.Components = h.signer.Cancel(a.Scope, t, a.ID)
			if err := r.Show(ctx, m); err != nil {
				h.log.InfoContext(ctx, "the progress of an addition cannot be shown", "error", err)
				refused = wire.IsRefused(err)
			}
			clock.Sleep(ctx, wire.EditEvery)
		})
		if err != nil {
			return
		}
		if last.Err != nil {
			h.failed(ctx, last.Err)
		}
		shown := last
		shown.Added = h.withoutHiddenTitles(a.Scope, t, last.Added)
		lines = append(lines, render.Outcome(t, shown)...)
		done = done || last.Stage == library.StageDone
		if h.updates != nil {
			if err := h.updates.Took(h.life.cut, a.Scope, a.Source, last.Added); err != nil {
				h.log.WarnContext(ctx, "what is fetched again cannot be kept", "error", err)
			}
		}
	}
	if done && after != "" {
		lines = append(lines, after)
	}
	// A later run does not resume an addition that has ended, so its outcome is delivered even
	// while the bot stops.
	h.send.Deliver(h.life.cut, r, wire.Text(render.LastLines(lines), 0))
}

// withoutHiddenTitles returns what was added without the titles of articles that not everybody may
// see: the outcome of an addition is public.
func (h *additions) withoutHiddenTitles(scope store.Scope, t *texts.Texts, all []library.Added) (shown []library.Added) {
	rules, err := h.library.Rules(h.life.cut, scope)
	for _, one := range all {
		if _, is := rules[one.Article.ID]; is || err != nil {
			a := *one.Article
			a.Title, one.Article = t.SomeArticle, &a
		}
		shown = append(shown, one)
	}
	return shown
}

// resume shows the progress of the additions that an earlier run promised, in the messages in which
// that run showed it.
func (h *additions) resume(ctx context.Context) {
	pending, err := h.library.Pending(ctx)
	if err != nil {
		h.log.WarnContext(ctx, "cannot see what is to be added", "error", err)
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
		h.resumeMessage(ctx, byMessage[id])
	}
}

// resumeMessage shows the progress of additions in the message in which an earlier run or another
// process showed it.
func (h *additions) resumeMessage(ctx context.Context, all []*library.Addition) {
	if all[0].Channel == "" || all[0].Message == "" {
		return
	}
	t := h.texts.ForLocale(all[0].Locale)
	r := h.send.Resume(all[0].Channel, all[0].Message, t)
	h.life.Go(func() { h.follow(ctx, all, r, t, "") })
}

// cancelWithin limits how long cancelling an addition may take.
const cancelWithin = 2 * time.Second

// cancel ends an addition, for members who may manage the server. The message that shows its
// progress then says so.
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
		h.log.WarnContext(ctx, "an addition cannot be cancelled", "error", err)
		h.send.Respond(ctx, i, wire.Text(t.Failed, wire.Ephemeral))
	case !was:
		h.send.Respond(ctx, i, wire.Text(t.Over, wire.Ephemeral))
	default:
		h.send.DeferUpdate(ctx, i)
	}
}

// failed logs why something was not added. The level is a warning unless the person who asked for
// it can fix the cause.
func (h *additions) failed(ctx context.Context, err error) {
	level := slog.LevelWarn
	var unclear *solved.Error
	if blamed(err) || errors.As(err, &unclear) || errors.Is(err, said.ErrNothing) || errors.Is(err, said.ErrUnreadable) {
		level = slog.LevelInfo
	}
	h.log.Log(ctx, level, "an addition failed", "error", err)
}

// notAdded returns the text that says why something that a command named was not added.
func notAdded(t *texts.Texts, err error) string {
	var unclear *solved.Error
	switch {
	case errors.As(err, &unclear):
		return fmt.Sprintf(t.FailedToAdd, unclear.Say(t))
	case errors.Is(err, said.ErrNothing):
		return fmt.Sprintf(t.FailedToAdd, t.NothingNamed)
	case errors.Is(err, said.ErrWordless):
		return fmt.Sprintf(t.FailedToAdd, t.Wordless)
	case errors.Is(err, said.ErrUnreadable):
		return fmt.Sprintf(t.FailedToAdd, t.NoLink)
	case errors.Is(err, said.ErrTooLarge):
		return fmt.Sprintf(t.FailedToAdd, t.TooBig)
	}
	return render.CannotAdd(t, err)
}

// blamed reports whether something cannot be read because of the file or the limits, which the
// person who asked can change.
func blamed(err error) bool {
	var limit *library.LimitError
	var unfit *doc.Error
	var unfetched *fetch.Error
	return errors.Is(err, said.ErrTooLarge) || errors.Is(err, said.ErrWordless) || errors.As(err, &limit) || errors.As(err, &unfit) || errors.As(err, &unfetched)
}

// unreadable returns the text that says why a file to be asked about or checked cannot be read.
func unreadable(t *texts.Texts, err error) string {
	switch {
	case errors.Is(err, said.ErrTooLarge):
		return fmt.Sprintf(t.Unreadable, t.TooBig)
	case errors.Is(err, said.ErrWordless):
		return fmt.Sprintf(t.Unreadable, t.Wordless)
	}
	return fmt.Sprintf(t.Unreadable, render.Why(t, err))
}
