package discordtest

import (
	"fmt"
	"slices"
)

func (d commandRoutes) commandList() []map[string]any {
	list := []map[string]any{}
	for _, c := range d.commands {
		list = append(list, c.fields)
	}
	return list
}

// putCommands replaces all commands, or none if one of them is invalid.
func (d commandRoutes) putCommands(c *call) (any, *refusal) {
	var next []*command
	for _, one := range c.list {
		fields, _ := one.(map[string]any)
		added, refused := d.declare(fields)
		if refused != nil {
			return nil, refused
		}
		if slices.ContainsFunc(next, added.same) {
			return nil, refuse(400, 50035, "the command %s twice", added.Name)
		}
		next = append(next, added)
	}
	if refused := checkCommandCount(next); refused != nil {
		return nil, refused
	}
	d.commands = next
	d.touch()
	return d.commandList(), nil
}

// postCommand adds a command. It replaces a command of the same type and name.
func (d commandRoutes) postCommand(c *call) (any, *refusal) {
	added, refused := d.declare(c.body)
	if refused != nil {
		return nil, refused
	}
	next := append(slices.DeleteFunc(slices.Clone(d.commands), added.same), added)
	if refused := checkCommandCount(next); refused != nil {
		return nil, refused
	}
	d.commands = next
	d.touch()
	return added.fields, nil
}

func (d commandRoutes) deleteCommand(c *call) (any, *refusal) {
	before := len(d.commands)
	d.commands = slices.DeleteFunc(d.commands, func(one *command) bool { return one.ID == c.ids[1] })
	if len(d.commands) == before {
		return nil, refuse(404, 10063, "Unknown application command")
	}
	d.touch()
	return nil, nil
}

// same reports whether one of two commands replaces the other.
func (c *command) same(other *command) bool { return c.Type == other.Type && c.Name == other.Name }

// declare returns the command of a request, if it is valid. A command that replaces another one
// keeps its id.
func (d commandRoutes) declare(fields map[string]any) (*command, *refusal) {
	c, err := read(fields)
	if err != nil {
		return nil, refuse(400, 50035, "%v", err)
	}
	if flaw := c.flaw(); flaw != "" {
		return nil, refuse(400, 50035, "the command %.100q: %s", c.Name, flaw)
	}
	c.ID = d.id()
	if i := slices.IndexFunc(d.commands, c.same); i >= 0 {
		c.ID = d.commands[i].ID
	}
	for name, value := range map[string]any{"nsfw": false, "default_member_permissions": nil, "integration_types": c.Installs, "contexts": c.Contexts} {
		if fields[name] == nil {
			fields[name] = value
		}
	}
	fields["id"], fields["application_id"], fields["version"], fields["type"] = c.ID, d.bot.ID, d.id(), float64(c.Type)
	return c, nil
}

// checkCommandCount refuses more commands of a type than Discord allows.
func checkCommandCount(list []*command) *refusal {
	count := map[int]int{}
	for _, c := range list {
		count[c.Type]++
	}
	for kind, most := range map[int]int{commandChat: 100, commandUser: 15, commandMessage: 15} {
		if count[kind] > most {
			return refuse(400, 30032, "Maximum number of application commands reached (%d)", most)
		}
	}
	return nil
}

// command returns the registered command with a name, or an error as people would see it.
func (d commandRoutes) command(name string, kind int) (*command, error) {
	i := slices.IndexFunc(d.commands, func(c *command) bool { return c.Type == kind && c.Name == name })
	if i >= 0 {
		return d.commands[i], nil
	}
	if kind == commandMessage {
		return nil, unregistered("message command", name)
	}
	return nil, unregistered("command", name)
}

func unregistered(what, name string) error { return fmt.Errorf("no %s %s is registered", what, name) }
