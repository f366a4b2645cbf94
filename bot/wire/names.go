package wire

import (
	"github.com/bwmarrin/discordgo"

	"footnote/bot/texts"
)

// setNames sets the names and descriptions of a command and of everything in it.
func setNames(c *texts.Catalog, command *discordgo.ApplicationCommand) {
	name, description := c.Command(command.Name)
	names, descriptions := localizedName(command.Name, name), localized(description)
	command.NameLocalizations, command.Description = &names, description[texts.EnglishLocale]
	if len(descriptions) > 0 {
		command.DescriptionLocalizations = &descriptions
	}
	setOptionNames(c, command.Name, command.Options)
}

func setOptionNames(c *texts.Catalog, path string, options []*discordgo.ApplicationCommandOption) {
	for _, o := range options {
		below := path + " " + o.Name
		name, description := c.Command(below)
		o.NameLocalizations, o.Description, o.DescriptionLocalizations = localizedName(o.Name, name), description[texts.EnglishLocale], localized(description)
		for _, choice := range o.Choices {
			name, _ := c.Command(below + " " + choice.Name)
			choice.Name, choice.NameLocalizations = name[texts.EnglishLocale], localized(name)
		}
		setOptionNames(c, below, o.Options)
	}
}

// localizedName returns a name for the languages in which it differs from known, the name by
// which the bot identifies the command or option.
func localizedName(known string, name texts.Name) map[discordgo.Locale]string {
	all := localized(name)
	if english := name[texts.EnglishLocale]; english != known {
		all[discordgo.EnglishUS], all[discordgo.EnglishGB] = english, english
	}
	return all
}

// localized returns a text in the languages other than English.
func localized(text texts.Name) map[discordgo.Locale]string {
	all := map[discordgo.Locale]string{}
	for _, locale := range []string{texts.TraditionalLocale, texts.SimplifiedLocale} {
		if text[locale] != "" {
			all[discordgo.Locale(locale)] = text[locale]
		}
	}
	return all
}

// IDs returns the ids of registered slash commands by name.
func IDs(registered []*discordgo.ApplicationCommand) map[string]string {
	ids := map[string]string{}
	for _, c := range registered {
		if c.Type == discordgo.ChatApplicationCommand || c.Type == 0 {
			ids[c.Name] = c.ID
		}
	}
	return ids
}
