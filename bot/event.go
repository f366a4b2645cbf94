package bot

import (
	"encoding/json"
	"path"

	"footnote/bot/markdown"
	"footnote/bot/texts"
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
	ID             string   `json:"id"`
	Application    string   `json:"application_id"`
	Type           int      `json:"type"`
	Token          string   `json:"token"`
	Guild          string   `json:"guild_id"`
	Channel        string   `json:"channel_id"`
	Locale         string   `json:"locale"`
	AppPermissions string   `json:"app_permissions"`
	Context        *int     `json:"context"`
	Member         *member  `json:"member"`
	User           *user    `json:"user"`
	Data           data     `json:"data"`
	Message        *message `json:"message"`

	Place struct {
		Parent string `json:"parent_id"`
	} `json:"channel"`

	// Owners are the server and the person for whom the command is there.
	Owners map[string]string `json:"authorizing_integration_owners"`

	texts *texts.Texts // in which it is answered, once that is known
}

type member struct {
	User        user     `json:"user"`
	Roles       []string `json:"roles"`
	Permissions string   `json:"permissions"`
}

type data struct {
	Name     string   `json:"name"`
	Type     int      `json:"type"`
	Options  []option `json:"options"`
	CustomID string   `json:"custom_id"`
	Target   string   `json:"target_id"`
	Resolved struct {
		Messages    map[string]message    `json:"messages"`
		Attachments map[string]attachment `json:"attachments"`
	} `json:"resolved"`
}

type option struct {
	Name    string          `json:"name"`
	Type    int             `json:"type"`
	Value   json.RawMessage `json:"value"`
	Focused bool            `json:"focused"`
	Options []option        `json:"options"` // of a part of the command
}

// An attachment is a file that somebody has uploaded.
type attachment struct {
	Name  string `json:"filename"` // of ASCII: what else was in it is gone
	Title string `json:"title"`    // of a file whose name was another, without its ending
	Type  string `json:"content_type"`
	Size  int64  `json:"size"`
	URL   string `json:"url"`
}

// name is what the file was called by who uploaded it, as far as Discord tells.
func (a attachment) name() string {
	if a.Title == "" {
		return markdown.Clean(a.Name)
	}
	return markdown.Clean(a.Title + path.Ext(a.Name))
}

// Types of interactions, and of an option that is a part of a command.
const (
	interactionCommand      = 2
	interactionComponent    = 3
	interactionAutocomplete = 4

	optionPart = 1
)

// command is what was called, and with what: a part's name follows its
// command's.
func (i *interaction) command() (name string, options []option) {
	name, options = i.Data.Name, i.Data.Options
	if len(options) == 1 && options[0].Type == optionPart {
		return name + " " + options[0].Name, options[0].Options
	}
	return name, options
}

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

// value reads an option of the command into out, and reports whether it was
// given.
func (i *interaction) value(name string, out any) bool {
	_, options := i.command()
	for _, o := range options {
		if o.Name == name && json.Unmarshal(o.Value, out) == nil {
			return true
		}
	}
	return false
}

func (i *interaction) text(name string) (value string) {
	i.value(name, &value)
	return value
}

// focused is the option that is being filled in.
func (i *interaction) focused() (name, typed string) {
	_, options := i.command()
	for _, o := range options {
		if o.Focused {
			_ = json.Unmarshal(o.Value, &typed) // a number that is half written is no text
			return o.Name, typed
		}
	}
	return "", ""
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
	Member     *member         `json:"member"` // in a server
	Attached   []attachment    `json:"attachments"`

	// Interaction is what it answers, with an id if it does.
	Interaction struct {
		ID string `json:"id"`
	} `json:"interaction_metadata"`
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
