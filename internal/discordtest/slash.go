package discordtest

import "strings"

// Slash uses a registered command that Discord offers in the channel, filled in as a client
// allows. A space precedes a subcommand: library add.
func (p *Person) Slash(c *Channel, command string, options ...Option) *Interaction {
	p.t.Helper()
	i, err := p.TrySlash(c, command, options...)
	if err != nil {
		p.t.Fatalf("%s cannot use /%s: %v", p.Name, command, err)
	}
	return i
}

// TrySlash is like Slash, but returns an error if the person cannot use the command. The error
// says what they see instead; it is ErrHidden if they do not see the command.
func (p *Person) TrySlash(c *Channel, command string, options ...Option) (*Interaction, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return (&form{person: p, at: c}).slash(interactionCommand, command, options)
}

// SlashRaw uses a command with any values, since only clients check them.
func (p *Person) SlashRaw(c *Channel, command string, options ...Option) *Interaction {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	i, err := (&form{person: p, at: c, raw: true}).slash(interactionCommand, command, options)
	if err != nil {
		p.t.Fatalf("%s cannot use /%s: %v", p.Name, command, err)
	}
	return i
}

// slash creates and delivers an interaction for a command or its autocomplete. The caller holds the
// lock.
func (f *form) slash(kind int, name string, options []Option) (*Interaction, error) {
	p := f.person
	names := strings.Fields(name)
	if len(names) == 0 {
		names = []string{name}
	}
	used, err := p.command(names[0], commandChat)
	if err != nil {
		return nil, err
	}
	declared := used.find(names)
	if declared == nil {
		return nil, unregistered("command", name)
	}
	owners, err := used.owners(p, f.at)
	if err != nil {
		return nil, err
	}
	f.resolved = map[string]map[string]any{}
	sent, err := f.fill(declared, options)
	if err != nil {
		return nil, err
	}
	data := map[string]any{"id": used.ID, "name": used.Name, "type": commandChat, "options": sent}
	if len(f.resolved) > 0 {
		data["resolved"] = f.resolved
	}
	i := p.interaction(f.at, kind, "/"+name, owners, data)
	i.path = declared
	if f.focused != nil {
		i.focusedName = f.focused.Name
	}
	p.interact(i)
	return i, nil
}

// MessageCommand uses a command of a message's context menu.
func (p *Person) MessageCommand(on *Message, command string) *Interaction {
	p.t.Helper()
	i, err := p.TryMessageCommand(on, command)
	if err != nil {
		p.t.Fatalf("%s cannot use %s: %v", p.Name, command, err)
	}
	return i
}

// TryMessageCommand is like MessageCommand, but returns an error if the person cannot use the
// command.
func (p *Person) TryMessageCommand(on *Message, command string) (*Interaction, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	used, err := p.command(command, commandMessage)
	if err != nil {
		return nil, err
	}
	owners, err := used.owners(p, on.channel)
	if err != nil {
		return nil, err
	}
	i := p.interaction(on.channel, interactionCommand, command, owners, map[string]any{
		"id": used.ID, "name": used.Name, "type": commandMessage, "target_id": on.ID,
		"resolved": map[string]any{"messages": map[string]any{on.ID: on.json(true, false)}},
	})
	p.interact(i)
	return i, nil
}
