package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// settingJSON says where a setting comes from that is not at its default.
type settingJSON struct {
	Name   string `json:"name"`           // of its variable
	Source source `json:"source"`         // flag, environment, file or ignored
	File   string `json:"file,omitempty"` // that it stands in
	Value  string `json:"value"`          // "set" for a secret; of an address only how and where
}

// origins are the settings that are not at their default, in the order of
// --help, those without a flag first.
func (s *settings) origins(trace *kong.Context) []settingJSON {
	all := []settingJSON{}
	add := func(name, value string, from source) {
		origin := settingJSON{Name: name, Source: from, Value: value}
		switch {
		case from == fromNowhere:
			return
		case name == keyVariable || name == tokenVariable:
			origin.Value = "set"
		case strings.Contains(value, "://") || slices.ContainsFunc(receivers, func(r receiver) bool { return r.address == name }):
			origin.Value = bare(value)
		}
		if from == fromFile || from == fromIgnored {
			origin.File = s.file.path
		}
		all = append(all, origin)
	}
	stands := func(name string) {
		value, from := s.lookup(name)
		add(name, cmp.Or(value, s.file.variables[name]), from)
	}
	for _, name := range []string{keyVariable, tokenVariable, apiVariable} {
		stands(name)
	}
	given := flagsGiven(trace)
	_ = kong.Visit(trace.Model, func(node kong.Visitable, next kong.Next) error { // it fails where the visitor does
		flag, ok := node.(*kong.Flag)
		switch {
		case !ok || len(flag.Envs) == 0:
		case given[flag]:
			add(flag.Envs[0], fmt.Sprint(trace.FlagValue(flag)), fromFlag)
		case flag.Envs[0] != fileVariable || s.file.named:
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

// text is where the setting comes from, for people.
func (o settingJSON) text() string {
	switch o.Source {
	case fromFile:
		return o.File
	case fromIgnored:
		return o.File + ", ignored"
	}
	return string(o.Source)
}
