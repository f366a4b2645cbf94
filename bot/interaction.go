package bot

import (
	"context"
	"time"

	"footnote/bot/rest"
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
	t := locale(i.Locale)
	if b.stopping.Err() != nil {
		b.respond(ctx, i, say(t.stopping, flagEphemeral))
		return
	}
	switch {
	case i.Type == interactionComponent:
		b.press(ctx, i, t)
	case i.Type != interactionCommand:
		return // nothing that the bot has asked for
	case i.Data.Name == commandHelp:
		b.respond(ctx, i, say(t.help, flagEphemeral))
	case i.Data.Name == commandPrivacy:
		b.respond(ctx, i, say(t.privacy, flagEphemeral))
	case i.Data.Name == commandArticle:
		b.respond(ctx, i, say(b.describe(t), flagEphemeral))
	case i.Data.Name == commandAsk:
		b.askCommand(ctx, i, t)
	case i.Data.Name == commandSearch:
		b.inTurn(ctx, i, t, flagEphemeral, func(ctx context.Context, r reply, _ func()) { b.search(ctx, i.text("query"), t, r) })
	case i.Data.Name == CommandCheck:
		b.inTurn(ctx, i, t, flagEphemeral, func(ctx context.Context, r reply, _ func()) {
			b.check(ctx, i.Data.Resolved.Messages[i.Data.Target].Content, t, r)
		})
	default:
		b.respond(ctx, i, say(t.stale, flagEphemeral)) // a command of another version
	}
}

// respond answers at once. The error, already logged, is for who would go on.
func (b *Bot) respond(ctx context.Context, i *interaction, m outgoing) error {
	return b.acknowledge(ctx, i, response{respondMessage, &m})
}

func (b *Bot) acknowledge(ctx context.Context, i *interaction, r response) error {
	ctx, cancel := context.WithTimeout(ctx, acknowledgeWithin)
	defer cancel()
	began := time.Now()
	err := b.rest.Do(ctx, rest.Request{Method: "POST", Path: callbackPath(i), Body: r})
	if rest.Code(err) == codeAcknowledged {
		err = nil // the answer to an earlier try was lost
	}
	b.metrics.acknowledged.Observe(time.Since(began).Seconds())
	if err != nil {
		b.metrics.failures.WithLabelValues("acknowledge").Inc()
		b.Log.Warn("an interaction could not be acknowledged", "error", err, "after", time.Since(began))
	}
	return err
}

// Discord's error codes that mean something to the bot.
// docs.discord.com/developers/topics/opcodes-and-status-codes#json
const (
	codeUnknownChannel     = 10003
	codeUnknownMessage     = 10008
	codeUnknownWebhook     = 10015
	codeUnknownInteraction = 10062
	codeAcknowledged       = 40060
	codeMissingAccess      = 50001
	codeCannotDM           = 50007
	codeMissingPermission  = 50013
	codeInvalidToken       = 50027
)
