package term

import (
	"fmt"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// Completion is the script that completes command lines of k in a shell: bash, zsh
// or fish.
func Completion(k *kong.Kong, shell string) string {
	if shell == "fish" {
		return fishCompletion(k)
	}
	return bashCompletion(k, shell == "zsh")
}

// bashCompletion offers commands first, flags after a dash and files otherwise.
// zsh reads the same through its compatibility functions.
func bashCompletion(k *kong.Kong, zsh bool) string {
	var out, cases strings.Builder
	var commands []string
	for _, c := range shownCommands(k) {
		commands = append(commands, c.Name)
		fmt.Fprintf(&cases, "    %s) flags=\"$flags %s\";;\n", c.Name, strings.Join(flagNames(c.Flags), " "))
	}
	if zsh {
		out.WriteString("autoload -U +X bashcompinit && bashcompinit\n")
	}
	fmt.Fprintf(&out, `_footnote() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} flags="%s"
  case ${COMP_WORDS[1]} in
%s  esac
  case $before in
%s  esac
  if [[ $word == -* ]]; then COMPREPLY=($(compgen -W "$flags" -- "$word"))
  elif [[ $COMP_CWORD -eq 1 ]]; then COMPREPLY=($(compgen -W "%s" -- "$word"))
  else COMPREPLY=($(compgen -f -- "$word")); fi
}
complete -o filenames -F _footnote footnote
`, strings.Join(flagNames(k.Model.Flags), " "), cases.String(), valueCases(k), strings.Join(commands, " "))
	return out.String()
}

// valueCases complete the values of flags and arguments that have a fixed set.
func valueCases(k *kong.Kong) string {
	var out strings.Builder
	add := func(word string, v *kong.Value) {
		if v.Enum != "" {
			fmt.Fprintf(&out, "    %s) COMPREPLY=($(compgen -W \"%s\" -- \"$word\")); return;;\n", word, strings.ReplaceAll(v.Enum, ",", " "))
		}
	}
	for _, f := range k.Model.Flags {
		add("--"+f.Name, f.Value)
	}
	for _, c := range shownCommands(k) {
		for _, p := range c.Positional {
			add(c.Name, p)
		}
	}
	return out.String()
}

func fishCompletion(k *kong.Kong) string {
	var out strings.Builder
	quote := func(s string) string {
		return "'" + strings.ReplaceAll(strings.ReplaceAll(s, `\`, `\\`), "'", `\'`) + "'"
	}
	flag := func(condition string, f *kong.Flag) {
		fmt.Fprintf(&out, "complete -c footnote%s -l %s -d %s", condition, f.Name, quote(f.Help))
		if f.Short != 0 {
			fmt.Fprintf(&out, " -s %c", f.Short)
		}
		if !f.IsBool() {
			out.WriteString(" -r")
		}
		if f.Enum != "" {
			fmt.Fprintf(&out, " -f -a %s", quote(strings.ReplaceAll(f.Enum, ",", " ")))
		}
		out.WriteString("\n")
	}
	for _, c := range shownCommands(k) {
		fmt.Fprintf(&out, "complete -c footnote -n __fish_use_subcommand -f -a %s -d %s\n", c.Name, quote(c.Help))
		for _, f := range c.Flags {
			flag(" -n '__fish_seen_subcommand_from "+c.Name+"'", f)
		}
		for _, p := range c.Positional {
			if p.Enum != "" {
				fmt.Fprintf(&out, "complete -c footnote -n '__fish_seen_subcommand_from %s' -f -a %s\n", c.Name, quote(strings.ReplaceAll(p.Enum, ",", " ")))
			}
		}
	}
	for _, f := range k.Model.Flags {
		flag("", f)
	}
	return out.String()
}

func shownCommands(k *kong.Kong) []*kong.Node {
	return slices.DeleteFunc(slices.Clone(k.Model.Children), func(c *kong.Node) bool { return c.Hidden })
}

func flagNames(flags []*kong.Flag) []string {
	var names []string
	for _, f := range flags {
		names = append(names, "--"+f.Name)
		if f.Short != 0 {
			names = append(names, "-"+string(f.Short))
		}
	}
	return names
}
