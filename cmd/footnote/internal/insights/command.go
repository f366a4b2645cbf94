package insights

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"footnote/cmd/footnote/internal/term"
	"footnote/internal/setup"
	"footnote/library/insight"
	"footnote/library/store"
)

// A Command prints a report of what people asked the library of a scope.
type Command struct {
	Days int    `help:"How many days to look back; questions are kept for 90 at most, counts too." default:"30"`
	Why  string `help:"How one question was answered: what it was taken for, the passages that were found, what the judge made of them. By its ID, which the report shows." placeholder:"ID"`
	CSV  string `name:"csv" help:"Print a table for spreadsheets: questions (without a certain answer), counts (of each day), articles (that answers rest on) or changed (sentences of theirs that have changed since)." enum:",questions,counts,articles,changed" default:"" placeholder:"TABLE"`
}

// Help describes the command.
func (Command) Help() string {
	return `What was asked of a server's library: shares of sure, unsure and refused answers, the articles that answers rest on and, where the
server keeps questions (/settings set keep_questions), those without a certain answer, put together where they ask the same in other words,
with what came nearest, and since when they have one; answers of the last 30 days whose source has changed since. Nobody is named. --json
has all of it.

  footnote report --scope guild:1234567890
  footnote report --scope guild:1234567890 --csv questions > questions.csv`
}

// Run prints the report.
func (c Command) Run(ctx context.Context, s *setup.Setup, to term.To) error {
	if c.Days < 1 {
		return &term.Failure{What: "--days", Err: errors.New("must be at least 1"), Status: 2, Code: "usage"}
	}
	l, err := s.LibraryToRead(ctx, true)
	if err != nil {
		return err
	}
	if l == nil {
		to.Note("nothing is kept yet; footnote serve counts what becomes of questions")
		if c.CSV == "" && !to.JSON {
			return nil
		}
		return show(to, insight.None(store.Scope(s.Scope)), c.CSV)
	}
	defer l.Close()
	if c.Why != "" {
		return c.explain(ctx, l, to)
	}
	bar := to.Bar("comparing questions")
	r, err := insight.Make(ctx, l.Library, l.Scope, insight.Options{Since: time.Now().AddDate(0, 0, -c.Days), Ungrouped: c.CSV != "" && c.CSV != "questions", Progress: bar.Show})
	bar.End()
	if err != nil {
		return err
	}
	if len(r.Days)+len(r.Gaps)+len(r.Aged) == 0 {
		if err := others(ctx, l, to); err != nil || c.CSV == "" && !to.JSON {
			return err
		}
	}
	return show(to, r, c.CSV)
}

// others tells which other scopes have something to report, when this one has nothing.
func others(ctx context.Context, l *setup.Library, to term.To) error {
	all, err := l.Scopes(ctx)
	if err != nil {
		return err
	}
	var names []string
	for _, scope := range all {
		if strings.HasPrefix(string(scope), string(store.Guild(""))) && scope != l.Scope {
			names = append(names, string(scope))
		}
	}
	to.Note("nothing was asked of %s in that time", string(l.Scope))
	if len(names) > 0 {
		to.Note("--scope names another one: %s", strings.Join(names[:min(len(names), shown)], ", "))
	} else if l.Scope == store.Local {
		to.Note("--scope guild:ID names the server that is meant")
	}
	return nil
}

func (c Command) explain(ctx context.Context, l *setup.Library, to term.To) error {
	w, err := insight.Explain(ctx, l.Library, l.Scope, c.Why)
	if errors.Is(err, insight.ErrNoQuestion) {
		return &term.Failure{What: "--why", Err: fmt.Errorf("no question of %s is kept under %q", l.Scope, c.Why), Status: 1, Code: "report", Hint: "footnote report shows the ID of each question"}
	}
	if err != nil {
		return err
	}
	if to.JSON {
		return to.Out.JSON(w)
	}
	return to.Out.Show(explained(w))
}

// show prints a report in the requested form.
func show(to term.To, r insight.Report, table string) error {
	switch {
	case table == "questions":
		return to.Out.Verbatim(r.QuestionsCSV())
	case table == "counts":
		return to.Out.Verbatim(r.CountsCSV())
	case table == "articles":
		return to.Out.Verbatim(r.ArticlesCSV())
	case table == "changed":
		return to.Out.Verbatim(r.AgedCSV())
	case to.JSON:
		return to.Out.JSON(r)
	}
	return to.Out.Show(page(r))
}
