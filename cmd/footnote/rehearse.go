package main

import (
	"errors"
	"fmt"

	"footnote/cmd/footnote/internal/questions"
	"footnote/cmd/footnote/internal/rehearsal"
	"footnote/cmd/footnote/internal/term"
	"footnote/internal/setup"
)

type rehearseCommand struct {
	Questions string `arg:"" complete:"file" help:"File of questions, in YAML or as JSON lines; threads that DiscordChatExporter wrote as JSON, a file or a folder of them; - is standard input."`
}

// Help includes an example of a questions file. The block does not begin with a dash, because
// kong would show it as a list, in running text.
func (rehearseCommand) Help() string {
	return `Asks all questions and says of each whether it has an answer, what comes closest (unsure) or nothing (silent), beside what was
expected. The exit status is 1 if one comes otherwise than expected. It takes sentences of the articles, so it needs no key and comes to
the same each time; --mode llm has the language model write. Ctrl-C ends it and shows what came until then.

  footnote rehearse questions.yaml
  footnote rehearse --scope guild:81384788765712384 export/
  footnote rehearse --article handbook.md --json questions.jsonl | jq .summary

A file of questions in YAML; the same fields stand in a line of JSON:

  questions:
  - question: How tall is the lighthouse?
    shows: 41 metres              # words that the answer shows, or a list of them
    expect: answer                # answer, unsure or silent, or a list of them
  - question: Who won the election?
    expect: [unsure, silent]      # anything but a sure answer
  - question: and who built it?
    history: How tall is the lighthouse?
  - What does the keeper sell?    # nothing in particular is expected

Of an export, the first message of each thread is a question: export the posts of a forum with "--include-threads all --format Json".`
}

func (c *rehearseCommand) Run(a *app) error {
	set, err := a.questions(c.Questions)
	if err != nil {
		return err
	}
	engine, err := a.rehearsing()
	if err != nil {
		return err
	}
	defer engine.Close()
	results, failed := a.rehearse(engine, set.Questions, rehearsal.NewFiles(""), func(r rehearsal.Result) error {
		if a.JSON {
			return nil
		}
		return a.show(rehearsal.Line(r))
	})
	summary := rehearsal.Summarize(results, len(set.Questions))
	if a.JSON {
		err = a.out.JSON(rehearsed{results, summary, ""})
	} else {
		err = a.show(summary.Text())
	}
	if err = errors.Join(failed, err); err != nil {
		return afterwards(err, a.JSON)
	}
	return unexpected("rehearse", summary)
}

// rehearsed is the output of --json.
type rehearsed struct {
	Questions []rehearsal.Result `json:"questions"`
	Summary   rehearsal.Summary  `json:"summary"`
	Answers   string             `json:"answers,omitempty"` // the file in which the answers are kept
}

// questions reads a questions file. For an export it notes how much was left out.
func (a *app) questions(path string) (questions.Set, error) {
	set, err := questions.Read(path, a.in)
	if bad, ok := errors.AsType[*questions.Error](err); ok {
		return set, &term.Failure{Err: bad, Status: statusUsage, Code: "questions", Hint: bad.Hint()}
	}
	if err != nil {
		unread := explain(err)
		if unread.Status == statusFailed {
			unread.Status = statusUsage
		}
		return set, unread
	}
	if set.Threads > 0 {
		a.note("threads: %d; files that are none, or in which nobody wrote: %d", set.Threads, set.Left)
	}
	return set, nil
}

// rehearsing returns the engine for the settings, without a language model unless --mode llm
// asks for it.
func (a *app) rehearsing() (*setup.Engine, error) {
	a.setup.Rereads = true
	if a.Mode == "llm" {
		return a.setup.Engine(a.ctx)
	}
	return a.setup.Searcher(a.ctx)
}

// rehearse asks the questions, shows progress and calls each with every result.
func (a *app) rehearse(e *setup.Engine, all []questions.Question, files *rehearsal.Files, each func(rehearsal.Result) error) ([]rehearsal.Result, error) {
	bar, n := a.progress("questions"), 0
	defer bar.End()
	bar.Show(0, len(all))
	return rehearsal.Rehearsal{Engine: e, Place: files.Of, Each: func(r rehearsal.Result) error {
		n++
		bar.End()
		defer bar.Show(n, len(all))
		return each(r)
	}}.Run(a.ctx, all)
}

// afterwards prepares an error for reporting after the partial results have been printed.
func afterwards(err error, asJSON bool) error {
	f := explain(err)
	f.Told = asJSON
	return f
}

// unexpected returns an error if some results are not as expected or some answers are gone.
func unexpected(command string, s rehearsal.Summary) error {
	if s.Failed+s.Gone() == 0 {
		return nil
	}
	err := fmt.Errorf("%d of %d questions came otherwise than expected", s.Failed, s.Asked)
	if s.Gone() > 0 {
		err = fmt.Errorf("%d of %d answers are gone, %d came otherwise than expected", s.Gone(), s.Asked, s.Failed)
	}
	return &term.Failure{What: command, Err: err, Status: statusFailed, Code: "unexpected", Told: true}
}
