package bot

import (
	"encoding/json"
)

// What the bot reads of Discord's payloads. discordgo's own types lose a whole
// message where one component in it is of a type that they do not know; here,
// what is not read cannot fail.
// docs.discord.com/developers/interactions/receiving-and-responding#interaction-object

type user struct {
	ID   string `json:"id"`
	Name string `json:"username"`
	Bot  bool   `json:"bot"`
}

type interaction struct {
	ID             string `json:"id"`
	Application    string `json:"application_id"`
	Type           int    `json:"type"`
	Token          string `json:"token"`
	Guild          string `json:"guild_id"`
	Channel        string `json:"channel_id"`
	Locale         string `json:"locale"`
	AppPermissions string `json:"app_permissions"`
	Context        *int   `json:"context"`
	Member         *struct {
		User user `json:"user"`
	} `json:"member"`
	User    *user    `json:"user"`
	Data    data     `json:"data"`
	Message *message `json:"message"`
}

type data struct {
	Name     string   `json:"name"`
	Type     int      `json:"type"`
	Options  []option `json:"options"`
	CustomID string   `json:"custom_id"`
	Target   string   `json:"target_id"`
	Resolved struct {
		Messages map[string]message `json:"messages"`
	} `json:"resolved"`
}

type option struct {
	Name  string          `json:"name"`
	Value json.RawMessage `json:"value"`
}

// Types of interactions and commands.
const (
	interactionCommand   = 2
	interactionComponent = 3
)

// asker is who did it: in a server a member, in direct messages a user.
func (i *interaction) asker() string {
	if i.Member != nil {
		return i.Member.User.ID
	}
	if i.User != nil {
		return i.User.ID
	}
	return ""
}

func (i *interaction) text(name string) string {
	for _, o := range i.Data.Options {
		var value string
		if o.Name == name && json.Unmarshal(o.Value, &value) == nil {
			return value
		}
	}
	return ""
}

func (i *interaction) flag(name string) bool {
	for _, o := range i.Data.Options {
		var value bool
		if o.Name == name && json.Unmarshal(o.Value, &value) == nil {
			return value
		}
	}
	return false
}

type message struct {
	ID         string          `json:"id"`
	Channel    string          `json:"channel_id"`
	Guild      string          `json:"guild_id"`
	Type       int             `json:"type"`
	Content    string          `json:"content"`
	Author     user            `json:"author"`
	Webhook    string          `json:"webhook_id"`
	Flags      int             `json:"flags"`
	Mentions   []user          `json:"mentions"`
	Components []rowOfMessage  `json:"components"`
	Reference  *reference      `json:"message_reference"`
	Referenced *message        `json:"referenced_message"`
	Edited     json.RawMessage `json:"edited_timestamp"`
}

// Types of messages that people write.
// docs.discord.com/developers/resources/message#message-object-message-types
const (
	messageDefault = 0
	messageReply   = 19
)

type reference struct {
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

// label is what stands on a button.
func (m *message) label(customID string) string {
	for _, row := range m.Components {
		for _, c := range row.Components {
			if c.CustomID == customID {
				return c.Label
			}
		}
	}
	return ""
}

func (m *message) mentions(id string) bool {
	for _, u := range m.Mentions {
		if u.ID == id {
			return true
		}
	}
	return false
}
