package texts

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Commands has the names of commands, subcommands, options and choices, and the descriptions
// that Discord shows, by their paths in English: "library", "library add", "library add
// file", "library add every daily".
type Commands struct {
	CommandNames        map[string]string
	CommandDescriptions map[string]string // choices and message commands have none
}

// A commandText is the name and description of one of them.
type commandText struct{ path, name, description string }

func newCommands(all ...commandText) Commands {
	c := Commands{map[string]string{}, map[string]string{}}
	for _, one := range all {
		c.CommandNames[one.path] = one.name
		if one.description != "" {
			c.CommandDescriptions[one.path] = one.description
		}
	}
	return c
}

// names returns the names of commands in each language.
func (all byLanguage) names() Names {
	names := Names{}
	for locale, t := range map[string]*Texts{TraditionalLocale: all.traditional, SimplifiedLocale: all.simplified, EnglishLocale: all.english} {
		for path, name := range t.CommandNames {
			if names[path] == nil {
				names[path] = Name{}
			}
			names[path][locale] = name
		}
	}
	return names
}

// Command returns the name and description of a command, subcommand, option or choice, by
// language. The description is empty if there is none.
func (c *Catalog) Command(path string) (name, description Name) {
	all := c.all.Load()
	name, description = Name{}, Name{}
	for locale, t := range map[string]*Texts{TraditionalLocale: all.traditional, SimplifiedLocale: all.simplified, EnglishLocale: all.english} {
		name[locale], description[locale] = t.CommandNames[path], t.CommandDescriptions[path]
	}
	return name, description
}

// Prefixes of the keys of names and descriptions.
const nameKey, descriptionKey = "command_names.", "command_descriptions."

// Discord's limits, in characters.
// docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming
const (
	maxCommandName = 32
	maxExplained   = 100 // a description, and the name of a choice
)

// slashName matches valid names of slash commands, subcommands and options.
var slashName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

// commandFlaws returns what Discord would not accept in a name or a description; nil for
// other texts. own has all texts of an operator in that language.
func commandFlaws(locale, key, text string, own map[string]string) (problems []string) {
	if strings.HasPrefix(key, descriptionKey) && utf8.RuneCountInString(text) > maxExplained {
		return []string{fmt.Sprintf("has %d characters; Discord takes %d", utf8.RuneCountInString(text), maxExplained)}
	}
	path, is := pathOf(key)
	if !is {
		return nil
	}
	_, explained := english().CommandDescriptions[path]
	most := maxExplained
	if explained || isMenu(path) {
		most = maxCommandName
	}
	switch n := utf8.RuneCountInString(text); {
	case n > most:
		problems = append(problems, fmt.Sprintf("has %d characters; Discord takes %d", n, most))
	case explained && (!slashName.MatchString(text) || text != strings.ToLower(text)):
		problems = append(problems, "is no name that Discord takes: letters in lower case, digits, - and _, without a space")
	}
	for _, other := range siblings(path) {
		name := builtin(locale).CommandNames[other]
		if mine, changed := own[nameKey+keyOf(other)]; changed {
			name = mine
		}
		if name == text {
			problems = append(problems, fmt.Sprintf("is the name of %q, too", other))
		}
	}
	return problems
}

// pathOf returns the path of the command that the key of a name belongs to.
func pathOf(key string) (path string, is bool) {
	named, is := strings.CutPrefix(key, nameKey)
	if !is {
		return "", false
	}
	for path := range english().CommandNames {
		if keyOf(path) == named {
			return path, true
		}
	}
	return "", false
}

// isMenu reports whether a path is a message command: it begins with a capital letter, which
// no slash command does.
func isMenu(path string) bool {
	first, _ := utf8.DecodeRuneInString(path)
	return unicode.IsUpper(first)
}

// siblings returns the paths next to one, which must have different names.
func siblings(path string) (all []string) {
	for other := range english().CommandNames {
		if other != path && parent(other) == parent(path) && isMenu(other) == isMenu(path) {
			all = append(all, other)
		}
	}
	return all
}

// parent returns the path above one, or "" if there is none.
func parent(path string) string {
	if isMenu(path) {
		return ""
	}
	return path[:max(strings.LastIndexByte(path, ' '), 0)]
}
