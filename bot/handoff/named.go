package handoff

import (
	"fmt"

	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library"
)

// Named sets the helper role in s as a settings command says. It returns what the bot
// should say about that, or an empty text if all is well.
func Named(i *wire.Interaction, t *texts.Texts, s *library.Settings) (said string) {
	var role string
	var nobody bool
	if i.Value(wire.OptionNoHelpers, &nobody) && nobody {
		s.Helpers = ""
	}
	switch {
	case !i.Value(wire.OptionHelpers, &role):
		return ""
	case role == i.Guild: // the @everyone role has the server's id
		return t.NotEverybody
	}
	s.Helpers = role
	if !i.Pings(role) {
		return fmt.Sprintf(t.CannotPing, role)
	}
	return ""
}
