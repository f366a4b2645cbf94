// Package reach determines who would see what an answer shows of a server's articles, and
// where: for a command, a button or a message. It also has the commands by which a server
// decides who has access to which article.
//
// Whether a person may ask at all is decided elsewhere. What a rule means is defined in
// library/access.
package reach

import (
	"context"

	"footnote/bot/wire"
	"footnote/library/access"
)

// Alone returns the viewer of a command or a button whose result only the person who used
// it sees.
func Alone(i *wire.Interaction) access.Viewer {
	v := access.Viewer{Scope: i.Scope(), Places: []string{i.Channel}, Manager: i.Manages()}
	if wire.IsThread(i.Place.Type) {
		v.Places = append(v.Places, i.Place.Parent)
	}
	if i.Member != nil {
		v.Roles = i.Member.Roles
	}
	return v
}

// Of returns the viewer of a command or a button. private says that only the person who
// used it sees the result.
func Of(i *wire.Interaction, private bool) access.Viewer {
	v := Alone(i)
	v.Heard = !private
	return v
}

// Deciding returns the viewer of a command for managing articles. A manager sees all
// articles in its answer, in whatever channel.
func Deciding(i *wire.Interaction) access.Viewer {
	if i.Manages() {
		return access.Keeper(i.Scope())
	}
	return access.Outside(i.Scope())
}

// An Above function returns the channel that a thread or a post is in. The result is empty
// for other channels, and if the channel is not known.
type Above func(ctx context.Context, channel string) string

// Author returns the author of a message as the viewer of an answer that only they see. It
// asks Discord for the parent of the message's channel only if a rule may depend on that.
func Author(ctx context.Context, m *wire.Message, rules access.Rules, above Above) access.Viewer {
	v := access.Viewer{Scope: m.Scope(), Places: []string{m.Channel}}
	if m.Member != nil {
		v.Roles = m.Member.Roles
	}
	if m.Guild != "" && rules.NamesChannels() {
		if parent := above(ctx, m.Channel); parent != "" {
			v.Places = append(v.Places, parent)
		}
	}
	return v
}
