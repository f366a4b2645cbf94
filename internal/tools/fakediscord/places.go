package main

import "footnote/internal/discordtest"

// addPlaces adds the actions on forums, threads and group conversations, and messages that
// have more than text and files.
func (c *control) addPlaces() {
	c.changeGuild("POST /forum", `{"guild":id, "name", "tags":[name], "tagged":true if each post needs one}`, func(g *discordtest.Guild, in guildRequest) (any, error) {
		forum := g.Forum(in.Name, in.Tags...)
		if in.Tagged {
			forum.RequireTag()
		}
		return idResponse(forum.ID)
	})
	c.actIn("POST /thread", `{"person", "channel":id, "title"}: creates a thread that is not the bot's`, func(_ *discordtest.Person, ch *discordtest.Channel, in personRequest) any {
		return map[string]string{"id": ch.Thread(in.Title).ID}
	})
	handle(c, "POST /group", `{"person", "title"}: creates a group conversation, in which people use the bot from their own accounts`, func(in personRequest) (any, error) {
		return idResponse(c.person(in).Group(in.Title).ID)
	})
	c.changeGuild("POST /bot-role", `{"guild":id}: the role that Discord creates for the bot; <@&id> mentions it`, func(g *discordtest.Guild, _ guildRequest) (any, error) {
		return idResponse(g.BotRole().ID)
	})
	handle(c, "POST /forum-post", `{"person", "channel":id of a forum, "title", "text", "files":as for /post}`, func(in personRequest) (any, error) {
		forum, err := c.channel(in.Channel)
		if err != nil {
			return nil, err
		}
		files, err := filesOf(in)
		if err != nil {
			return nil, err
		}
		return showMessage(forum.Post(c.person(in), in.Title, in.Text, files...)), nil
	})
	c.actIn("POST /embed", `{"person", "channel":id, "text", "embed":as in Discord's documentation}`, func(p *discordtest.Person, ch *discordtest.Channel, in personRequest) any {
		return showMessage(ch.Embed(p, in.Text, in.Embed))
	})
	c.actIn("POST /poll", `{"person", "channel":id, "text":the question, "choices":[answers]}`, func(p *discordtest.Person, ch *discordtest.Channel, in personRequest) any {
		return showMessage(ch.Poll(p, in.Text, in.Choices...))
	})
	handle(c, "POST /forward", `{"person", "message":id, "channel":id}; without a channel, to the bot`, func(in personRequest) (any, error) {
		m, err := c.message(in.Message)
		if err != nil {
			return nil, err
		}
		p := c.person(in)
		if in.Channel == "" {
			return showMessage(m.Forward(p, p.DM())), nil
		}
		to, err := c.channel(in.Channel)
		if err != nil {
			return nil, err
		}
		return showMessage(m.Forward(p, to)), nil
	})
	c.actOn("POST /wait/thread", `{"message":id}: waits for the thread that the bot opens on its message`, func(_ *discordtest.Person, m *discordtest.Message, _ personRequest) any {
		return map[string]string{"id": m.WaitThread().ID}
	})
	c.actOn("POST /wait/reaction", `{"message":id, "text":an emoji}: waits for the bot's reaction`, func(_ *discordtest.Person, m *discordtest.Message, in personRequest) any {
		m.WaitReaction(in.Text)
		return map[string]bool{"ok": true}
	})
}
