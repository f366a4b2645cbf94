package main

import (
	"errors"
	"footnote/cmd/footnote/internal/failure"
	"os"
	"path/filepath"

	"footnote/cmd/footnote/internal/env"
	"footnote/cmd/footnote/internal/term"
	"footnote/internal/setup"
	"footnote/library/store"
)

type moveCommand struct {
	From string `arg:"" complete:"folder" help:"Directory or database that everything is in."`
	To   string `arg:"" complete:"folder" help:"Directory or database that nothing is in yet."`
}

func (moveCommand) Help() string {
	return `Copies the whole library with settings, votes, vectors and answers, and then compares every row. What it copies from does not change. Where
it breaks off, the same command goes on; until it is done, nothing else uses the part that is there. End the bot first: what it keeps
meanwhile would not be moved. A database is named as in FOOTNOTE_DATA, but without its password: that stands there, in PGPASSWORD or in the
file of PGPASSFILE.

  footnote move ~/.local/share/footnote postgres://footnote@localhost/footnote
  footnote move postgres://footnote@localhost/footnote ./data`
}

func (c *moveCommand) Run(a *app) error {
	from, err := a.place("FROM", c.From)
	if err != nil {
		return err
	}
	to, err := a.place("TO", c.To)
	if err != nil {
		return err
	}
	bar := a.progress("moving").Begin()
	counts, err := store.Move(a.ctx, from, to, bar.Show)
	bar.End()
	if err != nil {
		return err
	}
	if a.JSON {
		return a.out.JSON(map[string]any{"from": store.Shown(from), "to": store.Shown(to), "tables": counts})
	}
	for _, n := range counts {
		if err := a.out.Line("%8d  %s", n.Rows, n.Table); err != nil {
			return written(err)
		}
	}
	a.note("every row was compared; set %s to %s to use it", env.Data, store.Shown(c.To))
	return nil
}

// place resolves an argument to the database file in a directory or to the address of a
// database. If FOOTNOTE_DATA names the same database, its password is used.
func (a *app) place(what, argument string) (string, error) {
	switch {
	case store.HasPassword(argument):
		return "", failure.WithPassword(what)
	case store.IsAddress(argument) && store.IsAddress(a.Data) && store.Shown(argument) == store.Shown(a.Data):
		return a.Data, nil
	case store.IsAddress(argument):
		return argument, nil
	}
	if info, err := os.Stat(argument); err == nil && info.Mode().IsRegular() {
		return "", &term.Failure{What: what, Err: errors.New(argument + " is a file"), Status: statusUsage, Code: "usage", Hint: "name the directory that " + setup.DatabaseName + " is in; footnote restore reads a backup"}
	}
	return filepath.Join(argument, setup.DatabaseName), nil
}
