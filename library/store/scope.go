package store

import (
	"strconv"
	"strings"
)

// A Scope is the owner of articles and of all that belongs to them: this machine's command
// line, a Discord server, or a person. Nothing of one scope is ever visible in another.
type Scope string

// Local is the scope of the command line.
const Local Scope = "local"

// Guild returns the scope of a Discord server.
func Guild(id string) Scope { return Scope("guild:" + id) }

// Person returns the scope of one person's direct messages.
func Person(id string) Scope { return Scope("person:" + id) }

// Valid reports whether s is a well-formed scope.
func (s Scope) Valid() bool {
	kind, id, named := strings.Cut(string(s), ":")
	return s == Local || named && (kind == "guild" || kind == "person") && isID(id)
}

// isID reports whether text is a Discord id: a decimal number of 64 bits.
func isID(text string) bool {
	_, err := strconv.ParseUint(text, 10, 64)
	return err == nil && text[0] != '+'
}
