package main

import (
	"footnote/internal/discordtest"
)

// nameRequest is the body of actions that create something, or find it by its name.
type nameRequest struct{ Name, Locale, Guild string }

// personRequest is the body of actions of a person. Each action uses some of the fields.
type personRequest struct {
	Person, Channel, Message, Text, Command, Button, Menu string
	Title                                                 string
	Embed                                                 map[string]any
	Options                                               []option
	Choices                                               []string
	Files                                                 []file
}

// addPeople adds the actions of people. A person is created when a request first names
// them.
func (c *control) addPeople() {
	handle(c, "POST /guild", `{"name"}`, func(in nameRequest) (any, error) { return idResponse(c.Guild(in.Name).ID) })
	handle(c, "POST /channel", `{"guild":id, "name"}`, func(in nameRequest) (any, error) {
		g, err := c.guild(in.Guild)
		if err != nil {
			return nil, err
		}
		return idResponse(g.Channel(in.Name).ID)
	})
	handle(c, "POST /person", `{"name", "locale":such as "zh-TW"}`, func(in nameRequest) (any, error) { return idResponse(c.Person(in.Name, in.Locale).ID) })
	c.actIn("POST /say", `{"person", "channel":id, "text"}; @bot in the text mentions the bot`, func(p *discordtest.Person, ch *discordtest.Channel, in personRequest) any {
		return showMessage(p.Say(ch, in.Text))
	})
	handle(c, "POST /dm", `{"person", "text"}`, func(in personRequest) (any, error) {
		p := c.person(in)
		return showMessage(p.Say(p.DM(), in.Text)), nil
	})
	c.actOn("POST /reply", `{"person", "message":id, "text"}`, func(p *discordtest.Person, m *discordtest.Message, in personRequest) any {
		return showMessage(p.Reply(m, in.Text))
	})
	c.actOn("POST /click", `{"person", "message":id, "button":a part of its label, or its emoji}`, func(p *discordtest.Person, m *discordtest.Message, in personRequest) any {
		return showInteraction(p.Click(m, in.Button))
	})
	c.actOn("POST /choose", `{"person", "message":id, "menu":a part of its placeholder, "choices":[label]}`, func(p *discordtest.Person, m *discordtest.Message, in personRequest) any {
		return showInteraction(p.Choose(m, in.Menu, in.Choices...))
	})
	c.actOn("POST /link", `{"message":id}: the link that people use to refer to it`, func(_ *discordtest.Person, m *discordtest.Message, _ personRequest) any {
		return map[string]string{"link": m.Link()}
	})
	c.actOn("POST /message-command", `{"person", "message":id, "command"}`, func(p *discordtest.Person, m *discordtest.Message, in personRequest) any {
		return showInteraction(p.MessageCommand(m, in.Command))
	})
}

// idResponse is the result of an action that creates something.
func idResponse(id string) (any, error) { return map[string]string{"id": id}, nil }

func (c *control) person(in personRequest) *discordtest.Person { return c.Person(in.Person, "en-US") }

// actIn adds an action of a person in a channel.
func (c *control) actIn(route, about string, do func(*discordtest.Person, *discordtest.Channel, personRequest) any) {
	handle(c, route, about, func(in personRequest) (any, error) {
		at, err := c.channel(in.Channel)
		if err != nil {
			return nil, err
		}
		return do(c.person(in), at, in), nil
	})
}

// actOn adds an action of a person on a message.
func (c *control) actOn(route, about string, do func(*discordtest.Person, *discordtest.Message, personRequest) any) {
	handle(c, route, about, func(in personRequest) (any, error) {
		m, err := c.message(in.Message)
		if err != nil {
			return nil, err
		}
		return do(c.person(in), m, in), nil
	})
}

// A buttonView is a button in a response.
type buttonView struct {
	Label    string `json:"label"`
	Emoji    string `json:"emoji"`
	CustomID string `json:"custom_id"`
	URL      string `json:"url"`
	Disabled bool   `json:"disabled"`
}

// A fileView is an attachment in a response.
type fileView struct {
	ID          string `json:"id"`
	Filename    string `json:"filename"`
	Title       string `json:"title"`
	Type        string `json:"type"`
	Size        int    `json:"size"`
	URL         string `json:"url"`
	Description string `json:"description"`
}

// A messageView is a message in a response.
type messageView struct {
	ID        string       `json:"id"`
	Channel   string       `json:"channel"`
	Author    string       `json:"author"`
	Text      string       `json:"text"`
	Buttons   []buttonView `json:"buttons"`
	Files     []fileView   `json:"files"`
	Ephemeral bool         `json:"ephemeral"`
	Edits     int          `json:"edits"`
	Deleted   bool         `json:"deleted"`
}

func showMessage(m *discordtest.Message) *messageView {
	if m == nil {
		return nil
	}
	buttons := []buttonView{}
	for _, b := range m.Buttons() {
		buttons = append(buttons, buttonView(b))
	}
	files := []fileView{}
	for _, a := range m.Attachments() {
		files = append(files, fileView(a))
	}
	return &messageView{m.ID, m.Channel().ID, m.Author().Name, m.Text(), buttons, files, m.Ephemeral(), m.Edits(), m.Deleted()}
}

func showMessages(all []*discordtest.Message) []*messageView {
	views := []*messageView{}
	for _, m := range all {
		views = append(views, showMessage(m))
	}
	return views
}

// An interactionView is an interaction in a response.
type interactionView struct {
	ID        string         `json:"id"`
	Acked     bool           `json:"acked"`
	Answer    *messageView   `json:"answer"` // null until the bot has answered
	FollowUps []*messageView `json:"follow_ups"`
}

func showInteraction(i *discordtest.Interaction) *interactionView {
	acked, answer := i.Status()
	return &interactionView{i.ID, acked, showMessage(answer), showMessages(i.FollowUps())}
}
