package completion

import (
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// A place is the position of a word in a command line.
type place struct {
	command *kong.Node
	flag    *kong.Flag // the flag whose value the word is, or nil
	before  string     // the part of the word before that value, such as --mode=
	word    string     // the word or value, as typed so far

	arguments []string            // of the command, before the word
	flags     map[string][]string // values of the flags before the word, by flag name
	plain     bool                // after "--", where nothing is a flag
	help      bool                // after "help"
}

// placeOf reads the words before a word. It ignores words that make no sense.
func placeOf(root *kong.Node, words []string, word string) *place {
	p := &place{command: root, word: word, flags: map[string][]string{}}
	for _, w := range words {
		p.pass(w)
	}
	if p.flag != nil || p.plain {
		return p
	}
	if name, value, attached := strings.Cut(word, "="); attached && strings.HasPrefix(name, "--") {
		if f := p.find(strings.TrimPrefix(name, "--")); f != nil {
			p.flag, p.before, p.word = f, name+"=", value
		}
	}
	return p
}

// pass reads one word.
func (p *place) pass(w string) {
	switch {
	case p.flag != nil:
		p.flags[p.flag.Name] = append(p.flags[p.flag.Name], w)
		p.flag = nil
	case p.plain || w == "-" || !strings.HasPrefix(w, "-"):
		p.passArgument(w)
	case w == "--":
		p.plain = true
	case strings.HasPrefix(w, "--"):
		name, value, attached := strings.Cut(w[2:], "=")
		p.passFlag(p.find(name), value, attached)
	default:
		p.passShort(w[1:])
	}
}

func (p *place) passArgument(w string) {
	if len(p.command.Children) == 0 {
		p.arguments = append(p.arguments, w)
		return
	}
	if w == helpWord && p.command.Parent == nil && !p.plain {
		p.help = true
		return
	}
	i := slices.IndexFunc(p.command.Children, func(c *kong.Node) bool { return c.Name == w || slices.Contains(c.Aliases, w) })
	if i >= 0 {
		p.command = p.command.Children[i]
	}
}

func (p *place) passFlag(f *kong.Flag, value string, attached bool) {
	switch {
	case f == nil:
	case attached || f.IsBool():
		p.flags[f.Name] = append(p.flags[f.Name], value)
	default:
		p.flag = f
	}
}

// passShort reads one-letter flags, such as -v, -k 3, -k3 and -vk 3.
func (p *place) passShort(letters string) {
	for i, letter := range letters {
		f := p.short(letter)
		rest := letters[i+len(string(letter)):]
		if f != nil && !f.IsBool() {
			p.passFlag(f, rest, rest != "")
			return
		}
		p.passFlag(f, "", true)
	}
}

// all returns the flags that the command accepts.
func (p *place) all() (all []*kong.Flag) {
	for node := p.command; node != nil; node = node.Parent {
		for _, f := range node.Flags {
			if !f.Hidden {
				all = append(all, f)
			}
		}
	}
	return all
}

func (p *place) find(name string) *kong.Flag {
	return p.first(func(f *kong.Flag) bool { return f.Name == name })
}

func (p *place) short(letter rune) *kong.Flag {
	return p.first(func(f *kong.Flag) bool { return f.Short == letter })
}

func (p *place) first(is func(*kong.Flag) bool) *kong.Flag {
	all := p.all()
	if i := slices.IndexFunc(all, is); i >= 0 {
		return all[i]
	}
	return nil
}

// argument returns the next argument of the command, or nil if it takes no more.
func (p *place) argument() *kong.Positional {
	all := p.command.Positional
	if n := len(p.arguments); n < len(all) {
		return all[n]
	}
	if n := len(all); n > 0 && all[n-1].IsCumulative() {
		return all[n-1]
	}
	return nil
}

// value returns the last value given to a flag before the word, or "".
func (p *place) value(flag string) string {
	if all := p.flags[flag]; len(all) > 0 {
		return all[len(all)-1]
	}
	return ""
}
