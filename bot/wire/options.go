package wire

import (
	"time"

	"github.com/bwmarrin/discordgo"

	"footnote/library"
)

// Names of options that several commands have, or other packages use.
const (
	OptionQuestion = "question"
	OptionQuery    = "query"
	OptionArticle  = "article"
	OptionPrivate  = "private"
	OptionFile     = "file"
	OptionURL      = "url"
	OptionEvery    = "every"
	OptionDays     = "days"
	OptionAnswer   = "answer"
	OptionAlso     = "also"
	OptionChannel  = "channel"
	OptionRole     = "role"

	OptionHelpers   = "helpers"
	OptionNoHelpers = "remove_helpers"
	OptionDesk      = "approval_channel"
)

// Every returns how often a choice of [OptionEvery] fetches a page again; 0 means never.
func Every(choice string) time.Duration {
	const day = 24 * time.Hour
	switch choice {
	case "daily":
		return day
	case "weekly":
		return 7 * day
	}
	return 0
}

const (
	maxAsked  = 2000    // the longest text that a command takes, in characters: the engine's limit
	maxTokens = 1 << 40 // tokens of a day; the JSON numbers of every client can hold it
	MaxRetain = library.MaxRetain
)

func slash(name string, options ...*discordgo.ApplicationCommandOption) *discordgo.ApplicationCommand {
	return everywhere(&discordgo.ApplicationCommand{Type: discordgo.ChatApplicationCommand, Name: name, Options: options})
}

func onMessage(name string) *discordgo.ApplicationCommand {
	return everywhere(&discordgo.ApplicationCommand{Type: discordgo.MessageApplicationCommand, Name: name})
}

func everywhere(c *discordgo.ApplicationCommand) *discordgo.ApplicationCommand {
	c.Contexts = &[]discordgo.InteractionContextType{discordgo.InteractionContextGuild, discordgo.InteractionContextBotDM, discordgo.InteractionContextPrivateChannel}
	c.IntegrationTypes = &[]discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall, discordgo.ApplicationIntegrationUserInstall}
	return c
}

// managed makes Discord show a command only to members who may manage the server. A server
// may override that, so the bot checks too.
func managed(c *discordgo.ApplicationCommand) *discordgo.ApplicationCommand {
	manage := int64(discordgo.PermissionManageGuild)
	c.DefaultMemberPermissions = &manage
	return c
}

func input(kind discordgo.ApplicationCommandOptionType, name string) *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{Type: kind, Name: name}
}

func text(name string) *discordgo.ApplicationCommandOption {
	o := input(discordgo.ApplicationCommandOptionString, name)
	o.MaxLength = maxAsked
	return o
}

// part returns a subcommand.
func part(name string, options ...*discordgo.ApplicationCommandOption) *discordgo.ApplicationCommandOption {
	o := input(discordgo.ApplicationCommandOptionSubCommand, name)
	o.Options = options
	return o
}

func articleOption() *discordgo.ApplicationCommandOption {
	return completed(atMost(text(OptionArticle), 0))
}

// completed makes Discord ask the bot for suggestions while somebody fills in the option.
func completed(o *discordgo.ApplicationCommandOption) *discordgo.ApplicationCommandOption {
	o.Autocomplete = true
	return o
}

// atMost limits the characters of a text option; 0 means Discord's limit.
func atMost(o *discordgo.ApplicationCommandOption, most int) *discordgo.ApplicationCommandOption {
	o.MaxLength = most
	return o
}

func required(o *discordgo.ApplicationCommandOption) *discordgo.ApplicationCommandOption {
	o.Required = true
	return o
}

func between(o *discordgo.ApplicationCommandOption, least, most float64) *discordgo.ApplicationCommandOption {
	o.MinValue, o.MaxValue = &least, most
	return o
}

func choices(o *discordgo.ApplicationCommandOption, values ...string) *discordgo.ApplicationCommandOption {
	o.MaxLength = 0
	for _, v := range values {
		o.Choices = append(o.Choices, &discordgo.ApplicationCommandOptionChoice{Name: v, Value: v})
	}
	return o
}
