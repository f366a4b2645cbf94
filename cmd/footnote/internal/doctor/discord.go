package doctor

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"footnote/bot/account"
	"footnote/bot/rest"
	"footnote/bot/texts"
)

// discordWithin is the time limit for all requests to Discord.
const discordWithin = 20 * time.Second

// checkDiscord queries Discord's API about the bot without connecting to the gateway.
func (d Doctor) checkDiscord(ctx context.Context) []Check {
	const name = "discord"
	if d.Token == "" {
		return []Check{{name, "off", "footnote serve needs a bot's token", "docs/discord.md says how to get one; put DISCORD_TOKEN=… into .env"}}
	}
	ctx, cancel := context.WithTimeout(ctx, discordWithin)
	defer cancel()
	r, err := account.Examine(ctx, rest.Options{Base: d.API, Token: d.Token}, d.words())
	if err != nil {
		c := d.failing(name, err)
		c.Hint = cmp.Or(c.Hint, "check the network; discordstatus.com says what is wrong with Discord")
		return []Check{c}
	}
	return []Check{
		{name, "ok", fmt.Sprintf("the token is that of %s, application %s; no privileged intent is needed", r.Name, r.Application), ""},
		checkApplication(r), checkCommands(r), checkGateway(r),
		{"invite", "ok", r.Invite(), "open it to add the bot to a server, with the seven permissions that it uses; for your own account: " + r.Install()},
	}
}

// words returns the texts that the bot would use.
func (d Doctor) words() *texts.Catalog {
	own, err := d.Texts()
	if err != nil || len(own.Flaws()) > 0 {
		own = nil // checkTexts reports this
	}
	return texts.NewCatalog(own)
}

func checkApplication(r account.Report) Check {
	c := Check{"settings", "ok", "servers and people can add it", ""}
	const page = "discord.com/developers/applications/"
	switch {
	case r.Endpoint != "":
		return Check{"settings", "fail", "commands are sent to an Interactions Endpoint URL, not to footnote serve", "clear it on the General Information page of " + page + r.Application}
	case r.CodeGrant:
		return Check{"settings", "warn", "the invite link alone does not add it", "turn Requires OAuth2 Code Grant off on the Bot page of " + page + r.Application}
	case !r.GuildAdd:
		return Check{"settings", "warn", "servers cannot add it", "turn Guild Install on on the Installation page of " + page + r.Application}
	case !r.UserAdd:
		return Check{"settings", "warn", "people cannot add it to their account", "turn User Install on on the Installation page of " + page + r.Application}
	case !r.Public:
		c.Detail = "only its owner can add it"
	}
	return c
}

func checkCommands(r account.Report) Check {
	if r.Commands {
		return Check{"commands", "ok", fmt.Sprintf("%d are registered, as they should be", r.Registered), ""}
	}
	return Check{"commands", "warn", "those that are registered are not those of this version", "footnote serve registers them when it starts"}
}

func checkGateway(r account.Report) Check {
	l := r.Limits
	c := Check{"gateway", "ok", fmt.Sprintf("%d of %d connections are left for %s; Discord recommends %d shards", l.Remaining, l.Total, l.ResetAfter.Round(time.Minute), l.Shards), ""}
	const few = 10
	if l.Remaining < few {
		c.Status, c.Hint = "warn", "a bot that is restarted too often is locked out until then"
	}
	return c
}
