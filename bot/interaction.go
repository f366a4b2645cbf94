package bot

import (
	"context"
	"time"

	"footnote/bot/rest"
	"footnote/bot/texts"
)

// acknowledgeWithin is how long Discord waits for the first answer to an
// interaction.
const acknowledgeWithin = 3 * time.Second

// interaction answers a command or a button. Whatever takes time is
// acknowledged first, before any queue.
func (b *Bot) interaction(ctx context.Context, i *interaction) {
	if i.ID == "" || i.Token == "" || i.asker() == "" || !b.seen.first(i.ID) {
		return
	}
	if i.Type == interactionAutocomplete {
		b.complete(ctx, i)
		return
	}
	house, err := b.manners(ctx, i.scope(), texts.ForLocale(i.Locale))
	i.texts = house.Texts
	switch {
	case b.stopping.Err() != nil:
		b.respond(ctx, i, say(house.Stopping, flagEphemeral))
	case err != nil:
		b.respond(ctx, i, say(house.Failed, flagEphemeral))
	case i.Type == interactionComponent:
		b.press(ctx, i, house)
	case i.Type == interactionCommand:
		b.command(ctx, i, house)
	}
}

// command does what a command is for.
func (b *Bot) command(ctx context.Context, i *interaction, house manners) {
	name, _ := i.command()
	switch name {
	case commandHelp:
		b.respond(ctx, i, say(house.Help, flagEphemeral))
	case commandPolicy:
		b.respond(ctx, i, say(house.Privacy, flagEphemeral))
	case commandExport:
		b.exportPerson(ctx, i, house.Texts)
	case commandDelete:
		b.respond(ctx, i, b.askToForget(i, house.Texts))
	case commandArticle:
		if !b.welcome(ctx, i.origin(), house.Settings) {
			b.respond(ctx, i, say(house.Unwelcome, flagEphemeral))
			return
		}
		b.describeArticles(ctx, i, house.Texts)
	case commandAsk:
		b.askCommand(ctx, i, house)
	case commandSearch:
		b.inTurn(ctx, i, house, flagEphemeral, func(ctx context.Context, r reply, _ func()) { b.search(ctx, i, house.Texts, r) })
	case CommandCheck:
		b.inTurn(ctx, i, house, flagEphemeral, func(ctx context.Context, r reply, _ func()) { b.check(ctx, i, house.Texts, r) })
	case commandLibraryAdd, commandLibraryList, commandLibraryInfo, commandLibraryRemove, CommandAdd:
		b.libraryCommand(ctx, i, house.Texts, name)
	case commandSettingsShow, commandSettingsSet, commandSettingsReset:
		b.settingsCommand(ctx, i, house, name)
	default:
		b.respond(ctx, i, say(house.Stale, flagEphemeral)) // a command of another version
	}
}

// respond answers at once. The error, already logged, is for who would go on.
func (b *Bot) respond(ctx context.Context, i *interaction, m outgoing) error {
	return b.acknowledge(ctx, i, response{respondMessage, &m})
}

// acknowledge gives the first answer. One that Discord refuses has acknowledged
// nothing, so that plain words can: the error is then an [*explainedError].
func (b *Bot) acknowledge(ctx context.Context, i *interaction, r response) error {
	ctx, cancel := context.WithTimeout(ctx, acknowledgeWithin)
	defer cancel()
	err := b.callback(ctx, i, r)
	f := refusalOf(err)
	if f == nil || f.reason == reasonLate || i.texts == nil {
		return err
	}
	plain := say(f.text(i.texts), flagEphemeral)
	if b.callback(ctx, i, response{respondMessage, &plain}) == nil {
		return &explainedError{err}
	}
	return err
}

// An explainedError is a refusal that the asker knows of.
type explainedError struct{ error }

func (e *explainedError) Unwrap() error { return e.error }

func (b *Bot) callback(ctx context.Context, i *interaction, r response) error {
	began := time.Now()
	err := b.rest.Do(ctx, rest.Request{Method: "POST", Path: callbackPath(i), Body: r})
	if rest.Code(err) == codeAcknowledged {
		err = nil // the answer to an earlier try was lost
	}
	b.metrics.acknowledged.Observe(time.Since(began).Seconds())
	if err != nil {
		reason := reasonUnreachable
		if f := refusalOf(err); f != nil {
			reason = f.reason
		}
		b.undelivered("acknowledge", reason)
		b.Log.Warn("an interaction could not be acknowledged", "reason", reason, "id", i.ID, "error", err, "after", time.Since(began))
	}
	return err
}

// Discord's error codes that mean something to the bot.
// docs.discord.com/developers/topics/opcodes-and-status-codes#json
const (
	codeUnknownChannel     = 10003
	codeUnknownGuild       = 10004
	codeUnknownMessage     = 10008
	codeUnknownWebhook     = 10015
	codeUnknownInteraction = 10062
	codeTooLarge           = 40005
	codeAcknowledged       = 40060
	codeMissingAccess      = 50001
	codeCannotDM           = 50007
	codeMissingPermission  = 50013
	codeInvalidToken       = 50027
	codeThreadArchived     = 50083
	codeNoMutualGuild      = 50278
	codeThreadLocked       = 160005
	codeBlocked            = 200000 // by AutoMod
	codeTitleBlocked       = 200001 // by AutoMod
)
