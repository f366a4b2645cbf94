// Package access decides who may see an article of a library: in which channels, and with which
// roles.
//
// An article without a rule is open to everybody. A rule that cannot be read, or a viewer of
// whom too little is known, means no access.
package access

import (
	"encoding/json"
	"errors"
	"slices"

	"footnote/library/store"
)

// A Rule says who may see an article. The zero value means everybody, everywhere. If a rule
// names both channels and roles, both must match.
type Rule struct {
	Channels []string `json:"channels,omitempty"` // where, including the threads and posts in them; empty means everywhere
	Roles    []string `json:"roles,omitempty"`    // of which a member must have one; empty means everybody

	closed bool // the rule could not be read, so nobody may see the article
}

// Read parses a stored rule. A rule that cannot be parsed is closed.
func Read(kept string) Rule {
	if kept == "" {
		return Rule{}
	}
	var r Rule
	if json.Unmarshal([]byte(kept), &r) != nil || r.IsOpen() {
		return Rule{closed: true}
	}
	return r
}

// Kept returns the rule in the form in which it is stored, "" for one that is open.
func (r Rule) Kept() string {
	if r.IsOpen() {
		return ""
	}
	raw, err := json.Marshal(r)
	if err != nil || r.closed {
		return "closed" // which Read cannot parse either
	}
	return string(raw)
}

// IsOpen reports whether everybody may see the article everywhere.
func (r Rule) IsOpen() bool { return len(r.Channels)+len(r.Roles) == 0 && !r.closed }

// IsClosed reports whether the rule could not be read.
func (r Rule) IsClosed() bool { return r.closed }

// A Viewer is somebody who wants to see articles of a scope, and the place where they would see
// them. A Viewer with nothing but a scope is an outsider, who may see open articles only.
type Viewer struct {
	Scope   store.Scope // whose articles they are
	Places  []string    // the channel and, for a thread or a post, its parent channel
	Roles   []string    // of the member
	Manager bool        // manages the server, and counts as having every role
	// Heard means that others, whose roles are unknown, will see what is shown. Articles that
	// need a role are then hidden.
	Heard bool
	// All means that the viewer may see every article.
	All bool
}

// Outside returns an outsider to a scope.
func Outside(scope store.Scope) Viewer { return Viewer{Scope: scope} }

// Keeper returns a viewer who may see every article of a scope.
func Keeper(scope store.Scope) Viewer { return Viewer{Scope: scope, All: true} }

// AsHeard returns v with Heard set.
func (v Viewer) AsHeard() Viewer {
	v.Heard = true
	return v
}

// Allows reports whether a viewer may see the article.
func (r Rule) Allows(v Viewer) bool {
	switch {
	case v.All:
		return true
	case r.closed:
		return false
	case len(r.Channels) > 0 && !share(r.Channels, v.Places):
		return false
	case len(r.Roles) == 0:
		return true
	}
	return !v.Heard && (v.Manager || share(r.Roles, v.Roles))
}

func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(id string) bool { return id != "" && slices.Contains(b, id) })
}

// Rules are the rules of a scope's restricted articles, by article id.
type Rules map[string]Rule

// RulesOf returns the rules of the restricted ones among articles.
func RulesOf(all []store.Summary) Rules {
	rules := Rules{}
	for _, one := range all {
		if r := Read(one.Access); !r.IsOpen() {
			rules[one.ID] = r
		}
	}
	return rules
}

// NamesChannels reports whether some rule names channels.
func (rules Rules) NamesChannels() bool {
	for _, r := range rules {
		if len(r.Channels) > 0 {
			return true
		}
	}
	return false
}

// Hides reports whether some article is hidden from a viewer.
func (rules Rules) Hides(v Viewer) bool {
	for _, r := range rules {
		if !r.Allows(v) {
			return true
		}
	}
	return false
}

// Confides reports whether a viewer may see an article that others in the same place might not.
// Their answer must then be shown to them alone.
func (rules Rules) Confides(v Viewer) bool {
	v.Heard = false
	for _, r := range rules {
		if r.Allows(v) && !r.Allows(v.AsHeard()) {
			return true
		}
	}
	return false
}

// Public reports whether an answer that cites articles may be shown to everybody in a viewer's
// place. If articles is empty, because the citations are unknown, no article may be hidden from
// anybody there.
func (rules Rules) Public(v Viewer, articles []string) bool {
	if len(articles) == 0 {
		return !rules.Hides(v.AsHeard())
	}
	return !slices.ContainsFunc(articles, func(id string) bool { return !rules[id].Allows(v.AsHeard()) })
}

// The errors of changing a rule.
var (
	ErrNothing = errors.New("no channel and no role is named")
	ErrTooMany = errors.New("too many channels or roles are named")
)

// Most is the maximum number of channels, and of roles, that a rule can name.
const Most = 20

// With returns the rule with a channel, a role or both added; either may be "". It returns
// ErrNothing if both are, and ErrTooMany if there would be more than [Most].
func (r Rule) With(channel, role string) (Rule, error) {
	if channel == "" && role == "" {
		return r, ErrNothing
	}
	next := Rule{Channels: added(r.Channels, channel), Roles: added(r.Roles, role)}
	if len(next.Channels) > Most || len(next.Roles) > Most {
		return r, ErrTooMany
	}
	return next, nil
}

// Without returns the rule without a channel, a role or both, or an open rule if both are "".
// Removing the last channel opens the article to all channels, and removing the last role to all
// members.
func (r Rule) Without(channel, role string) Rule {
	if channel == "" && role == "" {
		return Rule{}
	}
	r.Channels, r.Roles = removed(r.Channels, channel), removed(r.Roles, role)
	return r
}

func added(ids []string, id string) []string {
	if id == "" || slices.Contains(ids, id) {
		return ids
	}
	return append(slices.Clone(ids), id)
}

func removed(ids []string, id string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(other string) bool { return other == id })
}
