package texts

import (
	"regexp"
	"strings"
)

// Names has the names of commands and their options in Discord, by their paths in English:
// "library", "library add", "library add file".
type Names map[string]Name

// A Name is the name that readers see, by their language.
type Name map[string]string

// In texts, </library add> stands for a slash command, and {ask private} for the name
// of a command or an option.
var (
	commandPlace = regexp.MustCompile(`</([a-z_ ]+)>`)
	namePlace    = regexp.MustCompile(`\{([A-Za-z_ ]+)\}`)
)

// expand puts names into a text. A slash command whose id is known becomes a mention, which
// can be clicked; ids are those of the command's first word.
func (n Names) expand(text, locale string, ids map[string]string) string {
	if !strings.Contains(text, "</") && !strings.Contains(text, "{") { // as most do not
		return text
	}
	text = commandPlace.ReplaceAllStringFunc(text, func(place string) string {
		path := commandPlace.FindStringSubmatch(place)[1]
		command, _, _ := strings.Cut(path, " ")
		if id := ids[command]; id != "" {
			return "</" + path + ":" + id + ">"
		}
		return "/" + path
	})
	return namePlace.ReplaceAllStringFunc(text, func(place string) string {
		path := namePlace.FindStringSubmatch(place)[1]
		if name := n[path][locale]; name != "" {
			return name
		}
		return path
	})
}

// Unknown returns the commands and options that a text names and that do not exist.
func (n Names) Unknown(text string) (unknown []string) {
	for _, place := range []*regexp.Regexp{commandPlace, namePlace} {
		for _, found := range place.FindAllStringSubmatch(text, -1) {
			if n[found[1]] == nil {
				unknown = append(unknown, found[0])
			}
		}
	}
	return unknown
}
