package main

import (
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"

	"footnote/internal/discordtest"
)

// option is an option of a command in a request: a value, or a person, channel, role or file.
type option struct {
	Name                  string
	Value                 any
	Person, Channel, Role string
	File                  *file
}

// file is a file in a request: its content, or the path of a file on this machine.
type file struct{ Name, Type, Base64, Path string }

// addCommands adds the actions that use commands and upload files.
func (c *control) addCommands() {
	const options = `"options":[{"name", and "value", "person", "channel":id, "role":id or "file":{"name", "type", "base64" or "path"}}]`
	c.useCommand("POST /slash", `{"person", "channel":id, "command":"ask" or "library add", `+options+`}`, func(p *discordtest.Person, ch *discordtest.Channel, in personRequest, options []discordtest.Option) (any, error) {
		return showInteraction(p.Slash(ch, in.Command, options...)), nil
	})
	c.useCommand("POST /autocomplete", `{"person", "channel":id, "command", `+options+`}; offers choices for the last option and returns them`, func(p *discordtest.Person, ch *discordtest.Channel, in personRequest, options []discordtest.Option) (any, error) {
		if len(options) == 0 {
			return nil, errors.New("there is no option to complete")
		}
		last := len(options) - 1
		return showChoices(p.Autocomplete(ch, in.Command, options[last], options[:last]...)), nil
	})
	handle(c, "POST /post", `{"person", "channel":id, "text", "files":[{"name", "type", "base64" or "path"}]}`, func(in personRequest) (any, error) {
		at, err := c.channel(in.Channel)
		if err != nil {
			return nil, err
		}
		files, err := filesOf(in)
		if err != nil {
			return nil, err
		}
		return showMessage(c.person(in).Post(at, in.Text, files...)), nil
	})
}

// useCommand adds an action in which a person uses a command in a channel.
func (c *control) useCommand(route, about string, do func(*discordtest.Person, *discordtest.Channel, personRequest, []discordtest.Option) (any, error)) {
	handle(c, route, about, func(in personRequest) (any, error) {
		at, err := c.channel(in.Channel)
		if err != nil {
			return nil, err
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

// value returns the value of an option as package discordtest expects it.
func (c *control) value(o option) (any, error) {
	switch {
	case o.File != nil:
		return o.File.read()
	case o.Person != "":
		return c.Person(o.Person, "en-US"), nil
	case o.Channel != "":
		return c.channel(o.Channel)
	case o.Role != "":
		return c.role(o.Role)
	}
	return o.Value, nil
}

func filesOf(in personRequest) (files []discordtest.File, err error) {
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

// A choiceView is a choice in a response.
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
