package main

import (
	"os"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// The variables that have no flag: secrets, which every user of the machine
// would see on a command line, and what only a stand-in for Discord needs.
const (
	keyVariable   = "OPENAI_API_KEY"
	tokenVariable = "DISCORD_TOKEN"
	apiVariable   = "FOOTNOTE_DISCORD_API"

	baseVariable = "OPENAI_BASE_URL"
	dataVariable = "FOOTNOTE_DATA"
	fileVariable = "FOOTNOTE_ENV_FILE" // counts in the environment only
)

// A receiver is a variable with an address that a secret is sent to.
type receiver struct {
	address, secret string                            // names of variables
	matters         func(c *cli, command string) bool // whether the command may send something there
}

// receivers are all of them.
//
// Every other setting is harmless in a file that was merely found, as far as
// secrets go: none names a host that a secret is sent to. The models, limits,
// prefixes and prices change what is asked of the address that was chosen here.
// The contact is sent to the servers of pages, but a file can refer to its own
// variables only, never to those of the environment. The data directory, the
// articles and the scope say what is read from this machine and where it is kept
// on it; machine code is not read from there, see engineCache. Where serve
// listens, it answers with counts. The variables of a proxy are read from the
// environment alone.
var receivers = []receiver{
	{baseVariable, keyVariable, usesModel},
	{apiVariable, tokenVariable, usesDiscord},
}

func usesModel(c *cli, command string) bool {
	if c.BaseURL != "" {
		return false // another one was named
	}
	if slices.Contains([]string{"ask", "chat", "eval", "serve", "doctor"}, command) && c.Mode != "extractive" {
		return true
	}
	return c.Embedder == "openai" && !slices.Contains(needNothing, command)
}

func usesDiscord(_ *cli, command string) bool { return command == "serve" || command == "doctor" }

// A source is where a setting comes from.
type source string

const (
	fromNowhere     source = ""
	fromFlag        source = "flag"
	fromEnvironment source = "environment"
	fromFile        source = "file"
	fromIgnored     source = "ignored" // it stands in the file, and does not count
)

// settings are the variables of the environment and, below them, those of one
// file. An empty variable counts as one that is not set.
type settings struct {
	file   dotenv
	loaded bool
}

// lookup is the value of a variable that counts.
func (s *settings) lookup(name string) (value string, from source) {
	if value := os.Getenv(name); isSet(value) {
		return value, fromEnvironment
	}
	value = s.file.variables[name]
	switch {
	case !isSet(value):
		return "", fromNowhere
	case s.ignores(name):
		return "", fromIgnored
	}
	return value, fromFile
}

func isSet(value string) bool { return strings.TrimSpace(value) != "" }

// ignores reports whether the address that the file has for the variable does
// not count: the file was merely found, perhaps among somebody else's files, and
// the address would receive a secret of another origin. Without any secret, an
// address of this machine counts, as nothing can leave it.
func (s *settings) ignores(name string) bool {
	i := slices.IndexFunc(receivers, func(r receiver) bool { return r.address == name })
	if i < 0 || s.file.named {
		return false
	}
	switch _, from := s.lookup(receivers[i].secret); from {
	case fromFile:
		return false
	case fromNowhere:
		return !isLoopback(s.file.variables[name])
	}
	return true
}

// ignored are the addresses that a command would have used.
func (s *settings) ignored(c *cli, command string) []receiver {
	return slices.DeleteFunc(slices.Clone(receivers), func(r receiver) bool {
		_, from := s.lookup(r.address)
		return from != fromIgnored || !r.matters(c, command)
	})
}

// Validate is part of [kong.Resolver].
func (s *settings) Validate(*kong.Application) error { return nil }

// Resolve is the value of a flag that the command line does not set, or nil.
func (s *settings) Resolve(trace *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	if err := s.load(trace); err != nil {
		return nil, err
	}
	for _, name := range flag.Envs {
		if name == fileVariable && !isSet(os.Getenv(name)) {
			continue // a file that was found names no other one
		}
		if value, _ := s.lookup(name); value != "" {
			return value, nil
		}
	}
	return nil, nil
}

// needNothing are commands that a file which was found stops in no case.
var needNothing = []string{"version", "completion", "engine"}

// load reads the file that the command line or the environment names, or else
// .env of the working directory.
func (s *settings) load(trace *kong.Context) (err error) {
	if s.loaded {
		return nil
	}
	s.loaded = true
	path := os.Getenv(fileVariable)
	for _, p := range trace.Path {
		if p.Flag != nil && slices.Contains(p.Flag.Envs, fileVariable) {
			path, _ = trace.FlagValue(p.Flag).(string)
		}
	}
	if isSet(path) {
		s.file, err = readDotenv(path, true)
		return err
	}
	s.file, err = readDotenv(".env", false)
	if slices.Contains(needNothing, commandName(trace)) {
		return nil
	}
	return err
}

// commandName is the first word of the command: library for "library add".
func commandName(trace *kong.Context) string {
	for _, p := range trace.Path {
		if p.Command != nil {
			return p.Command.Name
		}
	}
	return ""
}

// takeOver has kong leave the environment to settings, so that there is one order
// and one meaning of an empty variable.
func takeOver(k *kong.Kong) {
	_ = kong.Visit(k.Model, func(node kong.Visitable, next kong.Next) error { // it fails where the visitor does
		if flag, ok := node.(*kong.Flag); ok {
			flag.Tag.Envs = nil // those of the flag itself stay
		}
		return next(nil)
	})
}

// helpOf is the help of a flag with the variable that settings read for it.
func helpOf(v *kong.Value) string {
	if v.Flag == nil {
		return kong.DefaultHelpValueFormatter(v)
	}
	shown, tag := *v, *v.Tag
	tag.Envs = v.Flag.Envs
	shown.Tag = &tag
	return kong.DefaultHelpValueFormatter(&shown)
}
