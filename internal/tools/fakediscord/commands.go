package main

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"

	"footnote/internal/discordtest"
)

// option is an option of a command as a script gives it: a value, or what the
// option is of.
type option struct {
	Name                  string
	Value                 any
	Person, Channel, Role string
	File                  *file
}

// file is a file as a script gives it.
type file struct{ Name, Type, Base64, Path string }

// commands are the actions that use commands and upload files.
func (c *control) commands() {
	const options = `"options":[{"name", and "value", "person", "channel":id, "role":id or "file":{"name", "type", "base64" or "path"}}]`
	c.uses("POST /slash", `{"person", "channel":id, "command":"ask" or "library add", `+options+`}`, func(p *discordtest.Person, ch *discordtest.Channel, in doing, options []discordtest.Option) (any, error) {
		return showInteraction(p.Slash(ch, in.Command, options...)), nil
	})
	c.uses("POST /autocomplete", `{"person", "channel":id, "command", `+options+`}; the last option is typed into. It waits for the choices`, func(p *discordtest.Person, ch *discordtest.Channel, in doing, options []discordtest.Option) (any, error) {
		if len(options) == 0 {
			return nil, fmt.Errorf("no option is typed into")
		}
		last := len(options) - 1
		return showChoices(p.Autocomplete(ch, in.Command, options[last], options[:last]...)), nil
	})
	on(c, "POST /post", `{"person", "channel":id, "text", "files":[{"name", "type", "base64" or "path"}]}`, func(in doing) (any, error) {
		at := c.FindChannel(in.Channel)
		if at == nil {
			return nil, notThere("no channel has the id " + in.Channel)
		}
		files, err := filesOf(in)
		if err != nil {
			return nil, err
		}
		return showMessage(c.person(in).Post(at, in.Text, files...)), nil
	})
}

// uses adds what a person does with a command in a channel.
func (c *control) uses(route, about string, do func(*discordtest.Person, *discordtest.Channel, doing, []discordtest.Option) (any, error)) {
	on(c, route, about, func(in doing) (any, error) {
		at := c.FindChannel(in.Channel)
		if at == nil {
			return nil, notThere("no channel has the id " + in.Channel)
		}
		var options []discordtest.Option
		for _, o := range in.Options {
			value, err := c.value(o)
			if err != nil {
				return nil, err
			}
			options = append(options, discordtest.Option{Name: o.Name, Value: value})
		}
		return do(c.person(in), at, in, options)
	})
}

func (c *control) value(o option) (any, error) {
	switch {
	case o.File != nil:
		return o.File.read()
	case o.Person != "":
		return c.Person(o.Person, "en-US"), nil
	case o.Channel != "":
		if at := c.FindChannel(o.Channel); at != nil {
			return at, nil
		}
		return nil, notThere("no channel has the id " + o.Channel)
	case o.Role != "":
		if role := c.FindRole(o.Role); role != nil {
			return role, nil
		}
		return nil, notThere("no role has the id " + o.Role)
	}
	return o.Value, nil
}

func filesOf(in doing) (files []discordtest.File, err error) {
	for _, f := range in.Files {
		one, err := f.read()
		if err != nil {
			return nil, err
		}
		files = append(files, one)
	}
	return files, nil
}

func (f file) read() (discordtest.File, error) {
	if f.Path == "" {
		data, err := base64.StdEncoding.DecodeString(f.Base64)
		return discordtest.File{Name: f.Name, Type: f.Type, Data: data}, err
	}
	data, err := os.ReadFile(f.Path)
	if f.Name == "" {
		f.Name = filepath.Base(f.Path)
	}
	return discordtest.File{Name: f.Name, Type: f.Type, Data: data}, err
}

// A choiceView is a choice as a script sees it.
type choiceView struct {
	Name  string `json:"name"`
	Value any    `json:"value"`
}

func showChoices(all []discordtest.Choice) []choiceView {
	views := []choiceView{}
	for _, one := range all {
		views = append(views, choiceView(one))
	}
	return views
}
