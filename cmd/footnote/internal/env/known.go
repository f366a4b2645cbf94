package env

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"footnote/internal/edits"
)

// Unknown reports each unknown variable with our prefix in the environment and in the file, and
// suggests a known one.
func (s *Settings) Unknown(trace *kong.Context) (said []string) {
	known := variables(trace)
	for _, entry := range slices.Sorted(slices.Values(os.Environ())) {
		name, value, _ := strings.Cut(entry, "=")
		if isSet(value) && isStrange(name, known) {
			said = append(said, fmt.Sprintf("%s of the environment means nothing%s", name, nearest(name, known)))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.file.variables)) {
		if isStrange(name, known) {
			said = append(said, fmt.Sprintf("%s of %s means nothing%s", name, s.file.path, nearest(name, known)))
		}
	}
	return said
}

// isStrange reports whether a variable has our prefix but is unknown. Variables of the tests do
// not count.
func isStrange(name string, known []string) bool {
	return strings.HasPrefix(name, "FOOTNOTE_") && !slices.Contains(known, name) && name != "FOOTNOTE_LONG" && !strings.HasPrefix(name, "FOOTNOTE_TEST_")
}

// variables returns the names of all known variables.
func variables(trace *kong.Context) []string {
	all := slices.Clone(withoutFlag)
	_ = kong.Visit(trace.Model, func(node kong.Visitable, next kong.Next) error { // fails only if the visitor does
		if flag, ok := node.(*kong.Flag); ok {
			all = append(all, flag.Envs...)
		}
		return next(nil)
	})
	return all
}

// Meant adds to a command-line error a question what was meant, where kong does not ask or asks
// wrongly: for a value, the most similar allowed one; for a command, the subcommand of exactly
// that name rather than a similar command.
func Meant(err error) error {
	wrong, ok := errors.AsType[*kong.ParseError](err)
	if !ok {
		return err
	}
	if m := notListed.FindStringSubmatch(err.Error()); m != nil {
		var known []string
		for _, value := range quotedValue.FindAllString(m[1], -1) {
			known = append(known, strings.Trim(value, `"`))
		}
		if meant := least(strings.ToLower(m[2]), known); meant != "" {
			return fmt.Errorf("%w; did you mean %s?", err, meant)
		}
	}
	if m := strangeLetter.FindStringSubmatch(err.Error()); m != nil {
		return errors.New(m[1]) // every letter is like every other one
	}
	if m := strangeCommand.FindStringSubmatch(err.Error()); m != nil && wrong.Context != nil {
		meant := elsewhere(wrong.Context.Model.Node, m[1])
		if len(meant) == 0 && CommandName(wrong.Context) == "" {
			meant = likeliest(wrong.Context.Model.Node, m[1])
		}
		if len(meant) == 1 {
			return fmt.Errorf("unexpected argument %s, did you mean %s?", m[1], meant[0])
		} else if len(meant) > 1 {
			return fmt.Errorf("unexpected argument %s, did you mean one of %s?", m[1], strings.Join(meant, ", "))
		}
	}
	return err
}

var (
	notListed      = regexp.MustCompile(`^.* must be one of (.*) but got "(.*)"$`)
	quotedValue    = regexp.MustCompile(`"[^"]*"`)
	strangeLetter  = regexp.MustCompile(`^(unknown flag -[^-]), did you mean .*$`)
	strangeCommand = regexp.MustCompile(`^unexpected argument (\S+?)(?:, did you mean .*)?$`)
)

// elsewhere returns the subcommands with that name.
func elsewhere(root *kong.Node, name string) (all []string) {
	for _, command := range root.Children {
		for _, inner := range command.Children {
			if inner.Name == name && !command.Hidden && !inner.Hidden {
				all = append(all, fmt.Sprintf("%q", command.Name+" "+name))
			}
		}
	}
	return all
}

