package main

import "footnote/internal/discordtest"

// places are the actions about forums and threads, and messages with more than words and
// files.
func (c *control) places() {
	c.in("POST /forum", `{"guild":id, "name", "tags":[name], "tagged":true where each post needs one}`, func(g *discordtest.Guild, in placed) (any, error) {
		forum := g.Forum(in.Name, in.Tags...)
		if in.Tagged {
			forum.RequireTag()
		}
		return identified(forum.ID)
	})
	c.does("POST /thread", `{"person", "channel":id, "title"}: a thread of somebody else than the bot`, func(_ *discordtest.Person, ch *discordtest.Channel, in doing) any {
		return map[string]string{"id": ch.Thread(in.Title).ID}
	})
	on(c, "POST /group", `{"person", "title"}: a conversation of people, in which they use the bot from their own account`, func(in doing) (any, error) {
		return identified(c.person(in).Group(in.Title).ID)
	})
	c.in("POST /bot-role", `{"guild":id}: the role that Discord makes for a bot; a text mentions it as <@&id>`, func(g *discordtest.Guild, _ placed) (any, error) {
		return identified(g.BotRole().ID)
	})
	on(c, "POST /forum-post", `{"person", "channel":id of a forum, "title", "text", "files":as of /post}`, func(in doing) (any, error) {
		forum := c.FindChannel(in.Channel)
		if forum == nil {
			return nil, notThere("no channel has the id " + in.Channel)
		}
		files, err := filesOf(in)
		if err != nil {
			return nil, err
		}
		return showMessage(forum.Post(c.person(in), in.Title, in.Text, files...)), nil
	})
	c.does("POST /embed", `{"person", "channel":id, "text", "embed":as in Discord's documentation}`, func(p *discordtest.Person, ch *discordtest.Channel, in doing) any {
		return showMessage(ch.Embed(p, in.Text, in.Embed))
	})
	c.does("POST /poll", `{"person", "channel":id, "text":the question, "choices":[answer]}`, func(p *discordtest.Person, ch *discordtest.Channel, in doing) any {
		return showMessage(ch.Poll(p, in.Text, in.Choices...))
	})
	c.to("POST /forward", `{"person", "message":id, "channel":id; without one, to the bot}`, func(p *discordtest.Person, m *discordtest.Message, in doing) any {
		to := c.FindChannel(in.Channel)
		if to == nil {
			to = p.DM()
		}
		return showMessage(m.Forward(p, to))
	})
	c.to("POST /wait/thread", `{"message":id of the bot's}: the thread that it opens on that`, func(_ *discordtest.Person, m *discordtest.Message, _ doing) any {
		return map[string]string{"id": m.WaitThread().ID}
	})
	c.to("POST /wait/reaction", `{"message":id, "text":the sign}`, func(_ *discordtest.Person, m *discordtest.Message, in doing) any {
		m.WaitReaction(in.Text)
		return map[string]bool{"ok": true}
	})
}
