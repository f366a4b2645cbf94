package wire

import (
	"encoding/json"
	"regexp"
	"strings"

	"footnote/library/store"
)

// A Message is one that somebody wrote, the bot itself included.
type Message struct {
	ID         string          `json:"id"`
	Channel    string          `json:"channel_id"`
	Guild      string          `json:"guild_id"`
	Type       int             `json:"type"`
	Content    string          `json:"content"`
	Author     User            `json:"author"`
	Webhook    string          `json:"webhook_id"`
	Flags      int             `json:"flags"`
	Mentions   []User          `json:"mentions"`
	Components []rowOfMessage  `json:"components"`
	Reference  *reference      `json:"message_reference"`
	Referenced *Message        `json:"referenced_message"`
	Edited     json.RawMessage `json:"edited_timestamp"`
	Member     *member         `json:"member"` // in a server
	Attached   []Attachment    `json:"attachments"`
	Roles      []string        `json:"mention_roles"` // that it mentions
	Everyone   bool            `json:"mention_everyone"`
	Embeds     []Embed         `json:"embeds"`
	Poll       *Poll           `json:"poll"`
	Forwarded  []Snapshot      `json:"message_snapshots"`

	// Interaction is what it answers, with an id if it does.
	Interaction struct {
		ID string `json:"id"`
	} `json:"interaction_metadata"`

	// ChannelType is that of its channel, where Discord says it.
	ChannelType *int `json:"channel_type"`

	Record Record `json:"-"` // that another process goes on by; nil keeps nothing
}

// Types of messages that people write.
// docs.discord.com/developers/resources/message#message-object-message-types
const (
	MessageDefault = 0
	MessageReply   = 19
	// MessageStart is the first one of a thread that was opened on a message, to which it refers.
	MessageStart = 21
)

type reference struct {
	Type    int    `json:"type,omitempty"`
	Message string `json:"message_id,omitempty"`
	Channel string `json:"channel_id,omitempty"`
	// A question that was deleted is answered all the same.
	FailIfGone *bool `json:"fail_if_not_exists,omitempty"`
}

// A rowOfMessage is an action row, or any other component, which then has no
// buttons.
type rowOfMessage struct {
	Components []struct {
		CustomID string `json:"custom_id"`
		Label    string `json:"label"`
	} `json:"components"`
}

// Label is the label of the button with a custom_id, empty if there is none.
func (m *Message) Label(customID string) string {
	for _, row := range m.Components {
		for _, c := range row.Components {
			if c.CustomID == customID {
				return c.Label
			}
		}
	}
	return ""
}

// Answers reports whether a message is a reply to another: what forwards one refers
// to it as well.
func (m *Message) Answers() bool {
	return m.Reference != nil && m.Reference.Type != referenceForward && m.Reference.Message != ""
}

// IsForOthers reports whether a message mentions people or roles. The bot's own role and
// the bot itself are looked for before.
func (m *Message) IsForOthers() bool { return len(m.Mentions)+len(m.Roles) > 0 || m.Everyone }

// IsMentioned reports whether a message mentions the user of an id.
func (m *Message) IsMentioned(id string) bool {
	for _, u := range m.Mentions {
		if u.ID == id {
			return true
		}
	}
	return false
}

// roleMention is how a text mentions a role. No article has its number.
var roleMention = regexp.MustCompile(`<@&[0-9]+>`)

// WithoutMention is what was written to the bot, without its name and those of roles.
// self is its id.
func WithoutMention(content, self string) string {
	content = strings.NewReplacer("<@"+self+">", " ", "<@!"+self+">", " ").Replace(content)
	return strings.TrimSpace(roleMention.ReplaceAllString(content, " "))
}

// Scope is whose articles answer a message: the server's, or in direct messages
// the person's own.
func (m *Message) Scope() store.Scope {
	if m.Guild != "" {
		return store.Guild(m.Guild)
	}
	return store.Person(m.Author.ID)
}
