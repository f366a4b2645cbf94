package wire

import (
	"github.com/bwmarrin/discordgo"

	"footnote/bot/texts"
)

// Names are what the commands and their options are called, as they are registered.
func Names() texts.Names {
	names := texts.Names{}
	for _, c := range Commands() {
		names[c.Name] = nameOf(c.Name, *c.NameLocalizations)
		addOptions(names, c.Name, c.Options)
	}
	return names
}

func addOptions(names texts.Names, path string, options []*discordgo.ApplicationCommandOption) {
	for _, o := range options {
		below := path + " " + o.Name
		names[below] = nameOf(o.Name, o.NameLocalizations)
		addOptions(names, below, o.Options)
	}
}

func nameOf(name string, localized map[discordgo.Locale]string) texts.Name {
	all := texts.Name{texts.EnglishLocale: name}
	for locale, text := range localized {
		all[string(locale)] = text
	}
	return all
}

// NewTexts are the texts, with what an operator has put in the place of some.
func NewTexts(o texts.Overrides) *texts.Catalog { return texts.NewCatalog(Names(), o) }

// IDs are those of registered slash commands, by their names.
func IDs(registered []*discordgo.ApplicationCommand) map[string]string {
	ids := map[string]string{}
	for _, c := range registered {
		if c.Type == discordgo.ChatApplicationCommand || c.Type == 0 {
			ids[c.Name] = c.ID
		}
	}
	return ids
}
