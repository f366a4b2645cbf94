package bot

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/corpus"
)

// libraryCommand does what is done about a library, for who may.
func (b *Bot) libraryCommand(ctx context.Context, i *wire.Interaction, t *texts.Texts, name string) {
	switch {
	case b.Library == nil:
		b.send.Respond(ctx, i, wire.Text(t.NoLibrary, wire.Ephemeral))
	case !i.Manages():
		b.send.Respond(ctx, i, wire.Text(t.ManageOnly, wire.Ephemeral))
	case name == wire.CommandLibraryAdd:
		b.add(ctx, i, t, b.optionsGiven(i))
	case name == wire.CommandAdd:
		b.add(ctx, i, t, b.messageGiven(i))
	case name == wire.CommandLibraryList:
		b.send.Privately(ctx, i, func(ctx context.Context, r wire.Reply) { b.listLibrary(ctx, i, t, r) })
	case name == wire.CommandLibraryInfo:
		b.describeArticles(ctx, i, t)
	case name == wire.CommandLibraryRemove:
		b.send.Privately(ctx, i, func(ctx context.Context, r wire.Reply) { b.removeArticle(ctx, i, t, r) })
	}
}

func (b *Bot) listLibrary(ctx context.Context, i *wire.Interaction, t *texts.Texts, r wire.Reply) {
	all, err := b.Library.List(ctx, i.Scope())
	if err != nil {
		b.send.Fail(ctx, r, t, "a library cannot be listed", err)
		return
	}
	pending, err := b.Library.Pending(ctx)
	if err != nil {
		b.send.Fail(ctx, r, t, "additions cannot be listed", err)
		return
	}
	var out strings.Builder
	switch {
	case len(all) == 0 && b.standing(ctx, i):
		out.WriteString(t.Standing)
	case len(all) == 0:
		out.WriteString(t.EmptyLibrary)
	default:
		fmt.Fprintf(&out, t.Listed, len(all))
	}
	for n, k := range all {
		fmt.Fprintf(&out, "\n%d. **%s**\n", n+1, markdown.Escape(markdown.Short(k.Title, maxHeading)))
		fmt.Fprintf(&out, "-# "+t.Sizes+" · <t:%d:d> · %s", k.Characters, k.Passages, k.Added.Unix(), k.ID)
	}
	for _, a := range pending {
		if a.Scope == i.Scope() {
			out.WriteString("\n" + progressLine(t, a.Progress()))
		}
	}
	pages := markdown.Pages(out.String(), maxContent)
	b.send.DeliverParts(ctx, r, pages[:min(len(pages), maxParts)])
}

// standing reports whether a scope without articles of its own is answered from
// others.
func (b *Bot) standing(ctx context.Context, i *wire.Interaction) bool {
	d, err := b.desk(ctx, i.Scope(), "")
	return err == nil && len(d.articles) > 0
}

// describeArticles says what the articles of a scope are about, or the one that
// the command names.
func (b *Bot) describeArticles(ctx context.Context, i *wire.Interaction, t *texts.Texts) {
	b.send.Promptly(ctx, i, func(ctx context.Context) []string {
		wanted := i.Text(wire.OptionArticle)
		d, err := b.desk(ctx, i.Scope(), wanted)
		switch {
		case errors.Is(err, errNoArticles):
			return []string{withoutArticles(t, i.Scope())}
		case unnamed(err):
			return []string{unclear(t, wanted, err)}
		case err != nil:
			b.Log.Warn("articles cannot be described", "error", err)
			return []string{t.Failed}
		case d.only != nil:
			return []string{describe([]*corpus.Article{d.only}, t)}
		}
		return []string{describe(d.articles, t)}
	})
}

// jobCode is an addition as a button names it.
func jobCode(id int64) []byte { return binary.AppendVarint(nil, id) }

// jobID is the inverse of jobCode, 0 for what it did not make.
func jobID(code []byte) int64 {
	id, _ := binary.Varint(code)
	return id
}
