package main

import (
	"errors"
	"fmt"

	"footnote/cmd/footnote/internal/questions"
	"footnote/cmd/footnote/internal/rehearsal"
	"footnote/cmd/footnote/internal/term"
	"footnote/internal/setup"
)

type checkCommand struct {
	Folder    string `arg:"" complete:"file" help:"The articles: a folder, a zip archive or a file."`
	Questions string `required:"" help:"File of questions, in YAML or as JSON lines." placeholder:"FILE"`
	Answers   string `help:"Where the answers are kept; without it, beside the questions: questions.answers.json." placeholder:"FILE"`
	Update    bool   `help:"Keep the answers as they are now."`
	GitHub    bool   `name:"github" help:"Print annotations for GitHub Actions as well."`
}

func (checkCommand) Help() string {
	return `Asks the articles of a folder all questions and compares with the answers that were kept. The exit status is 1 if one is gone, or
if a question comes otherwise than its file expects; each is named with the file and line where the answer had stood. An answer that was
put in other words, or rests on another sentence while its own is still there, is told of and is no failure. No key is needed, and the
same files come to the same each time.

  footnote check docs --questions docs/questions.yaml --update
  git add docs/questions.answers.json
  footnote check docs --questions docs/questions.yaml

"footnote rehearse --help" has what a file of questions looks like; docs/checking.md has the lines for GitHub Actions.`
}

func (c *checkCommand) Run(a *app) error {
	if c.GitHub && a.JSON {
		return usagef("--github prints lines for GitHub Actions, so it cannot be used with --json")
	}
	set, err := a.questions(c.Questions)
	if err != nil {
		return err
	}
	if c.Answers == "" {
		c.Answers = rehearsal.KeptName(c.Questions)
	}
	kept, found, err := rehearsal.ReadKept(c.Answers)
	if bad, ok := errors.AsType[*questions.Error](err); ok {
		return &term.Failure{Err: bad, Status: statusUsage, Code: "questions", Hint: "bring it back from version control, or remove it and run footnote check --update"}
	}
	if err != nil {
		return err
	}
	if !found && !c.Update && !rehearsal.Expecting(set.Questions) {
		return &term.Failure{What: c.Answers, Err: errors.New("no answers were kept, and the questions expect none"), Status: statusUsage, Code: "questions",
			Hint: "footnote check --update keeps them as they are now"}
	}
	checked, err := c.compare(a, set.Questions, kept, found)
	if err != nil {
		return err
	}
	summary := checked.summary
	if a.JSON {
		err = a.out.JSON(rehearsed{checked.results, summary, c.Answers})
	} else {
		err = c.print(a, checked)
	}
	if err = errors.Join(checked.ended, err); err != nil {
		return afterwards(err, a.JSON)
	}
	if c.Update {
		summary.Statuses = nil
		if err := rehearsal.NewKept(checked.results, a.setup.Version, checked.judged).Write(c.Answers); err != nil {
			return err
		}
		a.note("%d answers are kept in %s", len(checked.results), c.Answers)
	} else if differs := kept.Differs(a.setup.Version, checked.judged); found && differs != "" && summary.Gone() > 0 {
		a.note("%s", differs)
	}
	return unexpected("check", summary)
}

// checked is the outcome of asking all questions.
type checked struct {
	results []rehearsal.Result
	summary rehearsal.Summary
	judged  bool
	ended   error // why some questions were not asked, or nil
}

// compare asks the questions and, if kept answers were found, compares the new answers with
// them.
func (c *checkCommand) compare(a *app, all []questions.Question, kept rehearsal.Kept, found bool) (*checked, error) {
	articles, err := setup.ArticlesIn(a.ctx, a.setup, c.Folder, rehearsal.Except(c.Questions, c.Answers))
	if err != nil {
		return nil, err
	}
	a.setup.Rereads = true
	engine, err := a.setup.SearcherOf(a.ctx, articles...)
	if err != nil {
		return nil, err
	}
	defer engine.Close()
	judge, err := a.setup.Judge()
	if err != nil {
		return nil, err
	}
	files := rehearsal.NewFiles(c.Folder)
	done := &checked{judged: judge != nil}
	done.results, done.ended = a.rehearse(engine, all, files, func(rehearsal.Result) error { return nil })
	if found {
		rehearsal.NewComparison(kept, articles, files).All(done.results)
	}
	done.summary = rehearsal.Summarize(done.results, len(all))
	return done, nil
}

// print prints the findings, then the summary.
func (c *checkCommand) print(a *app, done *checked) error {
	findings := rehearsal.Findings(done.results, c.Folder, c.Questions)
	if !c.GitHub {
		return errors.Join(a.show(rehearsal.Text(findings)), a.show(done.summary.Text()))
	}
	for _, part := range rehearsal.ForGitHub(findings, done.summary) {
		if err := a.print(part); err != nil {
			return fmt.Errorf("annotations: %w", err)
		}
	}
	return nil
}
