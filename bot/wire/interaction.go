package wire

import (
	"cmp"
	"encoding/json"

	"footnote/bot/texts"
)

// A User is a person, or a bot.
type User struct {
	ID    string `json:"id"`
	Name  string `json:"username"`
	Shown string `json:"global_name"` // display name; may be empty
	Bot   bool   `json:"bot"`
}

// An Interaction is a command, a press of a button, a submitted window, or an option that is
// being filled in. As with every payload here, only the fields that the bot needs are
// decoded: discordgo's own types lose a whole event if one component in it is of a type that
// they do not know.
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
		Type   int    `json:"type"`
		Name   string `json:"name"`
		Parent string `json:"parent_id"`
	} `json:"channel"`

	// Owners are the server and the person that have installed the command.
	Owners map[string]string `json:"authorizing_integration_owners"`

	Texts  *texts.Texts `json:"-"` // in which the bot answers, once known
	Record Record       `json:"-"` // from which another process can resume; nil keeps nothing
}

type member struct {
	User        User     `json:"user"`
	Nick        string   `json:"nick"` // in the server; may be empty
	Roles       []string `json:"roles"`
	Permissions string   `json:"permissions"`
}

type data struct {
	Name     string   `json:"name"`
	Type     int      `json:"type"`
	Options  []option `json:"options"`
	CustomID string   `json:"custom_id"`
	Values   []string `json:"values"` // chosen in a menu
	Target   string   `json:"target_id"`
	// Components are the fields of a window, with what was written in them.
	Components []struct {
		Component struct {
			CustomID string `json:"custom_id"`
			Value    string `json:"value"`
		} `json:"component"`
	} `json:"components"`
	Resolved struct {
		Messages    map[string]Message    `json:"messages"`
		Attachments map[string]Attachment `json:"attachments"`
		Roles       map[string]struct {
			Mentionable bool `json:"mentionable"` // by everybody
		} `json:"roles"`
	} `json:"resolved"`
}

type option struct {
	Name    string          `json:"name"`
	Type    int             `json:"type"`
	Value   json.RawMessage `json:"value"`
	Focused bool            `json:"focused"`
	Options []option        `json:"options"` // of a subcommand
}

// Types of interactions, and of options that are a subcommand or a group of subcommands.
const (
	InteractionCommand      = 2
	InteractionComponent    = 3
	InteractionAutocomplete = 4
	InteractionWindow       = 5

	optionPart, optionGroup = 1, 2
)

// Command returns the name and options of a command. The names of a group and a subcommand
// follow the command's.
func (i *Interaction) Command() (name string, options []option) {
	name, options = i.Data.Name, i.Data.Options
	for len(options) == 1 && (options[0].Type == optionPart || options[0].Type == optionGroup) {
		name, options = name+" "+options[0].Name, options[0].Options
	}
	return name, options
}

// Asker returns the id of the person who used the command or button: a member in servers, a
// user in direct messages.
func (i *Interaction) Asker() string {
	if i.Member != nil {
		return i.Member.User.ID
	}
	if i.User != nil {
		return i.User.ID
	}
	return ""
}

// AskerName returns the name under which others see that person.
func (i *Interaction) AskerName() string {
	if i.Member != nil {
		return cmp.Or(i.Member.Nick, i.Member.User.Shown, i.Member.User.Name)
	}
	if i.User != nil {
		return cmp.Or(i.User.Shown, i.User.Name)
	}
	return ""
}

// contextBotDM is a direct conversation with the bot.
// docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-context-types
const contextBotDM = 1

// Alone returns the flags of a message that only the asker is to see: none in a direct
// conversation, where nobody else is and an ephemeral message would be lost.
func (i *Interaction) Alone() int {
	if i.Context != nil && *i.Context == contextBotDM {
		return 0
	}
	return Ephemeral
}

// Value decodes an option of the command into out, and reports whether it was given.
func (i *Interaction) Value(name string, out any) bool {
	_, options := i.Command()
	for _, o := range options {
		if o.Name == name && json.Unmarshal(o.Value, out) == nil {
			return true
		}
	}
	return false
}

// Text returns a text option of the command, or "" if it was not given.
func (i *Interaction) Text(name string) (value string) {
	i.Value(name, &value)
	return value
}

// Focused returns the option that is being filled in.
func (i *Interaction) Focused() (name, typed string) {
	_, options := i.Command()
	for _, o := range options {
		if o.Focused {
			_ = json.Unmarshal(o.Value, &typed) // a half-written number is not a string
			return o.Name, typed
		}
	}
	return "", ""
}
