// Package env reads the environment and a settings file. It determines which value of a setting
// applies, where it comes from, and which address may receive a secret.
//
// A flag takes precedence over the environment, and the environment over the file. A file that
// was merely found, .env in the working directory, may be somebody else's: it determines where
// a secret is sent only if it contains that secret too.
package env

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// These variables have no flag: secrets, which every user of the machine would see on a command
// line, and the address that only a stand-in for Discord needs.
const (
	Key        = "OPENAI_API_KEY"
	Token      = "DISCORD_TOKEN"
	DiscordAPI = "FOOTNOTE_DISCORD_API"
	APIToken   = "FOOTNOTE_API_TOKEN"
	VisionKey  = "FOOTNOTE_VISION_API_KEY"

	API     = "FOOTNOTE_API"      // where the API for other programs listens
	MCPHTTP = "FOOTNOTE_MCP_HTTP" // the same for the Model Context Protocol

	BaseURL       = "OPENAI_BASE_URL"
	VisionBaseURL = "FOOTNOTE_VISION_BASE_URL"
	Data          = "FOOTNOTE_DATA"
	ScopeVariable = "FOOTNOTE_SCOPE"
	File          = "FOOTNOTE_ENV_FILE" // read from the environment only
)

// withoutFlag lists the variables that have no flag.
var withoutFlag = []string{Key, Token, DiscordAPI, APIToken, VisionKey}

// secrets lists the variables whose values are never shown.
var secrets = []string{Key, Token, APIToken, VisionKey}

// A receiver is a variable with an address to which a secret is sent.
type receiver struct{ Address, Secret string } // names of variables

// receivers lists all receivers.
//
// Every other setting in a file that was merely found cannot leak a secret: none names a host
// to which a secret is sent. The models, limits, prefixes and prices only change what is sent
// to the address chosen here. The contact is sent to the servers of web pages, but a file can
// refer only to its own variables, never to those of the environment. The data directory, the
// articles and the scope determine what is read from this machine and where it is stored on it;
// machine code is not read from there, see internal/setup. On its own address, serve publishes
// only counts; for the addresses on which it answers other programs, see listeners. The data
// directory may also be the address of a server: see [Settings.StrangeServer]. The proxy
// variables are read from the environment alone.
var receivers = []receiver{{BaseURL, Key}, {DiscordAPI, Token}, {VisionBaseURL, VisionKey}}

// listeners lists the variables with addresses at which other programs can read the articles.
// In a file that was merely found, only an address on this machine is accepted: whoever wrote
// the file knows the token in it, and the owner of the library may not trust them.
var listeners = []string{API, MCPHTTP}

// A Source says where a setting comes from.
type Source string

const (
	FromNowhere     Source = ""
	FromFlag        Source = "flag"
	FromEnvironment Source = "environment"
	FromFile        Source = "file"
	FromIgnored     Source = "ignored" // the file sets it, but it is ignored
)

// Settings are the variables of the environment and, with lower precedence, those of one file.
// An empty variable counts as unset.
type Settings struct {
	file     file
	loaded   bool
	resolved map[string]string // variables whose values were used, by flag name
	// Without leaves every setting at its default, so that another project's files and
	// variables do not stop a command that needs no settings.
	Without bool
}

// Lookup returns the value of a variable that applies, and its source.
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

