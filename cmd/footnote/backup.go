package main

import (
	"fmt"

	"footnote/cmd/footnote/internal/term"
	"footnote/library/store"
)

type backupCommand struct {
	File string `arg:"" complete:"file" help:"Where to; it must not be there yet."`
}

func (backupCommand) Help() string {
	return `Copies the library, settings, votes, vectors and answers into one file, checked, also while a bot is at work.

  footnote backup footnote-2026-11-25.db`
}

func (c *backupCommand) Run(a *app) error {
	db, _, err := store.ReadLibrary(a.ctx, a.setup.Database())
	if err != nil {
		return err
	}
	if db == nil {
		return &term.Failure{What: "backup", Err: fmt.Errorf("nothing is kept in %s yet", store.Shown(a.setup.Database())), Status: statusFailed, Code: "backup"}
	}
	defer db.Close()
	bar := a.progress("copying").Begin()
	err = db.Backup(a.ctx, c.File)
	if bar.End(); err != nil {
		return err
	}
	if a.JSON {
		return a.out.JSON(map[string]string{"backup": c.File})
	}
	return written(a.out.Line("%s holds all that is kept", c.File))
}

type restoredJSON struct {
	Restored string `json:"restored"`
	Before   string `json:"before,omitempty"` // where the previous data is kept: a file, or a schema of the database
}

type restoreCommand struct {
	File string `arg:"" complete:"file" help:"A file that backup wrote."`
}

func (restoreCommand) Help() string {
	return `Checks the backup wholly before it takes the place of what is kept; that stays beside it under another name, in a database in a
schema whose name begins with before_. No bot may be running. A backup is the same file, wherever it was made.

  footnote restore footnote-2026-11-25.db`
}

func (c *restoreCommand) Run(a *app) error {
	bar := a.progress("checking and copying").Begin()
	before, err := store.Restore(a.ctx, c.File, a.setup.Database())
	if bar.End(); err != nil {
		return err
	}
	if a.JSON {
		return a.out.JSON(restoredJSON{c.File, before})
	}
	if before != "" {
		a.note("what was kept before is still there, as %s", before)
	}
	return written(a.out.Line("%s is in place", c.File))
}
