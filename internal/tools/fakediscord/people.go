package main

import (
	"footnote/internal/discordtest"
)

// named has the name of something to make or find.
type named struct{ Name, Locale, Guild string }

// doing is what a person does; which fields count depends on what it is.
type doing struct {
	Person, Channel, Message, Text, Command, Button, Menu string
	Title                                                 string
	Embed                                                 map[string]any
	Options                                               []option
	Choices                                               []string
	Files                                                 []file
}

// people are the actions of people, who are known by name: whoever is named is
// there.
func (c *control) people() {
	on(c, "POST /guild", `{"name"}`, func(in named) (any, error) { return identified(c.Guild(in.Name).ID) })
	on(c, "POST /channel", `{"guild":id, "name"}`, func(in named) (any, error) {
		g := c.FindGuild(in.Guild)
		if g == nil {
			return nil, notThere("no guild has the id " + in.Guild)
		}
		return identified(g.Channel(in.Name).ID)
	})
	on(c, "POST /person", `{"name", "locale"}, such as zh-TW`, func(in named) (any, error) { return identified(c.Person(in.Name, in.Locale).ID) })
	c.does("POST /say", `{"person", "channel":id, "text"}; @bot in it mentions the bot`, func(p *discordtest.Person, ch *discordtest.Channel, in doing) any {
		return showMessage(p.Say(ch, in.Text))
	})
	on(c, "POST /dm", `{"person", "text"}`, func(in doing) (any, error) {
		p := c.person(in)
		return showMessage(p.Say(p.DM(), in.Text)), nil
	})
	c.to("POST /reply", `{"person", "message":id, "text"}`, func(p *discordtest.Person, m *discordtest.Message, in doing) any {
		return showMessage(p.Reply(m, in.Text))
	})
	c.to("POST /click", `{"person", "message":id, "button":a part of its label, or its emoji}`, func(p *discordtest.Person, m *discordtest.Message, in doing) any {
		return showInteraction(p.Click(m, in.Button))
	})
	c.to("POST /choose", `{"person", "message":id, "menu":a part of its placeholder, "choices":[label]}`, func(p *discordtest.Person, m *discordtest.Message, in doing) any {
		return showInteraction(p.Choose(m, in.Menu, in.Choices...))
	})
	c.to("POST /link", `{"message":id}: the address by which people point at it`, func(_ *discordtest.Person, m *discordtest.Message, _ doing) any {
		return map[string]string{"link": m.Link()}
	})
	c.to("POST /message-command", `{"person", "message":id, "command"}`, func(p *discordtest.Person, m *discordtest.Message, in doing) any {
		return showInteraction(p.MessageCommand(m, in.Command))
	})
}

func identified(id string) (any, error) { return map[string]string{"id": id}, nil }

func (c *control) person(in doing) *discordtest.Person { return c.Person(in.Person, "en-US") }

// does adds what a person does in a channel.
func (c *control) does(route, about string, do func(*discordtest.Person, *discordtest.Channel, doing) any) {
	on(c, route, about, func(in doing) (any, error) {
		at := c.FindChannel(in.Channel)
		if at == nil {
			return nil, notThere("no channel has the id " + in.Channel)
		}
		return do(c.person(in), at, in), nil
	})
}

// to adds what a person does to a message.
func (c *control) to(route, about string, do func(*discordtest.Person, *discordtest.Message, doing) any) {
	on(c, route, about, func(in doing) (any, error) {
		m := c.FindMessage(in.Message)
		if m == nil {
			return nil, notThere("no message has the id " + in.Message)
		}
		return do(c.person(in), m, in), nil
	})
}

// A buttonView is a button as a script sees it.
type buttonView struct {
	Label    string `json:"label"`
	Emoji    string `json:"emoji"`
	CustomID string `json:"custom_id"`
	URL      string `json:"url"`
	Disabled bool   `json:"disabled"`
}

// A fileView is an attachment as a script sees it.
type fileView struct {
	ID          string `json:"id"`
	Filename    string `json:"filename"`
	Title       string `json:"title"`
	Type        string `json:"type"`
	Size        int    `json:"size"`
	URL         string `json:"url"`
	Description string `json:"description"`
}

// A messageView is a message as a script sees it.
type messageView struct {
	ID        string       `json:"id"`
	Channel   string       `json:"channel"`
	Author    string       `json:"author"`
	Text      string       `json:"text"`
	Embeds    string       `json:"embeds"` // what they say, a line each
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
	return &messageView{m.ID, m.Channel().ID, m.Author().Name, m.Text(), discordtest.EmbedText(m), buttons, files, m.Ephemeral(), m.Edits(), m.Deleted()}
}

func showMessages(all []*discordtest.Message) []*messageView {
	views := []*messageView{}
	for _, m := range all {
		views = append(views, showMessage(m))
	}
	return views
}

// An interactionView is an interaction as a script sees it.
type interactionView struct {
	ID        string         `json:"id"`
	Acked     bool           `json:"acked"`
	Answer    *messageView   `json:"answer"` // null as long as the bot thinks
	FollowUps []*messageView `json:"follow_ups"`
}

func showInteraction(i *discordtest.Interaction) *interactionView {
	acked, answer := i.Status()
	return &interactionView{i.ID, acked, showMessage(answer), showMessages(i.FollowUps())}
}
