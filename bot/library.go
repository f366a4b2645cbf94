package bot

import (
	"context"

	"footnote/bot/articles"
	"footnote/bot/texts"
	"footnote/bot/wire"
)

// libraries handles /library.
type libraries struct {
	send      *wire.Sender
	additions *additions
	articles  *articles.Articles
}

// command changes or lists a library, for members who may manage the server.
func (h *libraries) command(ctx context.Context, i *wire.Interaction, t *texts.Texts, name string) {
	if !i.Manages() {
		h.send.Respond(ctx, i, wire.Text(t.ManageOnly, wire.Ephemeral))
		return
	}
	show := map[string]func(context.Context, *wire.Interaction, *texts.Texts, wire.Reply){
		wire.CommandLibraryList: h.articles.List, wire.CommandLibraryInfo: h.articles.Info, wire.CommandLibraryRemove: h.articles.Remove,
	}[name]
	switch {
	case name == wire.CommandLibraryAdd:
		h.additions.ofOptions(ctx, i, t)
	case name == wire.CommandAdd:
		h.additions.ofMessage(ctx, i, t)
	case show != nil:
		h.send.Privately(ctx, i, func(ctx context.Context, r wire.Reply) { show(ctx, i, t, r) })
	}
}
