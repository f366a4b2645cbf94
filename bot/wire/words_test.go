package wire_test

import (
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"footnote/bot/texts"
	"footnote/bot/wire"
)

// TestEveryCommandHasItsWords checks that every command, option and choice has its texts, and
// that there are no others.
func TestEveryCommandHasItsWords(t *testing.T) {
	want := map[string]bool{}
	var below func(path string, options []*discordgo.ApplicationCommandOption)
	below = func(path string, options []*discordgo.ApplicationCommandOption) {
		for _, o := range options {
			want["command_names."+path+"_"+o.Name], want["command_descriptions."+path+"_"+o.Name] = true, true
			for _, choice := range o.Choices {
				want["command_names."+path+"_"+o.Name+"_"+choice.Value.(string)] = true
			}
			below(path+"_"+o.Name, o.Options)
		}
	}
	for _, c := range wire.Commands(texts.NewCatalog(nil)) {
		name := strings.ReplaceAll(c.Name, " ", "_")
		want["command_names."+name] = true
		if c.Type == discordgo.ChatApplicationCommand {
			want["command_descriptions."+name] = true
		}
		below(name, c.Options)
	}
	for _, locale := range texts.Locales() {
		all := texts.Builtin(locale)
		for key := range all {
			if strings.HasPrefix(key, "command_") && !want[key] {
				t.Errorf("%s: %s belongs to no command", locale, key)
			}
		}
		for key := range want {
			if all[key] == "" {
				t.Errorf("%s: %s is missing", locale, key)
			}
		}
	}
}
