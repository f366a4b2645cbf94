package discordtest

import (
	"fmt"
	"math"
	"reflect"
	"slices"
)

// An Option is a command option with a value: a string, bool, int, float64, *Person, *Channel,
// *Role or File.
type Option struct {
	Name  string
	Value any
}

// A form fills in a command's options as a client does.
type form struct {
	person   *Person
	at       *Channel
	raw      bool    // skip the client's checks, which Discord itself does not make
	focused  *Option // the option being typed into
	resolved map[string]map[string]any
}

// fill returns the options of a payload, nested in their subcommand. path leads from the command to
// the subcommand.
func (f *form) fill(path []*declaration, given []Option) ([]any, error) {
	declared := path[len(path)-1]
	sent := []any{}
	for i, o := range given {
		if slices.ContainsFunc(given[:i], func(other Option) bool { return other.Name == o.Name }) {
			return nil, fmt.Errorf("the option %s is given twice", o.Name)
		}
		one, err := f.option(declared.option(o.Name), o)
		if err != nil {
			return nil, err
		}
		sent = append(sent, one)
	}
	for _, d := range declared.Options {
		missing := !slices.ContainsFunc(given, func(o Option) bool { return o.Name == d.Name })
		if d.Required && missing && f.focused == nil && !f.raw {
			return nil, fmt.Errorf("the option %s is required", d.Name)
		}
	}
	for i := len(path) - 1; i > 0; i-- {
		sent = []any{map[string]any{"name": path[i].Name, "type": path[i].Type, "options": sent}}
	}
	return sent, nil
}

func (f *form) option(d *declaration, o Option) (map[string]any, error) {
	if d == nil {
		if !f.raw {
			return nil, fmt.Errorf("there is no option %s", o.Name)
		}
		d = &declaration{Name: o.Name, Type: optionString}
	}
	if f.focused != nil && o.Name == f.focused.Name {
		if !d.Autocomplete {
			return nil, fmt.Errorf("the option %s has no autocomplete", o.Name)
		}
		return map[string]any{"name": o.Name, "type": d.Type, "value": fmt.Sprint(o.Value), "focused": true}, nil
	}
	value, err := f.value(d, o.Value)
	if err == nil && !f.raw {
		err = d.accepts(value)
	}
	if err != nil {
		return nil, fmt.Errorf("the option %s: %w", o.Name, err)
	}
	return map[string]any{"name": o.Name, "type": d.Type, "value": value}, nil
}

// value returns the payload form of a Go value. For anything with an id it returns the id, and
// adds the object to "resolved".
func (f *form) value(d *declaration, value any) (any, error) {
	v := reflect.ValueOf(value)
	switch {
	case d.Type == optionString && v.Kind() == reflect.String, d.Type == optionBoolean && v.Kind() == reflect.Bool:
		return value, nil
	case (d.Type == optionInteger || d.Type == optionNumber) && v.CanInt():
		return float64(v.Int()), nil
	case (d.Type == optionInteger || d.Type == optionNumber) && v.CanFloat():
		if d.Type == optionInteger && v.Float() != math.Trunc(v.Float()) {
			return nil, fmt.Errorf("%v is not an integer", value)
		}
		return v.Float(), nil
	}
	switch v := value.(type) {
	case *Person:
		if d.Type == optionUser || d.Type == optionMention {
			return f.resolvePerson(v), nil
		}
	case *Channel:
		if d.Type == optionChannel {
			return f.resolveChannel(d, v)
		}
	case *Role:
		if d.Type == optionRole || d.Type == optionMention {
			f.resolve("roles", v.ID, v.json())
			return v.ID, nil
		}
	case File:
		if d.Type == optionFile {
			a := f.person.upload(v, "ephemeral-attachments/"+f.person.Discord.bot.ID, nil)
			f.resolve("attachments", a.ID, f.person.attachmentJSON(a))
			return a.ID, nil
		}
	}
	return nil, fmt.Errorf("%T does not fit its type %d", value, d.Type)
}

// accepts returns an error for a value that a client would not accept.
func (d *declaration) accepts(value any) error {
	if len(d.Choices) > 0 && !slices.ContainsFunc(d.Choices, func(c declaredChoice) bool { return c.Value == value }) {
		return fmt.Errorf("%v is not one of its choices", value)
	}
	switch v := value.(type) {
	case string:
		const most = 6000
		n := units(v)
		switch {
		case d.Type == optionString && n == 0:
			return fmt.Errorf("it is empty")
		case n > most || d.MaxLength != nil && n > *d.MaxLength:
			return fmt.Errorf("%d characters are too many", n)
		case d.MinLength != nil && n < *d.MinLength:
			return fmt.Errorf("%d characters are too few", n)
		}
	case float64:
		const most = 1<<53 - 1
		if math.Abs(v) > most || d.MaxValue != nil && v > *d.MaxValue || d.MinValue != nil && v < *d.MinValue {
			return fmt.Errorf("%v is out of range", v)
		}
	}
	return nil
}

func (f *form) resolve(kind, id string, data any) {
	if f.resolved[kind] == nil {
		f.resolved[kind] = map[string]any{}
	}
	f.resolved[kind][id] = data
}

// resolvePerson resolves a user and, in a server, the member.
func (f *form) resolvePerson(p *Person) string {
	f.resolve("users", p.ID, p.json())
	if f.at.guild != nil {
		member := p.member(f.at.guild)
		for _, missing := range []string{"user", "deaf", "mute"} {
			delete(member, missing)
		}
		f.resolve("members", p.ID, member)
	}
	return p.ID
}

func (f *form) resolveChannel(d *declaration, c *Channel) (string, error) {
	if c.guild == nil || c.guild != f.at.guild || c.deleted {
		return "", fmt.Errorf("the channel %s is not in the server", c.Name)
	}
	if len(d.ChannelTypes) > 0 && !slices.Contains(d.ChannelTypes, c.kind) {
		return "", fmt.Errorf("the channel %s is of type %d", c.Name, c.kind)
	}
	j := map[string]any{"id": c.ID, "name": c.Name, "type": c.kind, "permissions": decimal(f.person.permissions(c.guild)), "flags": 0, "parent_id": nil, "nsfw": false}
	if isThread(c) {
		j["parent_id"] = c.parent.ID
		j["thread_metadata"] = map[string]any{"archived": false, "auto_archive_duration": 1440, "archive_timestamp": stamp(c.ID), "locked": false, "create_timestamp": stamp(c.ID)}
	}
	f.resolve("channels", c.ID, j)
	return c.ID, nil
}
