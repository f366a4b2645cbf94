package wire

import (
	"time"

	"github.com/bwmarrin/discordgo"

	"footnote/library"
)

// Names of options that several commands have.
const (
	OptionQuestion = "question"
	OptionQuery    = "query"
	OptionArticle  = "article"
	OptionPrivate  = "private"
	OptionFile     = "file"
	OptionURL      = "url"
	OptionEvery    = "every"
)

// Every is how often a choice of [OptionEvery] has a page fetched again; 0 is never.
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
	maxAsked  = 2000    // the longest text that a command takes: what the engine takes
	maxTokens = 1 << 40 // of a day; JSON numbers of every client hold it
	MaxRetain = library.MaxRetain
)

// localized is a text in three languages. Names are the same in English as in
// what interactions carry, so theirs is empty.
type localized struct{ en, tw, cn string }

func (l localized) all() *map[discordgo.Locale]string {
	return &map[discordgo.Locale]string{discordgo.ChineseTW: l.tw, discordgo.ChineseCN: l.cn}
}

func slash(name string, names, descriptions localized, options ...*discordgo.ApplicationCommandOption) *discordgo.ApplicationCommand {
	return everywhere(&discordgo.ApplicationCommand{
		Type: discordgo.ChatApplicationCommand, Name: name, NameLocalizations: names.all(),
		Description: descriptions.en, DescriptionLocalizations: descriptions.all(), Options: options,
	})
}

func onMessage(name string, names localized) *discordgo.ApplicationCommand {
	return everywhere(&discordgo.ApplicationCommand{Type: discordgo.MessageApplicationCommand, Name: name, NameLocalizations: names.all()})
}

func everywhere(c *discordgo.ApplicationCommand) *discordgo.ApplicationCommand {
	c.Contexts = &[]discordgo.InteractionContextType{discordgo.InteractionContextGuild, discordgo.InteractionContextBotDM, discordgo.InteractionContextPrivateChannel}
	c.IntegrationTypes = &[]discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall, discordgo.ApplicationIntegrationUserInstall}
	return c
}

// managed has Discord show a command only to members who may manage the server. A
// server may decide otherwise, so the bot looks too.
func managed(c *discordgo.ApplicationCommand) *discordgo.ApplicationCommand {
	manage := int64(discordgo.PermissionManageGuild)
	c.DefaultMemberPermissions = &manage
	return c
}

func input(kind discordgo.ApplicationCommandOptionType, name string, names, descriptions localized) *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{
		Type: kind, Name: name, NameLocalizations: *names.all(), Description: descriptions.en, DescriptionLocalizations: *descriptions.all(),
	}
}

func text(name string, names, descriptions localized) *discordgo.ApplicationCommandOption {
	o := input(discordgo.ApplicationCommandOptionString, name, names, descriptions)
	o.MaxLength = maxAsked
	return o
}

// part is a subcommand.
func part(name string, names, descriptions localized, options ...*discordgo.ApplicationCommandOption) *discordgo.ApplicationCommandOption {
	o := input(discordgo.ApplicationCommandOptionSubCommand, name, names, descriptions)
	o.Options = options
	return o
}

func articleOption(descriptions localized) *discordgo.ApplicationCommandOption {
	o := text(OptionArticle, localized{"", "文章", "文章"}, descriptions)
	o.MaxLength = 0
	o.Autocomplete = true
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

// named are choices with names in the languages that the bot speaks.
func named(o *discordgo.ApplicationCommandOption, values []string, names ...localized) *discordgo.ApplicationCommandOption {
	for i, choice := range choices(o, values...).Choices {
		choice.NameLocalizations = *names[i].all()
	}
	return o
}
