// Package fixing implements "footnote answers", which fixes the answers to questions.
package fixing

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"footnote/cmd/footnote/internal/term"
	"footnote/corpus/doc"
	"footnote/internal/setup"
	"footnote/library/answers"
	"footnote/library/store"
)

// A Command groups the subcommands.
type Command struct {
	Add    Add    `cmd:"" help:"Fix the answer to a question."`
	List   List   `cmd:"" help:"List the answers that are fixed."`
	Remove Remove `cmd:"" help:"Take one away."`
}

// A Value is a fixed answer in JSON.
type Value struct {
	ID       string    `json:"id"`
	Question string    `json:"question"`
	Also     []string  `json:"also"`
	Answer   string    `json:"answer"`
	Author   string    `json:"author"` // the author's name at that time; empty means whoever ran the program
	Former   bool      `json:"former,omitempty"`
	At       time.Time `json:"at"`
}

func valueOf(f store.Fixed) Value {
	return Value{f.ID, f.Question, append([]string{}, f.Also...), f.Answer, f.Author, f.Former, f.At.UTC()}
}

// Add fixes the answer to a question.
type Add struct {
	Question string   `arg:"" help:"The question."`
	Answer   string   `arg:"" help:"Its answer, as readers will see it; - reads it from standard input."`
	Also     []string `help:"The same question in other words. Repeatable." placeholder:"QUESTION" sep:"none"`
	Author   string   `help:"Who says so: the name that readers see as the source. Without it, whoever runs this program." placeholder:"NAME"`
}

// Help describes the command.
func (Add) Help() string {
	return `Whoever asks just this question gets just this answer, and is told that a person has fixed it. Capitals, punctuation, white space,
traditional and simplified characters, and politeness make no difference; anything else is another question, unless --also has it.
The same question again takes the place of the answer before.

  footnote answers add "When is the office open?" "Monday to Friday, 9 to 5." --also "office hours" --author Ada
  footnote answers add --scope guild:1234567890 "怎麼加入讀書會?" - < answer.txt`
}

// Run stores the answer.
func (c Add) Run(ctx context.Context, s *setup.Setup, to term.To) error {
	text := c.Answer
	if text == "-" {
		f, err := doc.ReadAll(s.Stdin, doc.Stdin)
		if err != nil {
			return err
		}
		text = string(f.Data)
	}
	l, err := s.Library(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	f := store.Fixed{Question: clean(c.Question), Answer: clean(text), Author: clean(c.Author)}
	for _, also := range c.Also {
		f.Also = append(f.Also, clean(also))
	}
	f, replaced, err := l.Fixed.Add(ctx, l.Scope, f)
	switch {
	case err != nil:
		return failed(err)
	case to.JSON:
		return to.Out.JSON(struct {
			Value
			Replaced bool `json:"replaced"`
		}{valueOf(f), replaced})
	case replaced:
		return to.Out.Line("%s  replaced  %s", f.ID, f.Question)
	}
	return to.Out.Line("%s  fixed  %s", f.ID, f.Question)
}

// List lists the fixed answers.
type List struct{}

// Run prints the fixed answers.
func (List) Run(ctx context.Context, s *setup.Setup, to term.To) error {
	l, err := s.LibraryToRead(ctx, false)
	if err != nil {
		return err
	}
	var all []store.Fixed
	if l != nil {
		defer l.Close()
		if all, err = l.Fixed.List(ctx, l.Scope); err != nil {
			return err
		}
	}
	if to.JSON {
		values := []Value{}
		for _, f := range all {
			values = append(values, valueOf(f))
		}
		return to.Out.JSON(values)
	}
	if len(all) == 0 {
		to.Note("no answer is fixed; footnote answers add fixes one")
		return nil
	}
	return to.Out.Show(page(all))
}

func page(all []store.Fixed) *term.Page {
	var p term.Page
	for _, f := range all {
		by := cmp.Or(f.Author, "whoever ran this program")
		if f.Former {
			by = "a former manager"
		}
		p.Line("%s  %s", f.ID, f.Question)
		for _, also := range f.Also {
			p.Line("              also: %s", also)
		}
		for line := range strings.Lines(f.Answer) {
			p.Line("              %s", strings.TrimSpace(line))
		}
		p.Line("              by %s, %s", by, f.At.Format("2 January 2006"))
	}
	return &p
}

// Remove removes a fixed answer.
type Remove struct {
	Question string `arg:"" complete:"fixed" help:"The question, or the ID of its answer."`
}

// Run removes the answer.
func (c Remove) Run(ctx context.Context, s *setup.Setup, to term.To) error {
	l, err := s.Library(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	was, err := l.Fixed.Remove(ctx, l.Scope, c.Question)
	switch {
	case err != nil:
		return err
	case was == nil:
		return &term.Failure{What: "answers", Err: fmt.Errorf("no answer is fixed for %q", c.Question), Status: 1, Code: "answers", Hint: "footnote answers list shows those that are"}
	case to.JSON:
		return to.Out.JSON(map[string]any{"removed": valueOf(*was)})
	}
	return to.Out.Line("%s  removed  %s", was.ID, was.Question)
}

// failed explains why an answer cannot be fixed.
func failed(err error) error {
	var unfit *answers.Error
	if !errors.As(err, &unfit) {
		return err
	}
	hint := ""
	switch unfit.Kind {
	case answers.Taken:
		hint = "footnote answers remove takes that one away"
	case answers.TooMany:
		hint = "footnote answers list shows them, and footnote answers remove makes room"
	}
	return &term.Failure{What: "answers", Err: unfit, Status: 1, Code: "answers", Hint: hint}
}

// clean removes invisible characters from a text.
func clean(text string) string {
	text, _ = doc.RemoveInvisible(strings.ReplaceAll(strings.ToValidUTF8(text, "\ufffd"), "\r\n", "\n"))
	return strings.TrimSpace(text)
}
