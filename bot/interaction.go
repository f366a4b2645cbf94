package bot

import (
	"context"

	"footnote/bot/texts"
	"footnote/bot/wire"
)

// interaction answers a command or a button. Whatever takes time is
// acknowledged first, before any queue.
func (b *Bot) interaction(ctx context.Context, i *wire.Interaction) {
	if i.ID == "" || i.Token == "" || i.Asker() == "" || !b.seen.first(i.ID) {
		return
	}
	if i.Type == wire.InteractionAutocomplete {
		b.complete(ctx, i)
		return
	}
	house, err := b.manners(ctx, i.Scope(), texts.ForLocale(i.Locale))
	i.Texts = house.Texts
	switch {
	case b.stopping.Err() != nil:
		b.send.Respond(ctx, i, wire.Text(house.Stopping, wire.Ephemeral))
	case err != nil:
		b.send.Respond(ctx, i, wire.Text(house.Failed, wire.Ephemeral))
	case i.Type == wire.InteractionComponent:
		b.press(ctx, i, house)
	case i.Type == wire.InteractionCommand:
		b.command(ctx, i, house)
	}
}

// command does what a command is for.
func (b *Bot) command(ctx context.Context, i *wire.Interaction, house manners) {
	name, _ := i.Command()
	switch name {
	case wire.CommandHelp:
		b.send.Respond(ctx, i, wire.Text(house.Help, wire.Ephemeral))
	case wire.CommandPolicy:
		b.send.Respond(ctx, i, wire.Text(house.Privacy, wire.Ephemeral))
	case wire.CommandExport:
		b.exportPerson(ctx, i, house.Texts)
	case wire.CommandDelete:
		b.send.Respond(ctx, i, b.askToForget(i, house.Texts))
	case wire.CommandArticle:
		if !b.welcome(ctx, originOf(i), house.Settings) {
			b.send.Respond(ctx, i, wire.Text(house.Unwelcome, wire.Ephemeral))
			return
		}
		b.describeArticles(ctx, i, house.Texts)
	case wire.CommandAsk:
		b.askCommand(ctx, i, house)
	case wire.CommandSearch:
		b.inTurn(ctx, i, house, wire.Ephemeral, func(ctx context.Context, r wire.Reply, _ func()) { b.search(ctx, i, house.Texts, r) })
	case wire.CommandCheck:
		b.inTurn(ctx, i, house, wire.Ephemeral, func(ctx context.Context, r wire.Reply, _ func()) { b.check(ctx, i, house.Texts, r) })
	case wire.CommandLibraryAdd, wire.CommandLibraryList, wire.CommandLibraryInfo, wire.CommandLibraryRemove, wire.CommandAdd:
		b.libraryCommand(ctx, i, house.Texts, name)
	case wire.CommandSettingsShow, wire.CommandSettingsSet, wire.CommandSettingsReset:
		b.settingsCommand(ctx, i, house, name)
	default:
		b.send.Respond(ctx, i, wire.Text(house.Stale, wire.Ephemeral)) // a command of another version
	}
}
