package discordtest

// These are flags of messages.
// docs.discord.com/developers/resources/message#message-object-message-flags
const (
	flagSuppressEmbeds        = 1 << 2
	flagHasThread             = 1 << 5
	flagEphemeral             = 1 << 6
	flagLoading               = 1 << 7
	flagSuppressNotifications = 1 << 12
	flagVoiceMessage          = 1 << 13
	flagComponentsV2          = 1 << 15
)

// flagsOf returns the flags in a request. named is false if the request has no flags field.
func flagsOf(body map[string]any) (flags int, named bool) {
	n, named := body["flags"].(float64)
	return int(n), named
}

// settable returns the flags that a request may contain: for a new message, those that bots may
// set; for an edit, those that may change and those that the message has.
func settable(m *Message, fresh bool) int {
	if !fresh {
		return flagSuppressEmbeds | flagComponentsV2 | m.flags
	}
	all := flagSuppressEmbeds | flagSuppressNotifications | flagVoiceMessage | flagComponentsV2
	if m.interaction != nil {
		all |= flagEphemeral
	}
	return all
}

// checkFlags refuses flags that a request may not set, and content beside components v2.
func checkFlags(m *Message, body map[string]any, fresh bool) *refusal {
	flags, named := flagsOf(body)
	if named && flags&^settable(m, fresh) != 0 {
		return refuse(400, 50035, "flags %d cannot be set", flags&^settable(m, fresh))
	}
	if content, _ := body["content"].(string); flags&flagComponentsV2 != 0 && content != "" {
		return refuse(400, 50035, "content beside the components that flags ask for")
	}
	return nil
}

// setFlags applies the flags in a request to the message.
func setFlags(m *Message, body map[string]any, fresh bool) {
	flags, named := flagsOf(body)
	switch {
	case !named:
	case fresh:
		m.flags = flags
	default:
		m.flags = m.flags&^flagSuppressEmbeds | flags&(flagSuppressEmbeds|flagComponentsV2)
	}
}
