package wire

import (
	"strconv"

	"github.com/bwmarrin/discordgo"

	"footnote/library/store"
)

// Intents are which servers there are, their messages, which come without their
// text unless they mention the bot, and direct messages. None is privileged.
const Intents = int(discordgo.IntentGuilds | discordgo.IntentGuildMessages | discordgo.IntentDirectMessages)

// Content is the intent to see what messages say that do not mention the bot. It is
// privileged: Discord grants it to those who have asked for it.
const Content = int(discordgo.IntentMessageContent)

// Permissions are all that the bot asks for: to see channels, to write in them
// and in threads, to attach a long answer, to read back a conversation, to open a thread
// where a server wants that, and to put a sign to a question that it may not answer there.
const Permissions = discordgo.PermissionViewChannel | discordgo.PermissionSendMessages | discordgo.PermissionSendMessagesInThreads |
	discordgo.PermissionAttachFiles | discordgo.PermissionReadMessageHistory | discordgo.PermissionCreatePublicThreads | discordgo.PermissionAddReactions

// Scope is whose articles answer an interaction: the server's, where the bot is
// a member of it, else the person's own.
func (i *Interaction) Scope() store.Scope {
	_, member := i.Owners[ownerGuild]
	if i.Guild != "" && (member || len(i.Owners) == 0) {
		return store.Guild(i.Guild)
	}
	return store.Person(i.Asker())
}

// ownerGuild is the key of a server among those that a command is there for.
// docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-authorizing-integration-owners-object
const ownerGuild = "0"

// Permissions of a member.
// docs.discord.com/developers/topics/permissions
const permissionAdministrator, permissionManageGuild = 1 << 3, 1 << 5

// Manages reports whether who did it may decide about the scope: a person about
// their own, a member who may manage the server about that.
func (i *Interaction) Manages() bool {
	if i.Scope() == store.Person(i.Asker()) {
		return true
	}
	if i.Member == nil {
		return false
	}
	permissions, err := strconv.ParseInt(i.Member.Permissions, 10, 64)
	return err == nil && permissions&(permissionAdministrator|permissionManageGuild) != 0
}

// Permissions: VIEW_CHANNEL, SEND_MESSAGES, READ_MESSAGE_HISTORY.
// docs.discord.com/developers/topics/permissions
const permissionView, permissionSend, permissionHistory = 1 << 10, 1 << 11, 1 << 16

// permits reports whether the bot has these permissions where the interaction
// was, as a member of the server: not only because a person has installed it.
func (i *Interaction) permits(wanted int64) bool {
	const privateChannel = 2 // of others, where the bot is not
	_, member := i.Owners[ownerGuild]
	if i.Channel == "" || i.Context != nil && *i.Context == privateChannel || i.Guild != "" && !member {
		return false
	}
	has, err := strconv.ParseInt(i.AppPermissions, 10, 64)
	return err == nil && has&wanted == wanted
}
