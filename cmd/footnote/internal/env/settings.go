// Package env is what stands in the environment and in a file of settings: which
// value counts, where it comes from, and which address may be sent a secret.
//
// A flag goes before the environment, the environment before the file. A file that
// was merely found, .env of the working directory, may be somebody else's: it
// decides where a secret is sent only if the secret stands in it too.
package env

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// The variables that have no flag: secrets, which every user of the machine
// would see on a command line, and what only a stand-in for Discord needs.
const (
	Key        = "OPENAI_API_KEY"
	Token      = "DISCORD_TOKEN"
	DiscordAPI = "FOOTNOTE_DISCORD_API"

	BaseURL = "OPENAI_BASE_URL"
	Data    = "FOOTNOTE_DATA"
	File    = "FOOTNOTE_ENV_FILE" // counts in the environment only
)

// A receiver is a variable with an address that a secret is sent to.
type receiver struct{ Address, Secret string } // names of variables

// receivers are all of them.
//
// Every other setting is harmless in a file that was merely found, as far as
// secrets go: none names a host that a secret is sent to. The models, limits,
// prefixes and prices change what is asked of the address that was chosen here.
// The contact is sent to the servers of pages, but a file can refer to its own
// variables only, never to those of the environment. The data directory, the
// articles and the scope say what is read from this machine and where it is kept
// on it; machine code is not read from there, see internal/setup. Where serve
// listens, it answers with counts. A data directory may be an address too: see
// [Settings.StrangeServer]. The variables of a proxy are read from the
// environment alone.
var receivers = []receiver{{BaseURL, Key}, {DiscordAPI, Token}}

// A Source is where a setting comes from.
type Source string

const (
	FromNowhere     Source = ""
	FromFlag        Source = "flag"
	FromEnvironment Source = "environment"
	FromFile        Source = "file"
	FromIgnored     Source = "ignored" // it stands in the file, and does not count
)

// Settings are the variables of the environment and, below them, those of one
// file. An empty variable counts as one that is not set.
type Settings struct {
	file   file
	loaded bool
}

// Lookup is the value of a variable that counts.
func (s *Settings) Lookup(name string) (value string, from Source) {
	if value := os.Getenv(name); isSet(value) {
		return value, FromEnvironment
	}
	value = s.file.variables[name]
	switch {
	case !isSet(value):
		return "", FromNowhere
	case s.ignores(name):
		return "", FromIgnored
	}
	return value, FromFile
}

func isSet(value string) bool { return strings.TrimSpace(value) != "" }

// ignores reports whether the address that the file has for the variable does
// not count: the file was merely found, perhaps among somebody else's files, and
// the address would receive a secret of another origin. Without any secret, an
// address of this machine counts, as nothing can leave it.
func (s *Settings) ignores(name string) bool {
	i := slices.IndexFunc(receivers, func(r receiver) bool { return r.Address == name })
	if i < 0 || s.file.named {
		return false
	}
	switch _, from := s.Lookup(receivers[i].Secret); from {
	case FromFile:
		return false
	case FromNowhere:
		return !isLoopback(s.file.variables[name])
	}
	return true
}

// StrangeServer reports that a file which was merely found has the address of the server
// that keeps everything, and that a password of another origin could be sent there. That
// of the address itself, or none to this machine, may be.
func (s *Settings) StrangeServer(hasPassword bool) bool {
	address, from := s.Lookup(Data)
	if from != FromFile || s.file.named || hasPassword || !strings.Contains(address, "://") {
		return false
	}
	_, rest, _ := strings.Cut(address, "://")
	host, _, _ := strings.Cut(rest, "/")
	host = host[strings.LastIndex(host, "@")+1:]
	local := !strings.Contains(rest, "?") && (host == "" || isLoopback("http://"+host)) // a host may stand behind a question mark, too
	return !local || isSet(os.Getenv("PGPASSWORD"))
}

// Ignored says of each address that does not count why, in words for a person,
// by the name of its variable.
func (s *Settings) Ignored() map[string]string {
	all := map[string]string{}
	for _, r := range receivers {
		if _, from := s.Lookup(r.Address); from == FromIgnored {
			all[r.Address] = fmt.Sprintf("%s=%s of %s is ignored: in a file that is merely found, an address counts only beside its %s; name the file with --env-file %s, or set %s in the environment",
				r.Address, Bare(s.file.variables[r.Address]), s.file.path, r.Secret, s.file.path, r.Address)
		}
	}
	return all
}

// Named reports whether a person named the file.
func (s *Settings) Named() bool { return s.file.named }

// Validate is part of [kong.Resolver].
func (s *Settings) Validate(*kong.Application) error { return nil }

// Resolve is the value of a flag that the command line does not set, or nil.
func (s *Settings) Resolve(trace *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	if err := s.load(trace); err != nil {
		return nil, err
	}
	for _, name := range flag.Envs {
		if name == File && !isSet(os.Getenv(name)) {
			continue // a file that was found names no other one
		}
		if value, _ := s.Lookup(name); value != "" {
			return value, nil
		}
	}
	return nil, nil
}

// NeedsNothing reports a command that no file which was merely found stops.
func NeedsNothing(command string) bool {
	return command == "version" || command == "completion" || command == "engine"
}

// load reads the file that the command line or the environment names, or else
// .env of the working directory.
func (s *Settings) load(trace *kong.Context) (err error) {
	if s.loaded {
		return nil
	}
	s.loaded = true
	path := os.Getenv(File)
	for _, p := range trace.Path {
		if p.Flag != nil && slices.Contains(p.Flag.Envs, File) {
			path, _ = trace.FlagValue(p.Flag).(string)
		}
	}
	if isSet(path) {
		s.file, err = readFile(path, true)
		return err
	}
	s.file, err = readFile(".env", false)
	if NeedsNothing(CommandName(trace)) {
		return nil
	}
	return err
}

// CommandName is the first word of the command: library for "library add".
func CommandName(trace *kong.Context) string {
	for _, p := range trace.Path {
		if p.Command != nil {
			return p.Command.Name
		}
	}
	return ""
}

// TakeOver has kong leave the environment to settings, so that there is one order
// and one meaning of an empty variable.
func TakeOver(k *kong.Kong) {
	_ = kong.Visit(k.Model, func(node kong.Visitable, next kong.Next) error { // it fails where the visitor does
		if flag, ok := node.(*kong.Flag); ok {
			flag.Tag.Envs = nil // those of the flag itself stay
		}
		return next(nil)
	})
}

// HelpOf is the help of a flag with the variable that settings read for it.
func HelpOf(v *kong.Value) string {
	if v.Flag == nil {
		return kong.DefaultHelpValueFormatter(v)
	}
	shown, tag := *v, *v.Tag
	tag.Envs = v.Flag.Envs
	shown.Tag = &tag
	return kong.DefaultHelpValueFormatter(&shown)
}

// WantsJSON looks for --json where the command line could not be parsed.
func WantsJSON(args []string) bool {
	if end := slices.Index(args, "--"); end >= 0 {
		args = args[:end]
	}
	return slices.Contains(args, "--json")
}
