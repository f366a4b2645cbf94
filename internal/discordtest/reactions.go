package discordtest

import (
	"path"
	"slices"
)

// A mark is a person's reaction to a message.
type reaction struct {
	emoji string
	by    *Person
}

// React adds a person's reaction to a message.
func React(by *Person, m *Message, emoji string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.reactions = append(m.reactions, reaction{emoji, by})
}

// addReactions adds people's reactions to a message's payload.
// docs.discord.com/developers/resources/message#reaction-object
func addReactions(m *Message, j map[string]any) {
	var list []any
	for n, one := range m.reactions {
		same := func(other reaction) bool { return other.emoji == one.emoji }
		if slices.IndexFunc(m.reactions, same) != n {
			continue
		}
		count := 0
		for _, other := range m.reactions {
			if same(other) {
				count++
			}
		}
		list = append(list, map[string]any{
			"emoji": map[string]any{"id": nil, "name": one.emoji}, "count": count, "count_details": map[string]any{"burst": 0, "normal": count},
			"burst_colors": []any{}, "me": false, "me_burst": false,
		})
	}
	if len(list) > 0 {
		j["reactions"] = list
	}
}

// whoReacted returns the people who have reacted to a message with an emoji.
// docs.discord.com/developers/resources/message#get-reactions
func (d messageRoutes) whoReacted(c *call) (any, *refusal) {
	m, refused := d.message(c)
	if refused != nil {
		return nil, refused
	}
	if m.channel.denies("READ_MESSAGE_HISTORY") {
		return nil, refuse(403, 50013, "Missing Permissions")
	}
	people := []any{}
	for _, one := range m.reactions {
		if one.emoji == path.Base(c.URL.Path) {
			people = append(people, one.by.json())
		}
	}
	return people, nil
}
