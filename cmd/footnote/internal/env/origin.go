package env

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// An Origin says where a setting comes from that is not at its default.
type Origin struct {
	Name   string `json:"name"`           // of its variable
	Source Source `json:"source"`         // flag, environment, file or ignored
	File   string `json:"file,omitempty"` // that it stands in
	Value  string `json:"value"`          // "set" for a secret; of an address only how and where
}

// Origins are the settings that are not at their default, in the order of
// --help, those without a flag first.
func (s *Settings) Origins(trace *kong.Context) []Origin {
	all := []Origin{}
	add := func(name, value string, from Source) {
		origin := Origin{Name: name, Source: from, Value: value}
		switch {
		case from == FromNowhere:
			return
		case name == Key || name == Token:
			origin.Value = "set"
		case strings.Contains(value, "://") || slices.ContainsFunc(receivers, func(r receiver) bool { return r.Address == name }):
			origin.Value = Bare(value)
		}
		if from == FromFile || from == FromIgnored {
			origin.File = s.file.path
		}
		all = append(all, origin)
	}
	stands := func(name string) {
		value, from := s.Lookup(name)
		add(name, cmp.Or(value, s.file.variables[name]), from)
	}
	for _, name := range []string{Key, Token, DiscordAPI} {
		stands(name)
	}
	given := flagsGiven(trace)
	_ = kong.Visit(trace.Model, func(node kong.Visitable, next kong.Next) error { // it fails where the visitor does
		flag, ok := node.(*kong.Flag)
		switch {
		case !ok || len(flag.Envs) == 0:
		case given[flag]:
			add(flag.Envs[0], fmt.Sprint(trace.FlagValue(flag)), FromFlag)
		case flag.Envs[0] != File || s.file.named:
			stands(flag.Envs[0])
		}
		return next(nil)
	})
	return all
}

// flagsGiven are the flags of the command line.
func flagsGiven(trace *kong.Context) map[*kong.Flag]bool {
	given := map[*kong.Flag]bool{}
	for _, p := range trace.Path {
		if p.Flag != nil && !p.Resolved {
			given[p.Flag] = true
		}
	}
	return given
}

// Text is where the setting comes from, for people.
func (o Origin) Text() string {
	switch o.Source {
	case FromFile:
		return o.File
	case FromIgnored:
		return o.File + ", ignored"
	}
	return string(o.Source)
}
