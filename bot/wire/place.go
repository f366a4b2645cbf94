package wire

import (
	"slices"
	"strconv"
	"strings"
)

// Permissions of a member: MANAGE_MESSAGES, USE_EXTERNAL_APPS; to mention all roles: MENTION_EVERYONE.
// docs.discord.com/developers/topics/permissions
const permissionModerate, permissionOwnApps, permissionMention = 1 << 13, 1 << 50, 1 << 17

// Writes reports whether the asker may write messages in the channel. In direct messages
// everybody may.
func (i *Interaction) Writes() bool { return i.Guild == "" || i.Member.may(i.writing()) }

// IsHeard reports whether others may see what the bot answers in the channel: a server may
// make the responses of people's own apps visible only to them.
func (i *Interaction) IsHeard() bool {
	_, member := i.Owners[ownerGuild]
	return i.Guild == "" || member || len(i.Owners) == 0 || i.Member.may(permissionOwnApps)
}

// IsOpen reports whether the bot may write messages of its own in the channel, as a member of
// its server.
func (i *Interaction) IsOpen() bool { return i.Guild != "" && i.permits(permissionView|i.writing()) }

// Pings reports whether the bot can ping a role that an option of the command names.
func (i *Interaction) Pings(role string) bool {
	return i.Data.Resolved.Roles[role].Mentionable || i.permits(permissionMention)
}

// Holds reports whether the asker has a role of the server. Nobody has the empty role.
func (i *Interaction) Holds(role string) bool {
	return role != "" && i.Member != nil && slices.Contains(i.Member.Roles, role)
}

// Moderates reports whether the asker may delete messages of others in the channel.
func (i *Interaction) Moderates() bool { return i.Member.may(permissionModerate) }

// may reports whether a member has a permission, or is an administrator. m may be nil, which
// has none.
func (m *member) may(one int64) bool {
	if m == nil {
		return false
	}
	has, err := strconv.ParseInt(m.Permissions, 10, 64)
	return err == nil && has&(permissionAdministrator|one) != 0
}

// Address returns the link to a message, or to its channel if message is empty. guild is
// empty in direct messages.
func Address(guild, channel, message string) string {
	if guild == "" {
		guild = "@me"
	}
	return strings.TrimSuffix("https://discord.com/channels/"+guild+"/"+channel+"/"+message, "/")
}