// ignores reports whether an address in the file is ignored: because the file was merely found,
// perhaps among somebody else's files, and the address would receive a secret from another
// source. If there is no secret, an address on this machine is accepted, as nothing can leave
// the machine.
func (s *Settings) ignores(name string) bool {
	if slices.Contains(listeners, name) {
		return !s.file.named && !isLoopback("http://"+s.file.variables[name])
	}
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

// StrangeServer reports whether a file that was merely found names the database server, and a
// password from another source could be sent to it. A password within the address itself is
// fine, and so is a server on this machine.
func (s *Settings) StrangeServer(hasPassword bool) bool {
	address, from := s.Lookup(Data)
	if from != FromFile || s.file.named || hasPassword || !strings.Contains(address, "://") {
		return false
	}
	_, rest, _ := strings.Cut(address, "://")
	host, _, _ := strings.Cut(rest, "/")
	host = host[strings.LastIndex(host, "@")+1:]
	local := !strings.Contains(rest, "?") && (host == "" || isLoopback("http://"+host)) // a host may also follow a question mark
	return !local || isSet(os.Getenv("PGPASSWORD"))
}

// Ignored explains to a person why each ignored address is ignored, by variable name.
func (s *Settings) Ignored() map[string]string {
	all := map[string]string{}
	for _, r := range receivers {
		if _, from := s.Lookup(r.Address); from == FromIgnored {
			all[r.Address] = fmt.Sprintf("%s=%s of %s is ignored: in a file that is merely found, an address counts only beside its %s; name the file with --env-file %s, or set %s in the environment",
				r.Address, Bare(s.file.variables[r.Address]), s.file.path, r.Secret, s.file.path, r.Address)
		}
	}
	for _, name := range listeners {
		if _, from := s.Lookup(name); from == FromIgnored {
			all[name] = fmt.Sprintf("%s=%s of %s is ignored: in a file that is merely found, only an address of this machine counts; name the file with --env-file %s, or set %s in the environment",
				name, s.file.variables[name], s.file.path, s.file.path, name)
		}
	}
	return all
}

// Exposed returns the path and permissions of the settings file if it holds a secret and other
// users of this machine may read it, or else "". Windows has no such permissions.
func (s *Settings) Exposed() (path string, mode fs.FileMode) {
	holds := slices.ContainsFunc(secrets, func(name string) bool { return isSet(s.file.variables[name]) }) || strings.Contains(s.file.variables[Data], "@")
	if !holds || s.file.mode&0o077 == 0 || runtime.GOOS == "windows" {
		return "", 0
	}
	return s.file.path, s.file.mode
}

// FileNamed reports whether a person named the file.
func (s *Settings) FileNamed() bool { return s.file.named }

// Validate implements [kong.Resolver].
func (s *Settings) Validate(*kong.Application) error { return nil }

// Resolve returns the value of a flag that the command line does not set, or nil.
func (s *Settings) Resolve(trace *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	if s.Without {
		return nil, nil
	}
	if err := s.load(trace); err != nil {
		return nil, err
	}
	for _, name := range flag.Envs {
		if name == File && !isSet(os.Getenv(name)) {
			continue // a file that was found cannot name another one
		}
		if value, _ := s.Lookup(name); value != "" {
			if s.resolved == nil {
				s.resolved = map[string]string{}
			}
			s.resolved[flag.Name] = name
			return value, nil
		}
	}
	return nil, nil
}

// NeedsNothing reports whether a command needs no settings, so that an invalid file that was
// merely found does not stop it.
func NeedsNothing(command string) bool {
	return command == "version" || command == "completion" || command == "engine"
}

// Independent reports whether err is in the settings of a command that needs none.
func Independent(err error) bool {
	wrong, ok := errors.AsType[*kong.ParseError](err)
	return ok && NeedsNothing(CommandName(wrong.Context))
}

// Spelled rewrites "help" and "--version", which people try first, into a command line that
// kong understands.
func Spelled(args []string) []string {
	switch {
	case len(args) == 0:
		return []string{"--help"}
	case args[0] == "help":
		return append(slices.Clone(args[1:]), "--help")
	case len(args) == 1 && args[0] == "--version":
		return []string{"version"}
	}
	return args
}

// load reads the file named on the command line or in the environment, or else .env in the
// working directory.
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

// CommandName returns the first word of the command: "library" for "library add".
func CommandName(trace *kong.Context) string {
	for _, p := range trace.Path {
		if p.Command != nil {
			return p.Command.Name
		}
	}
	return ""
}

// TakeOver stops kong from reading the environment itself, so that there is one order of
// precedence and one meaning of an empty variable.
func TakeOver(k *kong.Kong) {
	_ = kong.Visit(k.Model, func(node kong.Visitable, next kong.Next) error { // fails only if the visitor does
		if flag, ok := node.(*kong.Flag); ok {
			flag.Tag.Envs = nil // flag.Envs stays
		}
		return next(nil)
	})
}

// HelpOf returns the help of a flag with the variables that set it.
func HelpOf(v *kong.Value) string {
	if v.Flag == nil {
		return kong.DefaultHelpValueFormatter(v)
	}
	shown, tag := *v, *v.Tag
	tag.Envs = v.Flag.Envs
	shown.Tag = &tag
	return kong.DefaultHelpValueFormatter(&shown)
}

// WantsJSON looks for --json in a command line that could not be parsed.
func WantsJSON(args []string) bool {
	if end := slices.Index(args, "--"); end >= 0 {
		args = args[:end]
	}
	return slices.Contains(args, "--json")
}

// Beside returns the settings of the environment and, with lower precedence, of a file: the one
// at path, the one that the environment names, or .env in the working directory. A file that
// cannot be read counts as empty.
func Beside(path string) *Settings {
	if !isSet(path) {
		path = os.Getenv(File)
	}
	s := &Settings{loaded: true}
	if isSet(path) {
		s.file, _ = readFile(path, true)
	} else {
		s.file, _ = readFile(".env", false)
	}
	return s
}
