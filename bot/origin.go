package bot

import "footnote/bot/wire"

func originOf(i *wire.Interaction) origin {
	o := origin{asker: i.Asker(), guild: i.Guild, channel: i.Channel, parent: i.Place.Parent, manager: i.Manages()}
	if i.Member != nil {
		o.roles = i.Member.Roles
	}
	return o
}

func originOfMessage(m *wire.Message) origin {
	o := origin{asker: m.Author.ID, guild: m.Guild, channel: m.Channel}
	if m.Member != nil {
		o.roles = m.Member.Roles
	}
	return o
}
