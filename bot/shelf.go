package bot

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"footnote/bot/markdown"
	"footnote/bot/texts"
	"footnote/corpus"
)

// libraryCommand does what is done about a library, for who may.
func (b *Bot) libraryCommand(ctx context.Context, i *interaction, t *texts.Texts, name string) {
	switch {
	case b.Library == nil:
		b.respond(ctx, i, say(t.NoLibrary, flagEphemeral))
	case !i.manages():
		b.respond(ctx, i, say(t.ManageOnly, flagEphemeral))
	case name == commandLibraryAdd:
		b.add(ctx, i, t, b.optionsGiven(i))
	case name == CommandAdd:
		b.add(ctx, i, t, b.messageGiven(i))
	case name == commandLibraryList:
		b.quietly(ctx, i, func(ctx context.Context, r reply) { b.listLibrary(ctx, i, t, r) })
	case name == commandLibraryInfo:
		b.describeArticles(ctx, i, t)
	case name == commandLibraryRemove:
		b.quietly(ctx, i, func(ctx context.Context, r reply) { b.removeArticle(ctx, i, t, r) })
	}
}

// quietly defers an interaction, for its asker alone, and does the work.
func (b *Bot) quietly(ctx context.Context, i *interaction, work func(context.Context, reply)) {
	ctx, cancel := context.WithTimeout(ctx, longestQuestion)
	defer cancel()
	if r := b.deferred(ctx, i, flagEphemeral); r != nil {
		work(ctx, r)
	}
}

// failedReply logs what failed and says that something did.
func (b *Bot) failedReply(ctx context.Context, r reply, t *texts.Texts, what string, err error) {
	b.Log.Warn(what, "error", err)
	b.deliver(ctx, r, say(t.Failed, 0))
}

func (b *Bot) listLibrary(ctx context.Context, i *interaction, t *texts.Texts, r reply) {
	all, err := b.Library.List(ctx, i.scope())
	if err != nil {
		b.failedReply(ctx, r, t, "a library cannot be listed", err)
		return
	}
	pending, err := b.Library.Pending(ctx)
	if err != nil {
		b.failedReply(ctx, r, t, "additions cannot be listed", err)
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
		if a.Scope == i.scope() {
			out.WriteString("\n" + progressLine(t, a.Progress()))
		}
	}
	pages := markdown.Pages(out.String(), maxContent)
	b.showParts(ctx, r, pages[:min(len(pages), maxParts)])
}

// standing reports whether a scope without articles of its own is answered from
// others.
func (b *Bot) standing(ctx context.Context, i *interaction) bool {
	d, err := b.desk(ctx, i.scope(), "")
	return err == nil && len(d.articles) > 0
}

// describeArticles says what the articles of a scope are about, or the one that
// the command names.
func (b *Bot) describeArticles(ctx context.Context, i *interaction, t *texts.Texts) {
	b.promptly(ctx, i, func(ctx context.Context) []string {
		wanted := i.text(optionArticle)
		d, err := b.desk(ctx, i.scope(), wanted)
		switch {
		case errors.Is(err, errNoArticles):
			return []string{withoutArticles(t, i.scope())}
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