// likeliest returns the subcommands that are more similar to a name than the commands that kong
// suggests, or help. It returns nothing if kong's suggestion is best.
func likeliest(root *kong.Node, name string) (all []string) {
	const kongs = 2 // the edit distance up to which kong suggests
	fewest := min(kongs, (len(name)+1)/3) + 1
	help := edits.Between(name, "help") <= kongs
	for _, command := range root.Children {
		if strings.HasPrefix(command.Name, name) {
			return nil
		}
		if n := edits.Between(name, command.Name); n <= kongs && !command.Hidden {
			fewest, help = min(fewest, n), false
		}
	}
	for _, command := range root.Children {
		for _, inner := range command.Children {
			n := edits.Between(name, inner.Name)
			if command.Hidden || inner.Hidden || n > fewest || n == fewest && len(all) == 0 {
				continue
			}
			if n < fewest {
				all, fewest = nil, n
			}
			all = append(all, fmt.Sprintf("%q", command.Name+" "+inner.Name))
		}
	}
	if len(all) == 0 && help {
		return []string{`"help"`}
	}
	return all
}

// Group returns the name of the command that an error is about, if that command has subcommands,
// which its help lists, else "".
func Group(err error) string {
	wrong, ok := errors.AsType[*kong.ParseError](err)
	if !ok || wrong.Context == nil {
		return ""
	}
	for _, p := range slices.Backward(wrong.Context.Path) {
		if p.Command != nil {
			if len(p.Command.Children) == 0 {
				return ""
			}
			return p.Command.Name
		}
	}
	return ""
}

// nearest asks whether the most similar name was meant, if one is similar enough.
func nearest(name string, known []string) string {
	if best := least(name, known); best != "" {
		return "; did you mean " + best + "?"
	}
	return ""
}

// least returns the known name that is most similar to name, or the only one that begins with
// it, or "" if none is similar.
func least(name string, known []string) (best string) {
	fewest := min(3, 1+(len(name)+1)/3) // in edits
	var longer []string
	for _, other := range known {
		if n := edits.Between(name, other); n < fewest {
			best, fewest = other, n
		}
		if strings.HasPrefix(other, name) {
			longer = append(longer, other)
		}
	}
	if best == "" && len(longer) == 1 && name != "" {
		return longer[0]
	}
	return best
}

var flagName = regexp.MustCompile(`\B--?[a-z][a-z0-9-]*`)

// Wrong reports whether a command-line error is caused by a variable.
func (s *Settings) Wrong(err error) bool {
	_, wrong := errors.AsType[*ValueError](s.Blame(err))
	return wrong
}

// Blame applies Named to an error. The result is a [*ValueError] if a variable caused the
// error.
func (s *Settings) Blame(err error) error {
	if named := s.Named(err.Error()); named != err.Error() {
		return &ValueError{errors.New(named)}
	}
	return err
}

// Named replaces flags in a message by the variables that set them, since whoever wrote the
// variable may not know the flag. It leaves the value as it is.
func (s *Settings) Named(text string) string {
	said := map[string]bool{}
	return flagName.ReplaceAllStringFunc(text, func(flag string) string {
		at, ok := s.resolved[strings.TrimLeft(flag, "-")]
		if !ok || said[flag] {
			return flag
		}
		said[flag] = true
		where := []string{at, "the environment"}
		if _, from := s.Lookup(at); from == FromFile {
			where[1] = s.file.path
		}
		return strings.Join(where, " of ")
	})
}

// Negative returns an error for a number below 0. Only flags with the tag "least" accept one:
// -1, which means no limit.
func Negative(trace *kong.Context) error {
	for _, flag := range trace.Flags() {
		value := reflect.ValueOf(trace.FlagValue(flag))
		if flag.Tag.Get("least") == fmt.Sprint(value) {
			continue
		}
		if value.CanInt() && value.Int() < 0 || value.CanFloat() && !(value.Float() >= 0) { // or NaN
			return fmt.Errorf("%s is %v, below 0", dashed(flag), value)
		}
	}
	return nil
}

// dashed returns a flag as it is typed.
func dashed(flag *kong.Flag) string {
	if len(flag.Name) == 1 {
		return "-" + flag.Name
	}
	return "--" + flag.Name
}

// A ValueError means that a variable has an invalid value.
type ValueError struct{ Err error }

func (e *ValueError) Error() string { return e.Err.Error() }
func (e *ValueError) Unwrap() error { return e.Err }
