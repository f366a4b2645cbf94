package wire

import (
	"github.com/bwmarrin/discordgo"

	"footnote/bot/texts"
	"footnote/library/answers"
)

// Names of the commands, as interactions carry them. The name of a subcommand follows its
// command's after a space.
const (
	CommandAsk     = "ask"
	CommandSearch  = "search"
	CommandArticle = "article"
	CommandHelp    = "help"
	CommandCheck   = "Check against the article"
	CommandAdd     = "Add to library"

	CommandPolicy = "privacy policy"
	CommandExport = "privacy export"
	CommandDelete = "privacy delete"

	CommandLibraryAdd    = "library add"
	CommandLibraryList   = "library list"
	CommandLibraryInfo   = "library info"
	CommandLibraryRemove = "library remove"

	CommandInsights = "insights"

	CommandAnswersAdd    = "answers add"
	CommandAnswersList   = "answers list"
	CommandAnswersRemove = "answers remove"

	CommandSettingsShow  = "settings show"
	CommandSettingsSet   = "settings set"
	CommandSettingsReset = "settings reset"

	CommandArticlesAllow   = "settings articles allow"
	CommandArticlesRelease = "settings articles release"
	CommandArticlesList    = "settings articles list"
)

// Commands returns the bot's commands, with the names and descriptions of a catalog in all of
// the bot's languages. They work in servers, in direct messages, and wherever a person has
// installed the bot.
func Commands(c *texts.Catalog) []*discordgo.ApplicationCommand {
	all := []*discordgo.ApplicationCommand{
		slash(CommandAsk, required(completed(text(OptionQuestion))), articleOption(), input(discordgo.ApplicationCommandOptionAttachment, OptionFile), input(discordgo.ApplicationCommandOptionBoolean, OptionPrivate)),
		slash(CommandSearch, required(text(OptionQuery)), articleOption()),
		slash(CommandArticle, articleOption()),
		slash(CommandHelp),
		slash("privacy", part("policy"), part("export"), part("delete")),
		managed(slash("library",
			part("add", input(discordgo.ApplicationCommandOptionAttachment, OptionFile), text(OptionURL), choices(text(OptionEvery), "daily", "weekly", "never")),
			part("list"), part("info", required(articleOption())), part("remove", articleOption()))),
		settingsCommand(),
		insightsCommand(),
		answersCommand(),
		onMessage(CommandCheck),
		managed(onMessage(CommandAdd)),
	}
	for _, one := range all {
		setNames(c, one)
	}
	return all
}

func insightsCommand() *discordgo.ApplicationCommand {
	return inServers(managed(slash(CommandInsights, between(input(discordgo.ApplicationCommandOptionInteger, OptionDays), 1, MaxRetain))))
}

func answersCommand() *discordgo.ApplicationCommand {
	return managed(slash("answers",
		part("add", atMost(text(OptionQuestion), answers.MaxQuestion), atMost(text(OptionAnswer), answers.MaxAnswer), text(OptionAlso)),
		part("list"), part("remove", required(completed(text(OptionQuestion))))))
}

// inServers restricts a command to servers that the bot is a member of.
func inServers(c *discordgo.ApplicationCommand) *discordgo.ApplicationCommand {
	c.Contexts = &[]discordgo.InteractionContextType{discordgo.InteractionContextGuild}
	c.IntegrationTypes = &[]discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall}
	return c
}

// placesToWrite returns the types of channels in which messages can be written: text and
// announcement channels, and threads.
func placesToWrite() []discordgo.ChannelType {
	return []discordgo.ChannelType{discordgo.ChannelTypeGuildText, discordgo.ChannelTypeGuildNews, discordgo.ChannelTypeGuildPublicThread, discordgo.ChannelTypeGuildPrivateThread}
}

// channels returns an option for a channel of these types or, without any, of the types in
// which questions are asked: all but categories.
func channels(name string, types ...discordgo.ChannelType) *discordgo.ApplicationCommandOption {
	o := input(discordgo.ApplicationCommandOptionChannel, name)
	o.ChannelTypes = types
	if len(types) == 0 {
		o.ChannelTypes = append(types, placesToWrite()...)
		o.ChannelTypes = append(o.ChannelTypes, discordgo.ChannelTypeGuildNewsThread, discordgo.ChannelTypeGuildForum, discordgo.ChannelTypeGuildVoice, discordgo.ChannelTypeGuildStageVoice)
	}
	return o
}

func settingsCommand() *discordgo.ApplicationCommand {
	return inServers(managed(slash("settings", part("show"), part("reset"), articlesGroup(), part("set",
		input(discordgo.ApplicationCommandOptionRole, "allow_role"), input(discordgo.ApplicationCommandOptionRole, "remove_role"),
		input(discordgo.ApplicationCommandOptionChannel, "allow_channel"), input(discordgo.ApplicationCommandOptionChannel, "remove_channel"),
		input(discordgo.ApplicationCommandOptionUser, "block"), input(discordgo.ApplicationCommandOptionUser, "unblock"),
		choices(text("language"), "auto", "zh-TW", "zh-CN", "en"),
		choices(text("mode"), "auto", "extractive"),
		input(discordgo.ApplicationCommandOptionBoolean, OptionPrivate),
		input(discordgo.ApplicationCommandOptionChannel, "listen"), input(discordgo.ApplicationCommandOptionChannel, "stop_listening"),
		input(discordgo.ApplicationCommandOptionBoolean, "threads"), input(discordgo.ApplicationCommandOptionBoolean, "originals"),
		between(input(discordgo.ApplicationCommandOptionInteger, "daily_tokens"), 0, maxTokens),
		between(input(discordgo.ApplicationCommandOptionInteger, "keep_questions"), 0, MaxRetain),
		input(discordgo.ApplicationCommandOptionBoolean, "tell_askers"), input(discordgo.ApplicationCommandOptionBoolean, "names"),
		input(discordgo.ApplicationCommandOptionRole, OptionHelpers), input(discordgo.ApplicationCommandOptionBoolean, OptionNoHelpers),
		channels("approve"), channels("stop_approving"), channels(OptionDesk, placesToWrite()...)))))
}

// articlesGroup returns the commands that decide who may see which article.
func articlesGroup() *discordgo.ApplicationCommandOption {
	whom := func() []*discordgo.ApplicationCommandOption {
		channel := input(discordgo.ApplicationCommandOptionChannel, OptionChannel)
		channel.ChannelTypes = []discordgo.ChannelType{
			discordgo.ChannelTypeGuildText, discordgo.ChannelTypeGuildVoice, discordgo.ChannelTypeGuildNews, discordgo.ChannelTypeGuildStageVoice,
			discordgo.ChannelTypeGuildForum,
		}
		return []*discordgo.ApplicationCommandOption{required(articleOption()), channel, input(discordgo.ApplicationCommandOptionRole, OptionRole)}
	}
	return &discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionSubCommandGroup, Name: "articles", Options: []*discordgo.ApplicationCommandOption{
		part("allow", whom()...), part("release", whom()...), part("list"),
	}}
}
