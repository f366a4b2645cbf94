// Package completion completes command lines in bash, zsh and fish: commands, flags, their
// values, and the articles of the library.
//
// A script in the shell gets the candidates by running the program itself, with a command line
// that begins with [Word]. The answer is data: the script never evaluates it, and text inserted
// into a bash line is quoted here.
package completion

import (
	"context"
	"embed"
	"fmt"

	"footnote/cmd/footnote/internal/term"
	"footnote/internal/setup"
)

// Word is the hidden command that the scripts run.
const Word = "__complete"

//go:embed footnote.bash footnote.zsh footnote.fish
var scripts embed.FS

// A Command prints the script of a shell.
type Command struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

// Help describes the command.
func (Command) Help() string {
	return `Completes commands, flags with their values, and the ids and titles of the library's articles. For this session:

  bash:  source <(footnote completion bash)
  zsh:   source <(footnote completion zsh)
  fish:  footnote completion fish | source

For every one, put that line into ~/.bashrc or ~/.zshrc; of zsh, the script may also be a file _footnote in a folder of $fpath, and of
fish, ~/.config/fish/completions/footnote.fish.`
}

// Run prints the script.
func (c Command) Run(_ context.Context, _ *setup.Setup, to term.To) error {
	script, err := scripts.ReadFile("footnote." + c.Shell)
	if err != nil {
		return fmt.Errorf("completion: %w", err)
	}
	return to.Out.Text(string(script))
}

// A candidate is a possible completion of a word.
type candidate struct {
	value string // the whole word, unquoted
	about string // a description of one line; may be empty
	open  bool   // the word continues after the value
}

// paths says which file names may complete the word as well.
type paths string

const (
	noPaths paths = "none"
	files   paths = "files"
	folders paths = "folders"
)

// An offer holds all possible completions of a word.
type offer struct {
	candidates []candidate
	paths      paths
}
