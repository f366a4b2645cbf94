package wire

import (
	"strconv"

	"github.com/bwmarrin/discordgo"

	"footnote/library/store"
)

// Intents are those for the list of servers, for their messages, which come without text
// unless they mention the bot, and for direct messages. None is privileged.
const Intents = int(discordgo.IntentGuilds | discordgo.IntentGuildMessages | discordgo.IntentDirectMessages)

// Content is the intent to receive the text of messages that do not mention the bot. It is
// privileged: Discord grants it only on request.
const Content = int(discordgo.IntentMessageContent)

// Permissions are all permissions that the bot asks for: to see channels, to write in them
// and in threads, to attach a long answer, to read back a conversation, to open a thread if a
// server wants that, and to put a reaction on a question that it may not answer in its
// channel.
const Permissions = discordgo.PermissionViewChannel | discordgo.PermissionSendMessages | discordgo.PermissionSendMessagesInThreads |
	discordgo.PermissionAttachFiles | discordgo.PermissionReadMessageHistory | discordgo.PermissionCreatePublicThreads | discordgo.PermissionAddReactions

// Scope returns the scope whose articles answer the interaction: the server's if the bot is a
// member of it, otherwise the person's own.
func (i *Interaction) Scope() store.Scope {
	_, member := i.Owners[ownerGuild]
	if i.Guild != "" && (member || len(i.Owners) == 0) {
		return store.Guild(i.Guild)
	}
	return store.Person(i.Asker())
}

// ownerGuild is the key of a server in Owners.
// docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-authorizing-integration-owners-object
const ownerGuild = "0"

// Permissions of a member.
// docs.discord.com/developers/topics/permissions
const permissionAdministrator, permissionManageGuild = 1 << 3, 1 << 5

// Manages reports whether the asker may change the scope: their own, or that of a server
// which they may manage.
func (i *Interaction) Manages() bool {
	if i.Scope() == store.Person(i.Asker()) {
		return true
	}
	return i.Member.may(permissionManageGuild)
}

// Permissions: VIEW_CHANNEL, SEND_MESSAGES, READ_MESSAGE_HISTORY, SEND_MESSAGES_IN_THREADS.
// docs.discord.com/developers/topics/permissions
const permissionView, permissionSend, permissionHistory, permissionSendInThread = 1 << 10, 1 << 11, 1 << 16, 1 << 38

// writing returns the permission needed to write in the interaction's channel.
func (i *Interaction) writing() int64 {
	if IsThread(i.Place.Type) {
		return permissionSendInThread
	}
	return permissionSend
}

// IsThread reports whether a channel type is a type of threads.
// docs.discord.com/developers/resources/channel#channel-object-channel-types
func IsThread(kind int) bool {
	const first, last = 10, 12
	return kind >= first && kind <= last
}

// permits reports whether the bot has these permissions in the interaction's channel as a
// member of the server, and not only because a person has installed it.
func (i *Interaction) permits(wanted int64) bool {
	const privateChannel = 2 // a private channel of other people, where the bot is not
	_, member := i.Owners[ownerGuild]
	if i.Channel == "" || i.Context != nil && *i.Context == privateChannel || i.Guild != "" && !member {
		return false
	}
	has, err := strconv.ParseInt(i.AppPermissions, 10, 64)
	return err == nil && has&wanted == wanted
}
