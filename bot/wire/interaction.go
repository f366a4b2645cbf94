package wire

import (
	"encoding/json"

	"footnote/bot/texts"
)

// A User is a person, or a bot.
type User struct {
	ID   string `json:"id"`
	Name string `json:"username"`
	Bot  bool   `json:"bot"`
}

// An Interaction is a command, a button or an option that is being filled in. As
// with every payload here, only the fields that the bot needs are read:
// discordgo's own types lose a whole event where one component in it is of a type
// that they do not know.
// docs.discord.com/developers/interactions/receiving-and-responding#interaction-object
type Interaction struct {
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
	User           *User    `json:"user"`
	Data           data     `json:"data"`
	Message        *Message `json:"message"`

	Place struct {
		Parent string `json:"parent_id"`
	} `json:"channel"`

	// Owners are the server and the person for whom the command is there.
	Owners map[string]string `json:"authorizing_integration_owners"`

	Texts  *texts.Texts `json:"-"` // in which it is answered, once that is known
	Record Record       `json:"-"` // that another process goes on by; nil keeps nothing
}

type member struct {
	User        User     `json:"user"`
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
		Messages    map[string]Message    `json:"messages"`
		Attachments map[string]Attachment `json:"attachments"`
	} `json:"resolved"`
}

type option struct {
	Name    string          `json:"name"`
	Type    int             `json:"type"`
	Value   json.RawMessage `json:"value"`
	Focused bool            `json:"focused"`
	Options []option        `json:"options"` // of a part of the command
}

// Types of interactions, and of an option that is a part of a command.
const (
	InteractionCommand      = 2
	InteractionComponent    = 3
	InteractionAutocomplete = 4

	optionPart = 1
)

// Command is what was called, and with what: a part's name follows its
// command's.
func (i *Interaction) Command() (name string, options []option) {
	name, options = i.Data.Name, i.Data.Options
	if len(options) == 1 && options[0].Type == optionPart {
		return name + " " + options[0].Name, options[0].Options
	}
	return name, options
}

// Asker is who did it: in a server a member, in direct messages a user.
func (i *Interaction) Asker() string {
	if i.Member != nil {
		return i.Member.User.ID
	}
	if i.User != nil {
		return i.User.ID
	}
	return ""
}

// contextBotDM is a direct conversation with the bot.
// docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-context-types
const contextBotDM = 1

// Alone are the flags of a message that only the asker is to see: none in a direct
// conversation, where nobody else is and what is ephemeral would be lost.
func (i *Interaction) Alone() int {
	if i.Context != nil && *i.Context == contextBotDM {
		return 0
	}
	return Ephemeral
}

// Value reads an option of the command into out, and reports whether it was
// given.
func (i *Interaction) Value(name string, out any) bool {
	_, options := i.Command()
	for _, o := range options {
		if o.Name == name && json.Unmarshal(o.Value, out) == nil {
			return true
		}
	}
	return false
}

// Text is an option of the command that is a text, empty where it was not given.
func (i *Interaction) Text(name string) (value string) {
	i.Value(name, &value)
	return value
}

// Focused is the option that is being filled in.
func (i *Interaction) Focused() (name, typed string) {
	_, options := i.Command()
	for _, o := range options {
		if o.Focused {
			_ = json.Unmarshal(o.Value, &typed) // a number that is half written is no text
			return o.Name, typed
		}
	}
	return "", ""
}
