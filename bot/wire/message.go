package wire

import (
	"cmp"
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"footnote/library/store"
)

// A Message is a message that a person or the bot itself wrote.
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
	Components []RowOfMessage  `json:"components"`
	Reference  *reference      `json:"message_reference"`
	Referenced *Message        `json:"referenced_message"`
	Edited     json.RawMessage `json:"edited_timestamp"`
	Member     *member         `json:"member"` // in a server
	Attached   []Attachment    `json:"attachments"`
	Roles      []string        `json:"mention_roles"` // the roles that it mentions
	Everyone   bool            `json:"mention_everyone"`
	Embeds     []Embed         `json:"embeds"`
	Poll       *Poll           `json:"poll"`
	Forwarded  []Snapshot      `json:"message_snapshots"`
	Reactions  []reaction      `json:"reactions"`

	// Interaction is the interaction that the message answers: its id, which is empty if
	// there is none, and the id of the message with the button.
	Interaction struct {
		ID   string `json:"id"`
		On   string `json:"interacted_message_id"`
		User User   `json:"user"` // who used the command or button
	} `json:"interaction_metadata"`

	// ChannelType is the type of the channel, if Discord gives it.
	ChannelType *int `json:"channel_type"`

	Record Record `json:"-"` // from which another process can resume; nil keeps nothing
}

// HasThread is the flag of a message on which a thread was opened. The thread has the
// message's id.
const HasThread = 1 << 5

// Types of messages that people write.
// docs.discord.com/developers/resources/message#message-object-message-types
const (
	MessageDefault = 0
	MessageReply   = 19
	// MessageStart is the first message of a thread that was opened on a message, to which it
	// refers.
	MessageStart = 21
)

type reference struct {
	Type    int    `json:"type,omitempty"`
	Message string `json:"message_id,omitempty"`
	Channel string `json:"channel_id,omitempty"`
	// The bot answers a question even if it was deleted.
	FailIfGone *bool `json:"fail_if_not_exists,omitempty"`
}

// A reaction is an emoji that people have put on a message.
type reaction struct {
	Emoji Emoji `json:"emoji"`
}

// HasReaction reports whether somebody has put an emoji on the message.
func (m *Message) HasReaction(sign string) bool {
	return slices.ContainsFunc(m.Reactions, func(r reaction) bool { return r.Emoji.Name == sign })
}

// CompareIDs compares ids by the time at which they were created.
func CompareIDs(a, b string) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
}

// A RowOfMessage is an action row, or any other component, which then has no buttons.
type RowOfMessage struct {
	Components []Button `json:"components"`
}

// Label returns the label of the button with a custom_id, or "" if there is none.
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

// Answers reports whether the message is a reply to another. A forward has a reference to a
// message too.
func (m *Message) Answers() bool {
	return m.Reference != nil && m.Reference.Type != referenceForward && m.Reference.Message != ""
}

// IsForOthers reports whether the message mentions people or roles. The caller has already
// looked for mentions of the bot and its role.
func (m *Message) IsForOthers() bool { return len(m.Mentions)+len(m.Roles) > 0 || m.Everyone }

// IsMentioned reports whether the message mentions the user with an id.
func (m *Message) IsMentioned(id string) bool {
	for _, u := range m.Mentions {
		if u.ID == id {
			return true
		}
	}
	return false
}

// roleMention matches the mention of a role in a text. Its number is in no article.
var roleMention = regexp.MustCompile(`<@&[0-9]+>`)

// WithoutMention returns a text without mentions of the bot and of roles. self is the bot's
// id.
func WithoutMention(content, self string) string {
	content = strings.NewReplacer("<@"+self+">", " ", "<@!"+self+">", " ").Replace(content)
	return strings.TrimSpace(roleMention.ReplaceAllString(content, " "))
}

// Scope returns the scope whose articles answer the message: the server's or, in direct
// messages, the person's own.
func (m *Message) Scope() store.Scope {
	if m.Guild != "" {
		return store.Guild(m.Guild)
	}
	return store.Person(m.Author.ID)
}
