package env

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// An Origin says where the value of a setting comes from, if it differs from the default.
type Origin struct {
	Name   string `json:"name"`           // of the variable
	Source Source `json:"source"`         // flag, environment, file or ignored
	File   string `json:"file,omitempty"` // path of the settings file
	Value  string `json:"value"`          // "set" for a secret; only scheme and host of an address
}

// Origins returns the settings that differ from their defaults, in the order of --help, with
// those without a flag first.
func (s *Settings) Origins(trace *kong.Context) []Origin {
	all := []Origin{}
	add := func(name, value string, from Source) {
		origin := Origin{Name: name, Source: from, Value: value}
		switch {
		case from == FromNowhere:
			return
		case slices.Contains(secrets, name):
			origin.Value = "set"
		case strings.Contains(value, "://") || slices.ContainsFunc(receivers, func(r receiver) bool { return r.Address == name }):
			origin.Value = Bare(value)
		}
		if from == FromFile || from == FromIgnored {
			origin.File = s.file.path
		}
		at := slices.IndexFunc(all, func(o Origin) bool { return o.Name == name }) // another command may have it too
		switch {
		case at < 0:
			all = append(all, origin)
		case from == FromFlag:
			all[at] = origin
		}
	}
	stands := func(name string) {
		value, from := s.Lookup(name)
		add(name, cmp.Or(value, s.file.variables[name]), from)
	}
	for _, name := range withoutFlag {
		stands(name)
	}
	given := flagsGiven(trace)
	_ = kong.Visit(trace.Model, func(node kong.Visitable, next kong.Next) error { // fails only if the visitor does
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

// flagsGiven returns the flags given on the command line.
func flagsGiven(trace *kong.Context) map[*kong.Flag]bool {
	given := map[*kong.Flag]bool{}
	for _, p := range trace.Path {
		if p.Flag != nil && !p.Resolved {
			given[p.Flag] = true
		}
	}
	return given
}

// Text describes the origin for people.
func (o Origin) Text() string {
	switch o.Source {
	case FromFile:
		return o.File
	case FromIgnored:
		return o.File + ", ignored"
	}
	return string(o.Source)
}
