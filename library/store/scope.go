package store

import "strings"

// A Scope is whose something is: that of the command line on this machine, of a
// server, or of a person. Nothing of one scope is ever seen in another.
type Scope string

// Local is the scope of the command line.
const Local Scope = "local"

// Guild is the scope of a server of Discord's.
func Guild(id string) Scope { return Scope("guild:" + id) }

// Person is the scope of one person's direct messages.
func Person(id string) Scope { return Scope("person:" + id) }

// Valid reports whether s is a scope that can be kept.
func (s Scope) Valid() bool {
	kind, id, named := strings.Cut(string(s), ":")
	return s == Local || named && (kind == "guild" || kind == "person") && id != ""
}
