package discordtest

import (
	"regexp"
	"slices"
	"strings"
)

func (d *Discord) commandList() []map[string]any {
	if d.commands == nil {
		return []map[string]any{}
	}
	return d.commands
}

var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

// putCommands replaces all commands.
func (d *Discord) putCommands(c *call) (any, *refusal) {
	d.commands = []map[string]any{}
	for _, one := range c.list {
		command, _ := one.(map[string]any)
		if refused := d.register(command); refused != nil {
			return nil, refused
		}
	}
	return d.commands, nil
}

// postCommand adds a command, in place of one of the same kind and name.
func (d *Discord) postCommand(c *call) (any, *refusal) {
	kind, has := c.body["type"].(float64)
	if !has {
		kind = 1
	}
	d.commands = slices.DeleteFunc(d.commands, func(one map[string]any) bool { return one["name"] == c.body["name"] && one["type"] == kind })
	if refused := d.register(c.body); refused != nil {
		return nil, refused
	}
	return c.body, nil
}

func (d *Discord) deleteCommand(c *call) (any, *refusal) {
	before := len(d.commands)
	d.commands = slices.DeleteFunc(d.commands, func(one map[string]any) bool { return one["id"] == c.ids[1] })
	if len(d.commands) == before {
		return nil, refuse(404, 10063, "Unknown application command")
	}
	return nil, nil
}

// register adds a command, if it keeps the rules for names.
func (d *Discord) register(command map[string]any) *refusal {
	name, _ := command["name"].(string)
	kind, has := command["type"].(float64)
	if !has {
		kind = 1
	}
	names := []string{name}
	localized, _ := command["name_localizations"].(map[string]any)
	for _, l := range localized {
		s, _ := l.(string)
		names = append(names, s)
	}
	for _, name := range names {
		if kind == 1 && (!commandName.MatchString(name) || name != strings.ToLower(name)) {
			return refuse(400, 50035, "command name %q", name)
		}
	}
	command["id"], command["application_id"], command["version"] = d.id(), d.bot.ID, d.id()
	command["default_member_permissions"], command["nsfw"] = nil, false
	command["type"] = kind
	d.commands = append(d.commands, command)
	return nil
}
