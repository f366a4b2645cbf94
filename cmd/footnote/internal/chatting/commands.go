package chatting

import (
	"fmt"
	"slices"
	"strings"

	"footnote/api/value"
	"footnote/cmd/footnote/internal/page"
	"footnote/cmd/footnote/internal/term"
	"footnote/internal/edits"
	"footnote/rag"
)

// A command is an input line that is not a question.
type command struct {
	name string
	does string // in English
	do   func(*Conversation) error
}

// commands returns all commands in the order in which /help lists them.
func commands() []command {
	return []command{
		{"/sources", "shows the passages behind the last answer or, if it was refused, those that come nearest", (*Conversation).sources},
		{"/reset", "forgets the conversation: the next question stands by itself", (*Conversation).reset},
		{"/forget", "deletes the questions that are kept for the next conversation", (*Conversation).forgetAll},
		{"/help", "shows this", (*Conversation).help},
		{quit, "ends the conversation, as exit and Ctrl-D do", nil},
	}
}

const quit = "/quit"

func names() (all []string) {
	for _, c := range commands() {
		all = append(all, c.name)
	}
	return all
}

// farewells end a conversation on a terminal if one of them is the whole line. With a space
// before it or a question mark after it, the line is a question.
var farewells = []string{"exit", "quit", "離開", "退出", "离开"}

func isFarewell(line string) bool {
	return slices.Contains(farewells, strings.ToLower(strings.TrimRight(line, " ")))
}

// commandName reports whether a line is a command, and returns it with an ASCII slash in place
// of a full-width one.
func commandName(line string) (string, bool) {
	if after, ok := strings.CutPrefix(line, "／"); ok {
		line = "/" + after
	}
	return line, strings.HasPrefix(line, "/")
}

func (c *Conversation) command(name string) (done bool, err error) {
	wanted := strings.ToLower(name)
	switch wanted {
	case quit, "/exit":
		return true, nil
	case "/?":
		wanted = "/help"
	}
	for _, known := range commands() {
		if known.name == wanted {
			return false, known.do(c)
		}
	}
	return false, c.unknown(name)
}

// unknown reports an unknown command and suggests the most similar one, or lists all.
func (c *Conversation) unknown(name string) error {
	all := strings.Join(names(), ", ")
	said, hint := fmt.Errorf("%s is not a command; there are %s", name, all), "there are "+all
	if near := meant(name); near != "" {
		said, hint = fmt.Errorf("%s is not a command; did you mean %s? /help lists all", name, near), "did you mean "+near+"?"
	}
	c.Report(&term.Failure{Err: said, Status: 2, Code: "usage", Told: true}) // JSON is printed below
	return c.failed("usage", term.Line(name)+" is not a command", hint)
}

// failed tells a program that a line failed. A person is told by a note or an error.
func (c *Conversation) failed(code, message, hint string) error {
	if !c.JSON {
		return nil
	}
	return c.Out.JSON(map[string]any{"error": map[string]string{"code": code, "message": message, "hint": hint}})
}

// meant returns the command that name is probably a misspelling of, or "".
func meant(name string) string {
	best, least := "", 3 // in edits
	for _, known := range names() {
		if len(name) > 2 && strings.HasPrefix(known, name) {
			return known
		}
		if n := edits.Between(name, known); n < least {
			best, least = known, n
		}
	}
	return best
}

// sources prints the passages that the last answer rests on or, if it was refused, the nearest
// passages.
func (c *Conversation) sources() error {
	passages, some := page.Passages(c.last, c.Out.Links())
	if !some {
		c.note("there is no answer with sources yet")
	}
	if c.JSON {
		last := value.NewAnswer(c.last, nil, 0)
		return c.Out.JSON(map[string]any{"sources": map[string]any{"footnotes": last.Footnotes, "nearest": last.Nearest}})
	}
	if !some {
		return nil
	}
	return c.Out.Show(passages)
}

func (c *Conversation) reset() error {
	c.turns, c.last = nil, rag.Answer{}
	c.note("the conversation is forgotten")
	return c.done("reset")
}

func (c *Conversation) forgetAll() error {
	if c.forget != nil {
		c.forget()
	}
	some, err := c.history.remove()
	switch {
	case err != nil:
		c.Report(&term.Failure{Err: fmt.Errorf("the questions that were kept could not be deleted: %w", naming(c.history.path, err)), Status: 1, Code: "data"})
		return nil
	case some:
		c.note("the questions that were kept are deleted")
	default:
		c.note("no questions are kept")
	}
	return c.done("forget")
}

// naming returns an error that names the file it is about.
func naming(path string, err error) error {
	if strings.Contains(err.Error(), path) {
		return err
	}
	return fmt.Errorf("%s: %w", path, err)
}

// done tells a program that a command has been carried out.
func (c *Conversation) done(what string) error {
	if !c.JSON {
		return nil
	}
	return c.Out.JSON(map[string]string{"done": what})
}

// helpJSON describes a command to a program, in English like all JSON output.
type helpJSON struct {
	Command string `json:"command"`
	Does    string `json:"does"`
}

func (c *Conversation) help() error {
	if c.JSON {
		var all []helpJSON
		for _, known := range commands() {
			all = append(all, helpJSON{known.name, c.does(known)})
		}
		return c.Out.JSON(map[string]any{"commands": all})
	}
	var out term.Page
	for _, known := range commands() {
		out.Line("  %-10s%s", known.name, c.Say(c.does(known)))
	}
	if c.atTerminal {
		for _, key := range keys() {
			out.Line("  %s", c.Say(key))
		}
	}
	return c.Out.Show(&out)
}

// does describes a command. What else ends a conversation depends on where the lines come from:
// in a file or a pipe, a line with only "exit" is a question.
func (c *Conversation) does(known command) string {
	if known.name == quit && !c.atTerminal {
		return "ends the conversation, as the end of the input does"
	}
	return known.does
}

// keys describes the keys of the line editor.
func keys() []string {
	return []string{
		"up and down call earlier questions up, Ctrl-R looks for one, Alt-Enter begins a new line",
		"Ctrl-C leaves the line or stops the answer; a line that begins with a space is not kept",
	}
}
