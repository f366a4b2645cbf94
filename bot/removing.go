package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library"
	"footnote/library/store"
)

// maxOffered is how many articles are offered as buttons; more are listed.
const maxOffered = 5

// removeArticle removes the article that has just that id or title, and else
// asks which one is meant: nothing is removed on a guess.
func (b *Bot) removeArticle(ctx context.Context, i *wire.Interaction, t *texts.Texts, r wire.Reply) {
	wanted := i.Text(wire.OptionArticle)
	all, err := b.Library.List(ctx, i.Scope())
	if err != nil {
		b.send.Fail(ctx, r, t, "an article cannot be found", err)
		return
	}
	found := library.Find(all, func(k store.Summary) (id, title string) { return k.ID, k.Title }, b.analyser.Fold, wanted)
	near := found.Candidates()
	switch {
	case len(found.Exact) == 1:
		b.send.Deliver(ctx, r, b.remove(ctx, i.Scope(), t, found.Exact[0].ID))
	case len(near) == 0:
		b.send.Deliver(ctx, r, b.alreadyRemoved(ctx, i.Scope(), t, wanted))
	default:
		b.askWhich(ctx, i.Scope(), t, r, wanted, near)
	}
}

// alreadyRemoved says that an article was removed, with the button that restores
// it, which may have gone with the message that it was under; or that there is
// none of that name.
func (b *Bot) alreadyRemoved(ctx context.Context, scope store.Scope, t *texts.Texts, wanted string) wire.Outgoing {
	removed, err := b.Library.Removed(ctx, scope)
	if err != nil {
		b.Log.Warn("what was removed cannot be listed", "error", err)
		return wire.Text(t.Failed, 0)
	}
	found := library.Find(removed, func(k store.Removed) (id, title string) { return k.ID, k.Title }, b.analyser.Fold, wanted)
	if len(found.Exact) != 1 {
		return wire.Text(noSuchArticle(t, wanted), 0)
	}
	k := found.Exact[0]
	m := wire.Text(fmt.Sprintf(t.Removed, shownTitle(k.Title), fmt.Sprintf("<t:%d:t>", k.Until.Unix())), 0)
	m.Components = b.restoreButton(scope, t, k.ID)
	return m
}

// askWhich asks which of the articles is to be removed.
func (b *Bot) askWhich(ctx context.Context, scope store.Scope, t *texts.Texts, r wire.Reply, wanted string, all []store.Summary) {
	named := markdown.Escape(markdown.Short(oneLine(wanted), maxQuoted))
	if len(all) > maxOffered {
		pages := markdown.Pages(fmt.Sprintf(t.RemoveByID, named, len(all))+enumerated(all), maxContent)
		b.send.DeliverParts(ctx, r, pages[:min(len(pages), maxParts)])
		return
	}
	text := fmt.Sprintf(t.WhichToRemove, named, len(all))
	if len(all) == 1 {
		text = fmt.Sprintf(t.SureToRemove, named)
	}
	m := wire.Text(text+enumerated(all), 0)
	for n, k := range all {
		label := labelled(t.Remove, k.Title)
		if len(all) > 1 { // several may have one title
			label = labelled(fmt.Sprint(n+1)+". %s", k.Title)
		}
		one := b.button(scope, pressRemove, []byte(k.ID), label)
		one.Style = wire.StyleDanger
		m.Components = append(m.Components, wire.Buttons(one)...)
	}
	b.send.Deliver(ctx, r, m)
}

// enumerated are lines that tell articles apart.
func enumerated(all []store.Summary) string {
	var out strings.Builder
	for n, k := range all {
		fmt.Fprintf(&out, "\n%d. **%s**\n-# <t:%d:d> · %s", n+1, markdown.Escape(markdown.Short(oneLine(k.Title), maxQuoted)), k.Added.Unix(), k.ID)
	}
	return out.String()
}

// labelled is a label with a title in it, as far as a label has room.
func labelled(format, title string) string {
	room := maxLabel - markdown.Length(fmt.Sprintf(format, ""))
	return fmt.Sprintf(format, markdown.Short(oneLine(title), room))
}

// oneLine is a stranger's text without breaks of lines.
func oneLine(text string) string { return strings.Join(strings.Fields(markdown.Clean(text)), " ") }

// pressRemoval removes or restores an article, for who may, and says in the
// message of the button what came of it.
func (b *Bot) pressRemoval(ctx context.Context, i *wire.Interaction, t *texts.Texts, kind byte, id string) {
	if b.Library == nil || !i.Manages() {
		b.send.Respond(ctx, i, wire.Text(t.ManageOnly, wire.Ephemeral))
		return
	}
	ctx, cancel := context.WithTimeout(ctx, wire.TokenLife)
	defer cancel()
	if b.send.DeferUpdate(ctx, i) != nil {
		return
	}
	r := b.send.Continue(i, i.Message.Flags&wire.Ephemeral)
	work := b.remove
	if kind == pressRestore {
		work = b.restore
	}
	b.send.Deliver(ctx, r, work(ctx, i.Scope(), t, id))
}

// remove removes an article, and is what there is to say about that.
func (b *Bot) remove(ctx context.Context, scope store.Scope, t *texts.Texts, id string) wire.Outgoing {
	if _, _, err := b.Library.Remove(ctx, scope, id); err != nil {
		b.Log.Warn("an article cannot be removed", "error", err)
		return wire.Text(t.Failed, 0)
	}
	return b.alreadyRemoved(ctx, scope, t, id) // by us, or by who was quicker
}

func (b *Bot) restoreButton(scope store.Scope, t *texts.Texts, id string) []wire.Row {
	return wire.Buttons(b.button(scope, pressRestore, []byte(id), t.Restore))
}

// shownTitle is a title in a sentence of ours.
func shownTitle(title string) string {
	return markdown.Escape(markdown.Short(oneLine(title), maxHeading))
}

// restore brings an article back, and is what there is to say about that.
func (b *Bot) restore(ctx context.Context, scope store.Scope, t *texts.Texts, id string) wire.Outgoing {
	_, err := b.Library.Restore(ctx, scope, id)
	var all []store.Summary
	if err == nil {
		all, err = b.Library.List(ctx, scope)
	}
	if err != nil { // which may change, so the button stays
		m := wire.Text(b.notRestored(t, err), 0)
		m.Components = b.restoreButton(scope, t, id)
		return m
	}
	for _, k := range all { // now, or since an earlier press
		if k.ID == id {
			return wire.Text(fmt.Sprintf(t.Restored, shownTitle(k.Title)), 0)
		}
	}
	return wire.Text(t.TooLateToRestore, 0)
}

// notRestored says why an article does not come back.
func (b *Bot) notRestored(t *texts.Texts, err error) string {
	var later *store.SupersededError
	var limit *library.LimitError
	switch {
	case errors.As(err, &later):
		return fmt.Sprintf(t.NotRestored, fmt.Sprintf(t.Superseded, shownTitle(later.Title)))
	case errors.As(err, &limit):
		return fmt.Sprintf(t.NotRestored, t.TooMany[string(limit.Kind)])
	}
	b.Log.Warn("an article cannot be restored", "error", err)
	return t.Failed
}
