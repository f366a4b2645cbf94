package bot

import (
	"context"
	"encoding/json"
	"reflect"
	"time"

	"github.com/bwmarrin/discordgo"
)

// Names of the commands, as interactions carry them.
const (
	commandAsk     = "ask"
	commandSearch  = "search"
	commandArticle = "article"
	commandHelp    = "help"
	commandPrivacy = "privacy"
	CommandCheck   = "Check against the article"
)

// Commands are what Discord shows, in the languages that the bot speaks. They
// work in servers, in direct messages, and wherever a person has taken the bot
// along.
func Commands() []*discordgo.ApplicationCommand {
	question := func(description localized) *discordgo.ApplicationCommandOption {
		return &discordgo.ApplicationCommandOption{
			Type: discordgo.ApplicationCommandOptionString, Name: "question", Required: true, MaxLength: maxAsked,
			Description: description.en, NameLocalizations: *localized{"", "問題", "问题"}.all(), DescriptionLocalizations: *description.all(),
		}
	}
	private := localized{"Only you see the answer", "只有你看得到答案", "只有你看得到答案"}
	query := localized{"What to look for", "要找什麼", "要找什么"}
	all := []*discordgo.ApplicationCommand{
		slash(commandAsk, localized{"", "提問", "提问"}, localized{"Ask about the article", "問一個關於文章的問題", "问一个关于文章的问题"},
			question(localized{"In Chinese or English", "中文或英文都可以", "中文或英文都可以"}),
			&discordgo.ApplicationCommandOption{
				Type: discordgo.ApplicationCommandOptionBoolean, Name: "private",
				Description: private.en, NameLocalizations: *localized{"", "私密", "私密"}.all(), DescriptionLocalizations: *private.all(),
			}),
		slash(commandSearch, localized{"", "搜尋", "搜索"}, localized{"Show the passages that match best", "找出最相關的段落", "找出最相关的段落"},
			&discordgo.ApplicationCommandOption{
				Type: discordgo.ApplicationCommandOptionString, Name: "query", Required: true, MaxLength: maxAsked,
				Description: query.en, NameLocalizations: *localized{"", "關鍵字", "关键词"}.all(), DescriptionLocalizations: *query.all(),
			}),
		slash(commandArticle, localized{"", "文章", "文章"}, localized{"What the article is about, and its outline", "文章的大意、大綱和出處", "文章的大意、大纲和出处"}),
		slash(commandHelp, localized{"", "說明", "帮助"}, localized{"What this bot can do", "這個機器人會做什麼", "这个机器人会做什么"}),
		slash(commandPrivacy, localized{"", "隱私", "隐私"}, localized{"What is kept, and what is not", "保存什麼、不保存什麼", "保存什么、不保存什么"}),
		everywhere(&discordgo.ApplicationCommand{
			Type: discordgo.MessageApplicationCommand, Name: CommandCheck,
			NameLocalizations: localized{"", "用文章核對", "用文章核对"}.all(),
		}),
	}
	return all
}

// maxAsked is the longest question that a command takes: what the engine takes.
const maxAsked = 2000

func slash(name string, names, descriptions localized, options ...*discordgo.ApplicationCommandOption) *discordgo.ApplicationCommand {
	return everywhere(&discordgo.ApplicationCommand{
		Type: discordgo.ChatApplicationCommand, Name: name, NameLocalizations: names.all(),
		Description: descriptions.en, DescriptionLocalizations: descriptions.all(), Options: options,
	})
}

func everywhere(c *discordgo.ApplicationCommand) *discordgo.ApplicationCommand {
	c.Contexts = &[]discordgo.InteractionContextType{discordgo.InteractionContextGuild, discordgo.InteractionContextBotDM, discordgo.InteractionContextPrivateChannel}
	c.IntegrationTypes = &[]discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall, discordgo.ApplicationIntegrationUserInstall}
	return c
}

// localized is a text in three languages.
type localized struct{ en, tw, cn string }

func (l localized) all() *map[discordgo.Locale]string {
	return &map[discordgo.Locale]string{discordgo.ChineseTW: l.tw, discordgo.ChineseCN: l.cn}
}

// keepCommands registers the commands where they differ from what Discord has:
// only so many changes a day are allowed.
func (b *Bot) keepCommands(ctx context.Context) {
	for wait := 5 * time.Second; ; wait = min(2*wait, 10*time.Minute) {
		changed, err := b.syncCommands(ctx)
		if err == nil {
			b.Log.Info("commands are registered", "changed", changed)
			return
		}
		if ctx.Err() != nil {
			return
		}
		b.Log.Warn("commands could not be registered", "error", err, "again_in", wait)
		pause(ctx, wait)
	}
}

func (b *Bot) syncCommands(ctx context.Context) (changed bool, err error) {
	have, err := b.discord.ApplicationCommands(b.application.ID, "", discordgo.WithContext(ctx))
	if err != nil {
		return false, err
	}
	want := Commands()
	if SameCommands(want, have) {
		return false, nil
	}
	_, err = b.discord.ApplicationCommandBulkOverwrite(b.application.ID, "", want, discordgo.WithContext(ctx))
	return err == nil, err
}

// SameCommands reports whether what Discord has is what the bot wants. Discord
// adds ids and versions, and leaves out what is empty.
func SameCommands(want, have []*discordgo.ApplicationCommand) bool {
	if len(want) != len(have) {
		return false
	}
	byName := map[string]any{}
	for _, c := range have {
		byName[c.Name] = essence(c)
	}
	for _, c := range want {
		if !reflect.DeepEqual(byName[c.Name], essence(c)) {
			return false
		}
	}
	return true
}

// essence is what of a command is ours, as JSON has it.
func essence(c *discordgo.ApplicationCommand) any {
	encoded, err := json.Marshal(c)
	var fields map[string]any
	if err != nil || json.Unmarshal(encoded, &fields) != nil {
		return nil
	}
	for _, theirs := range []string{"id", "application_id", "guild_id", "version", "default_member_permissions", "default_permission", "dm_permission", "nsfw"} {
		delete(fields, theirs)
	}
	return drop(fields)
}

// drop takes out what is null, false, 0 or empty.
func drop(v any) any {
	switch v := v.(type) {
	case map[string]any:
		kept := map[string]any{}
		for name, value := range v {
			if value = drop(value); value != nil {
				kept[name] = value
			}
		}
		if len(kept) == 0 {
			return nil
		}
		return kept
	case []any:
		var kept []any
		for _, value := range v {
			kept = append(kept, drop(value))
		}
		if len(kept) == 0 {
			return nil
		}
		return kept
	case string:
		if v == "" {
			return nil
		}
	case bool:
		if !v {
			return nil
		}
	}
	return v
}
