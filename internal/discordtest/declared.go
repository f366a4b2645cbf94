package discordtest

import (
	"encoding/json"
	"slices"
)

// A command is a registered command.
type command struct {
	declaration
	ID          string  `json:"id"`
	Permissions *string `json:"default_member_permissions"`
	Contexts    []int   `json:"contexts"`
	Installs    []int   `json:"integration_types"`

	fields map[string]any // as the bot sent them, with Discord's additions
}

// A declaration has the fields that commands, groups, subcommands and options share. The types
// of commands are a separate enumeration.
// docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-structure
type declaration struct {
	Type         int               `json:"type"`
	Name         string            `json:"name"`
	Names        map[string]string `json:"name_localizations"`
	Description  string            `json:"description"`
	Descriptions map[string]string `json:"description_localizations"`
	Required     bool              `json:"required"`
	Autocomplete bool              `json:"autocomplete"`
	Choices      []declaredChoice  `json:"choices"`
	Options      []declaration     `json:"options"`
	MinLength    *int              `json:"min_length"`
	MaxLength    *int              `json:"max_length"`
	MinValue     *float64          `json:"min_value"`
	MaxValue     *float64          `json:"max_value"`
	ChannelTypes []int             `json:"channel_types"`
}

type declaredChoice struct {
	Name  string            `json:"name"`
	Names map[string]string `json:"name_localizations"`
	Value any               `json:"value"`
}

// These are the types of commands.
const (
	commandChat    = 1
	commandUser    = 2
	commandMessage = 3
)

// These are the types of options.
const (
	optionSubcommand = 1
	optionGroup      = 2
	optionString     = 3
	optionInteger    = 4
	optionBoolean    = 5
	optionUser       = 6
	optionChannel    = 7
	optionRole       = 8
	optionMention    = 9 // a user or a role
	optionNumber     = 10
	optionFile       = 11
)

// read returns a command from the fields that a bot sent, with Discord's defaults.
func read(fields map[string]any) (*command, error) {
	raw, err := json.Marshal(fields)
	if err != nil {
		return nil, err
	}
	c := &command{fields: fields}
	if err := json.Unmarshal(raw, c); err != nil {
		return nil, err
	}
	if c.Type == 0 {
		c.Type = commandChat
	}
	// github.com/discord/discord-api-docs/issues/7108
	if c.Contexts == nil {
		c.Contexts = []int{contextGuild, contextBotDM}
	}
	if c.Installs == nil {
		c.Installs = []int{installGuild}
	}
	return c, nil
}

// nested reports whether the declaration has subcommands or groups.
func (o *declaration) nested() bool {
	return len(o.Options) > 0 && (o.Options[0].Type == optionSubcommand || o.Options[0].Type == optionGroup)
}

// option returns the option with a name one level below, or nil.
func (o *declaration) option(name string) *declaration {
	i := slices.IndexFunc(o.Options, func(one declaration) bool { return one.Name == name })
	if i < 0 {
		return nil
	}
	return &o.Options[i]
}

// find returns the declarations from the command to the subcommand with these names, such as
// [library add], or nil if there is none.
func (c *command) find(names []string) (path []*declaration) {
	here := &c.declaration
	path = append(path, here)
	for _, name := range names[1:] {
		here = here.option(name)
		if here == nil || here.Type != optionSubcommand && here.Type != optionGroup {
			return nil
		}
		path = append(path, here)
	}
	if here.nested() {
		return nil
	}
	return path
}
