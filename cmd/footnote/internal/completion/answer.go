package completion

import (
	"bufio"
	"context"
	"io"
	"strings"

	"github.com/alecthomas/kong"

	"footnote/cmd/footnote/internal/term"
)

// Answer writes the completions of a word for the shell scripts. grammar is a pointer to the
// commands. args are the name of the shell and then, for bash, the line up to the cursor and
// the part of its last word that bash will replace; for the others, the words up to the cursor,
// the last one as typed so far.
//
// The first line of output says which file names may complete the word as well: none, files or
// folders. It is followed by "other" if the candidates do not begin with the typed word because
// they are in the other Chinese script, and by "open" if the word continues after the
// candidate. Each further line is a candidate: for bash, the text to insert; for the others,
// the word and, after a tab, its description. Errors are not shown, as the user is in the
// middle of a line.
func Answer(ctx context.Context, grammar any, args []string, out io.Writer) {
	k, err := kong.New(grammar, kong.Name("footnote"))
	if err != nil || len(args) < 2 {
		return
	}
	ask := func(p *place) offer { return offerAt(ctx, p) }
	var lines []string
	var o offer
	other := false
	if shell, words := args[0], args[1:]; shell == "bash" {
		if len(words) == 2 {
			lines, o = inBash(k.Model.Node, words[0], words[1], ask)
		}
	} else {
		last := len(words) - 1
		word := read(words[last]).text()
		o = ask(placeOf(k.Model.Node, words[:last], word))
		if begin := beginning(o.candidates, word); len(begin) > 0 && !strings.HasPrefix(begin[0].value, word) {
			o.candidates, other = begin, true
		}
		for _, c := range o.candidates {
			lines = append(lines, c.value+"\t"+shortened(c.about))
		}
	}
	head := string(o.paths)
	if other {
		head += " other"
	}
	if len(o.candidates) == 1 && o.candidates[0].open {
		head += " open"
	}
	w := bufio.NewWriter(out)
	defer w.Flush() // nobody would see the error
	for _, line := range append([]string{head}, lines...) {
		_, _ = w.WriteString(line + "\n")
	}
}

// mostAbout is the maximum length of a description, in characters.
const mostAbout = 90

// shortened shortens a text to one line of a list.
func shortened(text string) string {
	line := []rune(term.Line(plain(text)))
	if len(line) > mostAbout {
		return strings.TrimSpace(string(line[:mostAbout])) + "…"
	}
	return string(line)
}
