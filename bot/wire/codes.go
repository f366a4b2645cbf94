package wire

// Discord's error codes that the bot handles.
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
	codeCannotReply        = 160002 // to a message that the bot may not read
	codeThreadLocked       = 160005
	codeBlocked            = 200000 // by AutoMod
	codeTitleBlocked       = 200001 // by AutoMod
)
